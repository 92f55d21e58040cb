/* own reader, no array of entries: the shifted entry is cut into a high and a low half,
   each half indexes a table that collects positions */
#include <stdio.h>

#define OFF 100000000L
#define HALF 14
#define CELLS (1 << HALF)

static long long hi[CELLS], lo[CELLS];

static long next(void)
{
    int c = getchar();
    long sign = 1, v = 0;
    while (c != '-' && (c < '0' || c > '9'))
        c = getchar();
    if (c == '-') {
        sign = -1;
        c = getchar();
    }
    while (c >= '0' && c <= '9') {
        v = v * 10 + (c - '0');
        c = getchar();
    }
    return sign * v;
}

int main(void)
{
    long long n = next(), ans = 0;
    for (long long i = 1; i <= n; i++) {
        long v = next() + OFF;
        hi[v >> HALF] += i;
        lo[v & (CELLS - 1)] += i;
    }
    for (long long c = 0; c < CELLS; c++)
        ans += c * lo[c] + c * CELLS * hi[c];
    printf("%lld\n", ans - OFF * (n * (n + 1) / 2));
    return 0;
}

/* prefix sums in unsigned 64-bit arithmetic, hand-written reader over one big buffer */
#include <stdio.h>
#include <stdlib.h>

static char *buf;
static size_t pos, len;

static long long next_int(void)
{
    long long v = 0;
    int neg = 0;
    while (pos < len && buf[pos] != '-' && (buf[pos] < '0' || buf[pos] > '9'))
        pos++;
    if (pos < len && buf[pos] == '-') {
        neg = 1;
        pos++;
    }
    while (pos < len && buf[pos] >= '0' && buf[pos] <= '9')
        v = v * 10 + (buf[pos++] - '0');
    return neg ? -v : v;
}

int main(void)
{
    size_t cap = 1 << 16, got;
    buf = malloc(cap);
    while ((got = fread(buf + len, 1, cap - len, stdin)) > 0) {
        len += got;
        if (len == cap)
            buf = realloc(buf, cap *= 2);
    }
    int n = (int)next_int(), q = (int)next_int();
    unsigned long long *p = calloc((size_t)n + 1, sizeof *p);
    for (int i = 1; i <= n; i++)
        p[i] = p[i - 1] + (unsigned long long)next_int();
    while (q-- > 0) {
        int l = (int)next_int(), r = (int)next_int();
        printf("%lld\n", (long long)(p[r] - p[l - 1]));
    }
    free(p);
    free(buf);
    return 0;
}

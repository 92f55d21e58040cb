/* Fenwick tree for suffix maxima of the prefix sums, days are taken from last to first */
#include <stdio.h>

#define MAXN 100000
#define NONE (-1000000000000000000LL)

static long long p[MAXN + 1], f[MAXN + 2];
static int n;

/* position i in 1..n lives at n + 1 - i, so a suffix becomes a prefix */
static void put(int i, long long v) {
    for (i = n + 1 - i; i <= n; i += i & -i)
        if (f[i] < v) f[i] = v;
}

static long long from(int i) {
    long long r = NONE;
    for (i = n + 1 - i; i > 0; i -= i & -i)
        if (f[i] > r) r = f[i];
    return r;
}

int main(void) {
    int t, i;
    if (scanf("%d", &t) != 1) return 1;
    while (t-- > 0) {
        long long best = NONE;
        if (scanf("%d", &n) != 1) return 1;
        for (i = 1; i <= n; i++) {
            long long x;
            if (scanf("%lld", &x) != 1) return 1;
            p[i] = p[i - 1] + x;
            f[i] = NONE;
        }
        for (i = n; i >= 1; i--) {
            long long gain;
            put(i, p[i]);
            gain = from(i) - p[i - 1];
            if (gain > best) best = gain;
        }
        printf("%lld\n", best);
    }
    return 0;
}

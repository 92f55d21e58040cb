/* no array at all: Kadane while the digits arrive from getchar */
#include <stdio.h>

static long long number(void) {
    int c = getchar(), minus = 0;
    long long v = 0;
    while (c != '-' && (c < '0' || c > '9')) c = getchar();
    if (c == '-') {
        minus = 1;
        c = getchar();
    }
    for (; c >= '0' && c <= '9'; c = getchar()) v = 10 * v + (c - '0');
    return minus ? -v : v;
}

int main(void) {
    int t = (int)number();
    while (t--) {
        int n = (int)number();
        long long best = number(), cur = best;
        while (--n) {
            long long x = number();
            cur = cur > 0 ? cur + x : x;
            if (cur > best) best = cur;
        }
        printf("%lld\n", best);
    }
    return 0;
}

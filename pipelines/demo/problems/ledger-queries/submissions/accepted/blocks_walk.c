/* blocks of 256 bookings: walk line by line to a block border, then block by block, then line by line again */
#include <stdio.h>

#define MAXN 50000
#define B 256

static int a[MAXN];
static long long block[MAXN / B + 1];

int main(void)
{
    int n, q, i, l, r;

    if (scanf("%d %d", &n, &q) != 2)
        return 1;
    for (i = 0; i < n; i++) {
        if (scanf("%d", &a[i]) != 1)
            return 1;
        block[i / B] += a[i];
    }
    while (q-- && scanf("%d %d", &l, &r) == 2) {
        long long s = 0;
        l--;
        while (l < r && l % B != 0)
            s += a[l++];
        while (l + B <= r) {
            s += block[l / B];
            l += B;
        }
        while (l < r)
            s += a[l++];
        printf("%lld\n", s);
    }
    return 0;
}

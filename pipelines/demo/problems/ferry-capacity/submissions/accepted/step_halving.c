/* walk up from a capacity that is too small in steps that halve */
#include <stdio.h>

static int w[50000];
static int n, k;

static int too_small(long long cap)
{
    long long room = 0;
    int used = 0, i;
    for (i = 0; i < n; i++) {
        if (w[i] > cap)
            return 1;
        if (w[i] > room) {
            if (used++ == k)
                return 1;
            room = cap;
        }
        room -= w[i];
    }
    return 0;
}

int main(void)
{
    long long at = 0, step;
    int i;
    if (scanf("%d %d", &n, &k) != 2)
        return 1;
    for (i = 0; i < n; i++)
        if (scanf("%d", &w[i]) != 1)
            return 1;
    for (step = 1LL << 46; step > 0; step /= 2)
        if (too_small(at + step))
            at += step;
    printf("%lld\n", at + 1);
    return 0;
}

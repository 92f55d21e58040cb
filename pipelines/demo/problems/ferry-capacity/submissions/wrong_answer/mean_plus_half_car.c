/* search between the mean load and the mean load plus half of the heaviest car */
#include <stdio.h>

static long long w[50000];

int main(void)
{
    int n, k;
    long long sum = 0, big = 0;
    if (scanf("%d %d", &n, &k) != 2)
        return 1;
    for (int i = 0; i < n; i++) {
        if (scanf("%lld", &w[i]) != 1)
            return 1;
        sum += w[i];
        if (w[i] > big)
            big = w[i];
    }
    long long mean = (sum + k - 1) / k;
    long long lo = mean > big ? mean : big;
    long long hi = mean + (big + 1) / 2;
    while (lo < hi) {
        long long mid = (lo + hi) / 2, load = 0;
        int trips = 1;
        for (int i = 0; i < n; i++) {
            load += w[i];
            if (load > mid) {
                trips++;
                load = w[i];
            }
        }
        if (trips <= k)
            hi = mid;
        else
            lo = mid + 1;
    }
    printf("%lld\n", lo);
    return 0;
}

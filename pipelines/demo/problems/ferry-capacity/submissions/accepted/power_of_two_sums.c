/* sparse table: sums of 1, 2, 4, ... consecutive cars; a trip is put together from the largest pieces down */
#include <stdio.h>
#include <stdlib.h>

#define LOG 16

int main(void)
{
    int n, k;
    if (scanf("%d%d", &n, &k) != 2)
        return 1;
    long long *s[LOG];
    for (int j = 0; j < LOG; j++)
        s[j] = calloc((size_t)n, sizeof **s);
    long long lo = 1, hi = 0;
    for (int i = 0; i < n; i++) {
        if (scanf("%lld", &s[0][i]) != 1)
            return 1;
        hi += s[0][i];
        if (s[0][i] > lo)
            lo = s[0][i];
    }
    for (int j = 1; j < LOG; j++)
        for (int i = 0; i + (1 << j) <= n; i++)
            s[j][i] = s[j - 1][i] + s[j - 1][i + (1 << (j - 1))];

    while (lo < hi) {
        long long cap = lo + (hi - lo) / 2;
        int at = 0, trips;
        for (trips = 0; trips < k && at < n; trips++) {
            long long room = cap;
            for (int j = LOG - 1; j >= 0; j--)
                if (at + (1 << j) <= n && s[j][at] <= room) {
                    room -= s[j][at];
                    at += 1 << j;
                }
        }
        if (at == n)
            hi = cap;
        else
            lo = cap + 1;
    }
    printf("%lld\n", lo);
    for (int j = 0; j < LOG; j++)
        free(s[j]);
    return 0;
}

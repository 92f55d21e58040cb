/* four lanes: position 4q + r is split into quotient and remainder, one pair of sums per lane */
#include <stdio.h>

int main(void)
{
    long long s[4] = {0}, w[4] = {0}, x;
    int n, k;
    if (scanf("%d", &n) != 1)
        return 1;
    for (k = 0; k < n; k++) {
        if (scanf("%lld", &x) != 1)
            return 1;
        s[k & 3] += x;
        w[k & 3] += (long long)(k >> 2) * x;
    }
    printf("%lld\n", 4 * (w[0] + w[1] + w[2] + w[3]) + s[0] + 2 * s[1] + 3 * s[2] + 4 * s[3]);
    return 0;
}

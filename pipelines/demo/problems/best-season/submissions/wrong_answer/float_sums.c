/* Kadane with floating point sums, large enough for everything */
#include <stdio.h>

int main(void) {
    int t, n, i;
    if (scanf("%d", &t) != 1) return 0;
    while (t--) {
        float x, cur = 0, best = -1e30f;
        if (scanf("%d", &n) != 1) return 0;
        for (i = 0; i < n; i++) {
            if (scanf("%f", &x) != 1) return 0;
            cur = cur > 0 ? cur + x : x;
            if (cur > best) best = cur;
        }
        printf("%.0f\n", best);
    }
    return 0;
}

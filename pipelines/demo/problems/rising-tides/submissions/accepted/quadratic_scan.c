/* plain O(n^2) dp in C: 2 * 10^8 cheap steps are fine */
#include <stdio.h>

int a[20000], d[20000];

int main() {
    int n, best = 0;
    scanf("%d", &n);
    for (int i = 0; i < n; i++) {
        scanf("%d", a + i);
        int x = a[i], m = 0;
        for (int j = 0; j < i; j++) {
            int c = d[j] & -(a[j] < x);   /* no branch to mispredict */
            m = c > m ? c : m;
        }
        d[i] = m + 1;
        if (d[i] > best) best = d[i];
    }
    printf("%d\n", best);
    return 0;
}

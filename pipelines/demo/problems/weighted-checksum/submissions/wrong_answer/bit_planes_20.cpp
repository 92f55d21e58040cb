// bit by bit: positions where bit b of |a_i| is set, with the sign of a_i
#include <cstdio>
#include <cstdlib>

int main() {
    int n;
    if (scanf("%d", &n) != 1) return 0;
    long long plane[20] = {};
    for (int i = 1; i <= n; i++) {
        int x;
        if (scanf("%d", &x) != 1) return 0;
        for (int b = 0; b < 20; b++)
            if (std::abs(x) >> b & 1) plane[b] += x < 0 ? -i : i;
    }
    long long ans = 0;
    for (int b = 19; b >= 0; b--) ans = 2 * ans + plane[b];
    printf("%lld\n", ans);
}

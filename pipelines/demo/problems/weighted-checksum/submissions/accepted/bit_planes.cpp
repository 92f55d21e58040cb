// bits of the (shifted) entries: for each bit, add up the positions where it is set
#include <cstdint>
#include <cstdio>

int main() {
    const int64_t off = 100000000;
    int64_t n, plane[28] = {0};
    if (scanf("%ld", &n) != 1) return 1;
    for (int64_t i = 1; i <= n; i++) {
        int64_t x;
        if (scanf("%ld", &x) != 1) return 1;
        uint32_t v = uint32_t(x + off);
        while (v) {
            plane[__builtin_ctz(v)] += i;
            v &= v - 1;
        }
    }
    int64_t ans = -off * (n * (n + 1) / 2);
    for (int b = 0; b < 28; b++) ans += plane[b] << b;
    printf("%ld\n", ans);
    return 0;
}

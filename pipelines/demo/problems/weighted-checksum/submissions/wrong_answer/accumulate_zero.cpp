// products in a vector, added by accumulate
#include <cstdio>
#include <numeric>
#include <vector>

int main() {
    int n;
    if (scanf("%d", &n) != 1) return 0;
    std::vector<long long> p(n);
    for (int i = 0; i < n; i++) {
        if (scanf("%lld", &p[i]) != 1) return 0;
        p[i] *= i + 1;
    }
    printf("%lld\n", (long long)std::accumulate(p.begin(), p.end(), 0));
}

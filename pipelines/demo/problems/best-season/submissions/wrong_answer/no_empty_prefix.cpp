// prefix sum minus smallest earlier prefix sum
#include <algorithm>
#include <iostream>
#include <limits>
#include <vector>

int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int t;
    std::cin >> t;
    while (t--) {
        int n;
        std::cin >> n;
        std::vector<long long> p(n);
        for (auto& x : p) std::cin >> x;
        for (int i = 1; i < n; i++) p[i] += p[i - 1];
        long long best = p[0], low = p[0];
        for (int i = 1; i < n; i++) {
            best = std::max(best, p[i] - low);
            low = std::min(low, p[i]);
        }
        std::cout << best << "\n";
    }
}

// dp over suffixes in start order, lower_bound for the next possible booking
#include <algorithm>
#include <iostream>
#include <vector>
int main() {
    std::ios_base::sync_with_stdio(false);
    std::cin.tie(0);
    size_t n;
    std::cin >> n;
    std::vector<std::pair<long long, long long>> iv(n);
    for (auto &p : iv) std::cin >> p.first >> p.second;
    std::sort(iv.begin(), iv.end());
    std::vector<int> f(n + 1, 0);
    for (size_t i = n; i-- > 0;) {
        auto it = std::lower_bound(iv.begin(), iv.end(), std::make_pair(iv[i].second, -1LL));
        f[i] = std::max(f[i + 1], 1 + f[it - iv.begin()]);
    }
    std::cout << f[0] << "\n";
}

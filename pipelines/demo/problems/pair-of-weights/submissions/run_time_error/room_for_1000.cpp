// sort and binary search
#include <algorithm>
#include <array>
#include <iostream>
#include <utility>

std::array<std::pair<long long, int>, 1000> w;

int main() {
    int n;
    long long s;
    std::cin >> n >> s;
    for (int i = 0; i < n; i++) {
        std::cin >> w.at(i).first;
        w.at(i).second = i + 1;
    }
    std::sort(w.begin(), w.begin() + n);
    for (int k = 0; k < n; k++) {
        auto it = std::lower_bound(w.begin() + k + 1, w.begin() + n, std::make_pair(s - w[k].first, 0));
        if (it != w.begin() + n && it->first + w[k].first == s) {
            std::cout << std::min(w[k].second, it->second) << " " << std::max(w[k].second, it->second) << "\n";
            return 0;
        }
    }
    std::cout << "IMPOSSIBLE\n";
}

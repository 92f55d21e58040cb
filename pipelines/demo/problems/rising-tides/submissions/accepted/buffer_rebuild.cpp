// sqrt by time: sorted prefix maxima of the past, plus a small unsorted buffer that is merged in when full
#include <algorithm>
#include <iostream>
#include <utility>
#include <vector>

typedef std::pair<int, int> pii;

int main() {
    const size_t CAP = 256;
    int n, ans = 0;
    std::cin >> n;
    std::vector<pii> past, buffer;
    for (int i = 0; i < n; ++i) {
        int x, d = 0;
        std::cin >> x;
        auto it = std::lower_bound(past.begin(), past.end(), pii(x, 0));
        if (it != past.begin()) d = (it - 1)->second;
        for (const pii &p : buffer)
            if (p.first < x && p.second > d) d = p.second;
        buffer.emplace_back(x, ++d);
        ans = std::max(ans, d);
        if (buffer.size() == CAP) {
            std::sort(buffer.begin(), buffer.end());
            std::vector<pii> all(past.size() + buffer.size());
            std::merge(past.begin(), past.end(), buffer.begin(), buffer.end(), all.begin());
            for (size_t k = 1; k < all.size(); ++k) all[k].second = std::max(all[k].second, all[k - 1].second);
            past.swap(all);
            buffer.clear();
        }
    }
    std::cout << ans << std::endl;
}

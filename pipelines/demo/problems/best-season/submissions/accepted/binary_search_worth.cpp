// binary search on the worth: is there a season worth at least w?
#include <algorithm>
#include <cstdint>
#include <iostream>
#include <vector>

static bool reachable(const std::vector<int64_t>& pre, int64_t w) {
    int64_t low = pre[0];
    for (std::size_t j = 1; j < pre.size(); ++j) {
        if (pre[j] - low >= w) return true;
        if (pre[j] < low) low = pre[j];
    }
    return false;
}

int main() {
    std::ios_base::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int cases;
    std::cin >> cases;
    for (int c = 0; c < cases; ++c) {
        int n;
        std::cin >> n;
        std::vector<int64_t> pre(1, 0);
        int64_t ok = INT64_MIN, gains = 0;
        for (int i = 0; i < n; ++i) {
            int64_t x;
            std::cin >> x;
            pre.push_back(pre.back() + x);
            ok = std::max(ok, x);
            if (x > 0) gains += x;
        }
        int64_t bad = std::max(ok, gains) + 1;      // never reachable
        while (bad - ok > 1) {
            int64_t mid = ok + (bad - ok) / 2;
            (reachable(pre, mid) ? ok : bad) = mid;
        }
        std::cout << ok << "\n";
    }
    return 0;
}

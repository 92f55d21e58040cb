// next-trip pointers by two pointers, then k jumps at once by repeated squaring of the map
#include <cstdint>
#include <iostream>
#include <numeric>
#include <vector>

int main() {
    std::cin.sync_with_stdio(false);
    int n, k;
    std::cin >> n >> k;
    std::vector<int64_t> w(n);
    for (auto& x : w) std::cin >> x;

    std::vector<int> hop(n + 1), tmp(n + 1);
    auto end_after_k = [&](int64_t cap) {
        int64_t load = 0;
        int e = 0;
        for (int i = 0; i < n; i++) {
            while (e < n && load + w[e] <= cap) load += w[e++];
            hop[i] = e;
            if (e > i) load -= w[i];
            else e = i + 1;             // car i alone is too heavy: it stays on the quay
        }
        hop[n] = n;
        int at = 0;
        for (int q = k; q; q >>= 1) {
            if (q & 1) at = hop[at];
            for (int i = 0; i <= n; i++) tmp[i] = hop[hop[i]];
            hop.swap(tmp);
        }
        return at;
    };

    int64_t bad = 0, good = std::accumulate(w.begin(), w.end(), int64_t{0});
    while (good - bad > 1) {
        int64_t mid = (good + bad) / 2;
        if (end_after_k(mid) == n) good = mid;
        else bad = mid;
    }
    std::cout << good << "\n";
}

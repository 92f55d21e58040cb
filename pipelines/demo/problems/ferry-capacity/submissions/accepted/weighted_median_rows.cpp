// sub-array sums as an implicit sorted matrix: probe the weighted median of the row medians
#include <algorithm>
#include <cstdio>
#include <numeric>
#include <utility>
#include <vector>
using ll = long long;

int n, k;
std::vector<ll> pre;

bool fits(ll cap) {
    int trips = 0;
    ll last = 0;
    for (int i = 1; i <= n; i++) {
        if (pre[i] - pre[i - 1] > cap) return false;
        if (trips == 0 || pre[i] - last > cap) {
            if (++trips > k) return false;
            last = pre[i - 1];
        }
    }
    return true;
}

int main() {
    if (std::scanf("%d %d", &n, &k) != 2) return 1;
    pre.assign(n + 1, 0);
    for (int i = 1; i <= n; i++) {
        int x;
        if (std::scanf("%d", &x) != 1) return 1;
        pre[i] = pre[i - 1] + x;
    }
    // row i: sums of w[i..e-1]; the ends from L[i] (incl.) to R[i] (excl.) are undecided
    std::vector<int> L(n), R(n, n + 1);
    std::iota(L.begin(), L.end(), 1);
    ll best = pre[n];
    std::vector<std::pair<ll, int>> med;
    for (;;) {
        med.clear();
        ll weight = 0;
        for (int i = 0; i < n; i++)
            if (L[i] < R[i]) {
                med.emplace_back(pre[(L[i] + R[i]) / 2] - pre[i], R[i] - L[i]);
                weight += R[i] - L[i];
            }
        if (med.empty()) break;
        std::sort(med.begin(), med.end());
        ll seen = 0;
        ll probe = 0;
        for (auto &m : med) {
            seen += m.second;
            probe = m.first;
            if (2 * seen >= weight) break;
        }
        bool good = fits(probe);
        if (good) best = std::min(best, probe);
        for (int i = 0; i < n; i++) {
            if (L[i] >= R[i]) continue;
            auto b = pre.begin();
            if (good)
                R[i] = int(std::lower_bound(b + L[i], b + R[i], pre[i] + probe) - b);
            else
                L[i] = int(std::upper_bound(b + L[i], b + R[i], pre[i] + probe) - b);
        }
    }
    std::printf("%lld\n", best);
}

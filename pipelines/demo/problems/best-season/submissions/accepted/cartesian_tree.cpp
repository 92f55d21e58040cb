// Cartesian tree (minimum on top) over the prefix sums; best partner of a node is the peak of its right subtree
#include <algorithm>
#include <cstdio>
#include <vector>
typedef long long ll;

int main() {
    int t;
    if (scanf("%d", &t) != 1) return 0;
    while (t--) {
        int n;
        scanf("%d", &n);
        std::vector<ll> p(n + 1, 0);
        ll ans = -4e18;
        for (int i = 1; i <= n; i++) {
            ll x;
            scanf("%lld", &x);
            p[i] = p[i - 1] + x;
            ans = std::max(ans, x);
        }
        std::vector<int> L(n + 1, -1), R(n + 1, -1), st;
        for (int i = 0; i <= n; i++) {
            int last = -1;
            while (!st.empty() && p[st.back()] > p[i]) {
                last = st.back();
                st.pop_back();
            }
            L[i] = last;
            if (!st.empty()) R[st.back()] = i;
            st.push_back(i);
        }
        std::vector<int> order{st[0]};
        for (size_t k = 0; k < order.size(); k++) {
            int v = order[k];
            if (L[v] >= 0) order.push_back(L[v]);
            if (R[v] >= 0) order.push_back(R[v]);
        }
        std::vector<ll> peak(p);
        for (int k = n; k >= 0; k--) {
            int v = order[k];
            if (L[v] >= 0) peak[v] = std::max(peak[v], peak[L[v]]);
            if (R[v] >= 0) {
                ans = std::max(ans, peak[R[v]] - p[v]);
                peak[v] = std::max(peak[v], peak[R[v]]);
            }
        }
        printf("%lld\n", ans);
    }
    return 0;
}

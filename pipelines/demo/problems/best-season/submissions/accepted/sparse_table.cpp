// sparse table with maxima of prefix sums, one range query per first day
#include <algorithm>
#include <iostream>
#include <vector>
using namespace std;
using ll = long long;

struct Sparse {
    vector<vector<ll>> up;
    explicit Sparse(const vector<ll>& base) : up(1, base) {
        int n = base.size();
        for (int len = 1; 2 * len <= n; len *= 2) {
            const vector<ll>& prev = up.back();
            vector<ll> cur(n - 2 * len + 1);
            for (size_t i = 0; i < cur.size(); i++) cur[i] = max(prev[i], prev[i + len]);
            up.push_back(move(cur));
        }
    }
    ll query(int l, int r) const {      // [l, r)
        int k = 31 - __builtin_clz(r - l);
        return max(up[k][l], up[k][r - (1 << k)]);
    }
};

int main() {
    cin.tie(0)->sync_with_stdio(0);
    int t;
    cin >> t;
    while (t--) {
        int n;
        cin >> n;
        vector<ll> p(n + 1);
        for (int i = 1; i <= n; i++) {
            cin >> p[i];
            p[i] += p[i - 1];
        }
        Sparse table(p);
        ll best = p[1];
        for (int i = 0; i < n; i++) best = max(best, table.query(i + 1, n + 1) - p[i]);
        cout << best << "\n";
    }
}

// offline with a Fenwick tree: bookings are inserted from right to left, questions answered at their left end
#include <iostream>
#include <utility>
#include <vector>
using namespace std;

int n, q;
vector<long long> bit;

void add(int i, long long v) {
    for (; i <= n; i += i & -i) bit[i] += v;
}

long long get(int i) {
    long long s = 0;
    for (; i; i -= i & -i) s += bit[i];
    return s;
}

int main() {
    ios::sync_with_stdio(0);
    cin.tie(0);
    cin >> n >> q;
    bit.assign(n + 1, 0);
    vector<int> a(n + 1);
    for (int i = 1; i <= n; ++i) cin >> a[i];
    vector<vector<pair<int, int>>> at(n + 1);
    for (int k = 0; k < q; ++k) {
        int l, r;
        cin >> l >> r;
        at[l].emplace_back(r, k);
    }
    vector<long long> ans(q);
    for (int i = n; i >= 1; --i) {
        add(i, a[i]);
        for (auto [r, k] : at[i]) ans[k] = get(r);
    }
    for (auto v : ans) cout << v << '\n';
}

// prefix sums in one call of std::partial_sum
#include <bits/stdc++.h>
using namespace std;
typedef long long ll;

int main() {
    ios::sync_with_stdio(false);
    cin.tie(nullptr);
    int n, q;
    cin >> n >> q;
    vector<ll> p(n + 1);
    for (int i = 1; i <= n; i++) cin >> p[i];
    partial_sum(p.begin(), p.end(), p.begin());
    while (q--) {
        int l, r;
        cin >> l >> r;
        cout << p[r] - p[l - 1] << '\n';
    }
}

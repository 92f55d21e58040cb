// divide and conquer, four values per part
#include <algorithm>
#include <iostream>
#include <vector>
using namespace std;

struct Part { long long sum, pre, suf, best; };

Part solve(const vector<long long>& a, int l, int r) {
    if (r - l == 1) return {a[l], a[l], a[l], a[l]};
    int m = (l + r) / 2;
    Part x = solve(a, l, m), y = solve(a, m, r);
    Part z;
    z.sum = x.sum + y.sum;
    z.pre = max(x.pre, x.sum + y.pre);
    z.suf = max(y.suf, y.sum + x.sum);
    z.best = max({x.best, y.best, x.suf + y.pre});
    return z;
}

int main() {
    ios::sync_with_stdio(false);
    cin.tie(nullptr);
    int t;
    cin >> t;
    while (t--) {
        int n;
        cin >> n;
        vector<long long> a(n);
        for (auto& v : a) cin >> v;
        cout << solve(a, 0, n).best << '\n';
    }
}

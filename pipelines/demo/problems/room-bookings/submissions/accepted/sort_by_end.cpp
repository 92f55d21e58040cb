// sort by end, greedy
#include <bits/stdc++.h>
using namespace std;
int main() {
    ios::sync_with_stdio(false);
    cin.tie(nullptr);
    int n;
    cin >> n;
    vector<pair<int, int>> v(n);
    for (auto &[e, s] : v) cin >> s >> e;
    sort(v.begin(), v.end());
    int last = 0, ans = 0;
    for (auto [e, s] : v)
        if (s >= last) last = e, ans++;
    cout << ans << '\n';
}

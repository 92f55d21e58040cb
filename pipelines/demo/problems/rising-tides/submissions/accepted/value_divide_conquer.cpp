// divide and conquer on the value order: low half first, then low -> high contributions sorted by day, then high half
#include <bits/stdc++.h>
using namespace std;

int n;
long long a[20005];
int ord[20005], dp[20005];

void solve(int l, int r) {
    if (r - l == 1) return;
    int m = (l + r) / 2;
    solve(l, m);
    vector<int> lo(ord + l, ord + m), hi(ord + m, ord + r);
    sort(lo.begin(), lo.end());
    sort(hi.begin(), hi.end());
    int best = 0;
    auto it = lo.begin();
    for (int day : hi) {
        for (; it != lo.end() && *it < day; ++it) best = max(best, dp[*it]);
        dp[day] = max(dp[day], best + 1);
    }
    solve(m, r);
}

int main() {
    cin >> n;
    for (int i = 0; i < n; i++) cin >> a[i], ord[i] = i, dp[i] = 1;
    // equal values: later day first, so that they can never follow each other
    sort(ord, ord + n, [](int x, int y) { return a[x] != a[y] ? a[x] < a[y] : x > y; });
    solve(0, n);
    cout << *max_element(dp, dp + n) << '\n';
}

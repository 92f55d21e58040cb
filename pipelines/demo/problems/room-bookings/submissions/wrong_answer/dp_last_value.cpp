// dp[i] = longest chain in end order
#include <algorithm>
#include <cstdio>
#include <vector>
using namespace std;

int main() {
    int n;
    if (scanf("%d", &n) != 1) return 0;
    vector<pair<int, int>> v(n);
    for (auto &p : v) if (scanf("%d%d", &p.second, &p.first) != 2) return 0;
    sort(v.begin(), v.end());
    vector<int> dp(n), pre(n + 1, 0);
    for (int i = 0; i < n; i++) {
        int k = upper_bound(v.begin(), v.end(), make_pair(v[i].second, 1000000001)) - v.begin();
        dp[i] = pre[k] + 1;
        pre[i + 1] = max(pre[i], dp[i]);
    }
    printf("%d\n", dp[n - 1]);
    return 0;
}

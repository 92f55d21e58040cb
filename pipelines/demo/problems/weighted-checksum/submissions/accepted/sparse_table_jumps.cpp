// sparse table of power-of-two sums; each suffix sum is put together by jumps
#include <iostream>
#include <vector>
using namespace std;

int main() {
    ios::sync_with_stdio(false);
    cin.tie(nullptr);
    int n;
    cin >> n;
    vector<vector<long long>> up(1, vector<long long>(n));
    for (auto& x : up[0]) cin >> x;
    for (int k = 1; (1 << k) <= n; k++) {
        int m = n - (1 << k) + 1;
        up.emplace_back(m);
        for (int i = 0; i < m; i++) up[k][i] = up[k - 1][i] + up[k - 1][i + (1 << (k - 1))];
    }
    long long ans = 0;
    for (int i = 0; i < n; i++) {
        int p = i, left = n - i;
        for (int k = 0; left; k++, left >>= 1)
            if (left & 1) {
                ans += up[k][p];
                p += 1 << k;
            }
    }
    cout << ans << '\n';
    return 0;
}

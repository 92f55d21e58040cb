// longest common extension: e(i, j) letters agree going right from i and left from j; two rolling rows
#include <algorithm>
#include <iostream>
#include <string>
#include <vector>
using namespace std;

int main() {
    ios::sync_with_stdio(false);
    string s;
    cin >> s;
    const int n = (int)s.length();
    vector<int> below(n, 0), row(n, 0);
    int ans = 0;
    for (int i = n - 1; i >= 0; --i) {
        for (int j = 0; j < n; ++j)
            row[j] = s[i] != s[j] ? 0 : 1 + (j ? below[j - 1] : 0);
        ans = max(ans, 2 * row[i] - 1);
        if (i) ans = max(ans, 2 * row[i - 1]);
        swap(row, below);
    }
    cout << ans << "\n";
    return 0;
}

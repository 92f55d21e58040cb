// all weights shifted to be non-negative, then two pointers
#include <algorithm>
#include <iostream>
#include <vector>
using namespace std;

const int OFF = 1000000000;

int main() {
    ios::sync_with_stdio(false);
    cin.tie(nullptr);
    int n;
    long long s;
    cin >> n >> s;
    s += 2LL * OFF;
    vector<pair<int, int>> w(n);
    for (int i = 0; i < n; i++) {
        cin >> w[i].first;
        w[i].first += OFF;
        w[i].second = i + 1;
    }
    sort(w.begin(), w.end());
    for (int i = 0, j = n - 1; i < j;) {
        int t = w[i].first + w[j].first;
        if (t == s) {
            cout << min(w[i].second, w[j].second) << ' ' << max(w[i].second, w[j].second) << '\n';
            return 0;
        }
        if (t < s) i++;
        else j--;
    }
    cout << "IMPOSSIBLE\n";
}

// sorted weights, two pointers that start at s/2 and move apart: the pair with the most similar weights
#include <algorithm>
#include <iostream>
#include <utility>
#include <vector>
using namespace std;

int main() {
    ios::sync_with_stdio(false);
    cin.tie(nullptr);
    int n;
    long long s;
    cin >> n >> s;
    vector<pair<long long, int>> w(n);
    for (int i = 0; i < n; i++) {
        cin >> w[i].first;
        w[i].second = i + 1;
    }
    sort(w.begin(), w.end());
    int hi = 0;
    while (hi < n && 2 * w[hi].first <= s) hi++;
    int lo = hi - 1;
    if (lo >= 1 && 2 * w[lo - 1].first == s) {  // two copies of s/2
        cout << w[lo - 1].second << ' ' << w[lo].second << '\n';
        return 0;
    }
    while (lo >= 0 && hi < n) {
        long long t = w[lo].first + w[hi].first;
        if (t == s) {
            auto p = minmax(w[lo].second, w[hi].second);
            cout << p.first << ' ' << p.second << '\n';
            return 0;
        }
        if (t < s) hi++;
        else lo--;
    }
    cout << "IMPOSSIBLE\n";
}

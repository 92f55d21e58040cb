// all weights in an ordered set, every pair of them is tried
#include <algorithm>
#include <iostream>
#include <iterator>
#include <set>
#include <utility>
using namespace std;

int main() {
    ios::sync_with_stdio(false);
    cin.tie(nullptr);
    int n;
    long long s;
    cin >> n >> s;
    set<pair<long long, int>> w;
    for (int i = 1; i <= n; i++) {
        long long v;
        cin >> v;
        w.insert({v, i});
    }
    for (auto x = w.begin(); x != w.end(); ++x)
        for (auto y = next(x); y != w.end(); ++y)
            if (x->first + y->first == s) {
                cout << min(x->second, y->second) << ' ' << max(x->second, y->second) << '\n';
                return 0;
            }
    cout << "IMPOSSIBLE\n";
}

// set sweep
#include <algorithm>
#include <cmath>
#include <iostream>
#include <set>
#include <vector>
using namespace std;

int main() {
    int n;
    cin >> n;
    vector<pair<long long, long long>> p(n);
    for (auto &q : p) cin >> q.first >> q.second;
    sort(p.begin(), p.end());
    multiset<pair<long long, long long>> s;
    double best = 1e18;
    size_t j = 0;
    for (auto &q : p) {
        while (p[j].first < q.first - best) {
            s.erase(s.find({p[j].second, p[j].first}));
            j++;
        }
        long long w = (long long)min(best, 4e8) + 1;
        for (auto it = s.lower_bound({q.second - w, -1e9}); it != s.end() && it->first <= q.second + w; ++it)
            best = min(best, hypot(it->first - q.second, it->second - q.first));
        s.insert({q.second, q.first});
    }
    cout << best << endl;
}

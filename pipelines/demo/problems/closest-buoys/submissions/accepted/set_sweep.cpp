// plane sweep with std::set ordered by y
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <set>
#include <vector>
using namespace std;
typedef long long ll;

int main() {
    int n;
    if (scanf("%d", &n) != 1) return 0;
    vector<pair<ll, ll>> p(n);
    for (auto &q : p) if (scanf("%lld %lld", &q.first, &q.second) != 2) return 0;
    sort(p.begin(), p.end());
    set<pair<ll, ll>> box;           // (y, x)
    ll best = 4e18, w = 2e9;
    int j = 0;
    for (int i = 0; i < n; i++) {
        ll x = p[i].first, y = p[i].second;
        while (p[j].first < x - w) {
            box.erase({p[j].second, p[j].first});
            j++;
        }
        auto lo = box.lower_bound({y - w, -1000000000});
        for (; lo != box.end() && lo->first <= y + w; ++lo) {
            ll dx = x - lo->second, dy = y - lo->first;
            best = min(best, dx * dx + dy * dy);
        }
        if (best == 0) break;
        w = min(w, (ll)sqrt((double)best) + 1);
        box.insert({y, x});
    }
    printf("%.9f\n", sqrt((double)best));
}

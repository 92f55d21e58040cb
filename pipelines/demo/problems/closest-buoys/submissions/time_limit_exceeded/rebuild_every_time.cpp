// grid of all points so far, built again for every new point
#include <cmath>
#include <cstdio>
#include <map>
#include <vector>
using namespace std;
typedef long long ll;

int main() {
    int n;
    if (scanf("%d", &n) != 1) return 0;
    vector<ll> x(n), y(n);
    ll best = 4e18;
    for (int k = 0; k < n; k++) {
        if (scanf("%lld %lld", &x[k], &y[k]) != 2) return 0;
        if (k == 0 || best == 0) continue;
        ll c = (ll)sqrt((double)best) + 1;
        map<pair<ll, ll>, vector<int>> cells;
        for (int i = 0; i < k; i++)
            cells[{(x[i] + 100000000) / c, (y[i] + 100000000) / c}].push_back(i);
        ll a = (x[k] + 100000000) / c, b = (y[k] + 100000000) / c;
        for (ll u = a - 1; u <= a + 1; u++)
            for (ll v = b - 1; v <= b + 1; v++) {
                auto it = cells.find({u, v});
                if (it == cells.end()) continue;
                for (int i : it->second) {
                    ll d = (x[i] - x[k]) * (x[i] - x[k]) + (y[i] - y[k]) * (y[i] - y[k]);
                    if (d < best) best = d;
                }
            }
    }
    printf("%.9f\n", sqrt((double)best));
}

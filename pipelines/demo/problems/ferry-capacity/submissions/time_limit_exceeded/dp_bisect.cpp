// dynamic programme over (trips, cars), the best cut by binary search, O(n k log n)
#include <algorithm>
#include <iostream>
#include <vector>
using namespace std;

int main() {
    ios::sync_with_stdio(false);
    int n, k;
    cin >> n >> k;
    vector<long long> p(n + 1), f(n + 1), g(n + 1);
    for (int i = 1; i <= n; i++) {
        cin >> p[i];
        p[i] += p[i - 1];
        f[i] = p[i];
    }
    for (int j = 2; j <= k; j++) {
        for (int i = 1; i <= n; i++) {
            // f grows with the cut, the rest shrinks: first cut where f >= rest
            int l = 0, r = i;
            while (l < r) {
                int m = (l + r) / 2;
                if (f[m] >= p[i] - p[m]) r = m;
                else l = m + 1;
            }
            g[i] = f[l];
            if (l > 0) g[i] = min(g[i], p[i] - p[l - 1]);
        }
        f.swap(g);
    }
    cout << f[n] << '\n';
}

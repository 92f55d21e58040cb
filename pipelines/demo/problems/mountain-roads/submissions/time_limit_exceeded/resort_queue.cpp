// the queue is a vector that is sorted again before each step
#include <algorithm>
#include <iostream>
#include <utility>
#include <vector>
using namespace std;
typedef long long ll;

int main() {
    ios::sync_with_stdio(false);
    cin.tie(nullptr);
    int n, m;
    cin >> n >> m;
    vector<vector<pair<int, int>>> g(n + 1);
    for (int i = 0; i < m; i++) {
        int u, v, w;
        cin >> u >> v >> w;
        g[u].push_back({v, w});
        g[v].push_back({u, w});
    }
    vector<ll> d(n + 1, -1);
    vector<pair<ll, int>> q = {{0, 1}};
    while (!q.empty()) {
        sort(q.rbegin(), q.rend());
        auto [x, u] = q.back();
        q.pop_back();
        if (d[u] >= 0) continue;
        d[u] = x;
        for (auto [v, w] : g[u])
            if (d[v] < 0) q.push_back({x + w, v});
    }
    cout << d[n] << "\n";
}

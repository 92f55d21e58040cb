// Dijkstra with a priority queue
#include <functional>
#include <iostream>
#include <queue>
#include <utility>
#include <vector>
using namespace std;

int main() {
    int n, m;
    cin >> n >> m;
    vector<vector<pair<int, int>>> g(n + 1);
    for (int i = 0; i < m; i++) {
        int u, v, w;
        cin >> u >> v >> w;
        g[u].push_back({v, w});
        g[v].push_back({u, w});
    }
    vector<int> d(n + 1, 2147483647);
    vector<bool> done(n + 1, false);
    priority_queue<pair<int, int>, vector<pair<int, int>>, greater<pair<int, int>>> q;
    d[1] = 0;
    q.push({0, 1});
    while (!q.empty()) {
        int u = q.top().second;
        q.pop();
        if (done[u]) continue;
        done[u] = true;
        for (auto &e : g[u]) {
            int nd = d[u] + e.second;
            if (!done[e.first] && nd < d[e.first]) {
                d[e.first] = nd;
                q.push({nd, e.first});
            }
        }
    }
    if (d[n] == 2147483647) cout << -1 << endl;
    else cout << d[n] << endl;
}

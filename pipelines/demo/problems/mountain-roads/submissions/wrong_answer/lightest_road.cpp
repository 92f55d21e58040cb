// grow the set of visited villages from village 1 with a priority queue
#include <iostream>
#include <queue>
#include <tuple>
#include <vector>
using namespace std;
typedef long long ll;

int main() {
    ios::sync_with_stdio(false);
    int n, m;
    cin >> n >> m;
    vector<vector<pair<int, int>>> g(n + 1);
    while (m--) {
        int u, v, w;
        cin >> u >> v >> w;
        g[u].emplace_back(v, w);
        g[v].emplace_back(u, w);
    }
    vector<ll> dist(n + 1, -1);
    priority_queue<tuple<int, int, ll>> q;
    q.emplace(0, 1, 0LL);
    while (!q.empty()) {
        auto [w, u, d] = q.top();
        q.pop();
        if (dist[u] >= 0) continue;
        dist[u] = d;
        for (auto [v, c] : g[u])
            if (dist[v] < 0) q.emplace(-c, v, d + c);
    }
    cout << dist[n] << "\n";
}

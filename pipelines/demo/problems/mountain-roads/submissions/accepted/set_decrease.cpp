// std::set as a priority queue with erase and insert
#include <iostream>
#include <limits>
#include <set>
#include <utility>
#include <vector>
using namespace std;

int main() {
    ios::sync_with_stdio(false);
    cin.tie(nullptr);
    int n, m;
    cin >> n >> m;
    vector<vector<pair<int, int>>> adj(n + 1);
    while (m--) {
        int u, v, w;
        cin >> u >> v >> w;
        adj[u].push_back({v, w});
        adj[v].push_back({u, w});
    }
    const long long INF = numeric_limits<long long>::max();
    vector<long long> d(n + 1, INF);
    set<pair<long long, int>> open;
    d[1] = 0;
    open.insert({0, 1});
    while (!open.empty()) {
        int u = open.begin()->second;
        open.erase(open.begin());
        for (auto [v, w] : adj[u]) {
            if (d[u] + w < d[v]) {
                if (d[v] != INF) open.erase({d[v], v});
                d[v] = d[u] + w;
                open.insert({d[v], v});
            }
        }
    }
    cout << (d[n] == INF ? -1 : d[n]) << endl;
}

// Dijkstra on a table of edges with next links
#include <iostream>
#include <queue>
#include <utility>
#include <vector>
using namespace std;
typedef long long ll;

struct Edge {
    int to, w, next;
};

int main() {
    int n, m;
    cin >> n >> m;
    vector<Edge> edge(2 * n);
    vector<int> first(n + 1, -1);
    int cnt = 0;
    for (int i = 0; i < m; i++) {
        int u, v, w;
        cin >> u >> v >> w;
        edge.at(cnt) = {v, w, first[u]};
        first[u] = cnt++;
        edge.at(cnt) = {u, w, first[v]};
        first[v] = cnt++;
    }
    vector<ll> d(n + 1, -1);
    priority_queue<pair<ll, int>> q;
    q.push({0, 1});
    while (!q.empty()) {
        auto [x, u] = q.top();
        q.pop();
        if (d[u] != -1) continue;
        d[u] = -x;
        for (int e = first[u]; e != -1; e = edge[e].next)
            if (d[edge[e].to] == -1) q.push({x - edge[e].w, edge[e].to});
    }
    cout << d[n] << endl;
}

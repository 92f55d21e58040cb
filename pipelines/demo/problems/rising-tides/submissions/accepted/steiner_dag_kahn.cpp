// O(n log n) edges: merge sort adds chains of helper nodes between halves; longest path by Kahn's algorithm
#include <iostream>
#include <vector>
using namespace std;

struct Edge { int to, w; };
vector<vector<Edge>> g;
vector<int> indeg, a;

int fresh() {
    g.emplace_back();
    indeg.push_back(0);
    return (int)g.size() - 1;
}

void edge(int u, int v, int w) {
    g[u].push_back({v, w});
    indeg[v]++;
}

vector<int> build(int l, int r) {  // indices l..r-1 sorted by value
    if (r - l == 1) return {l};
    int m = (l + r) / 2;
    vector<int> L = build(l, m), R = build(m, r), out;
    size_t p = 0, q = 0;
    int chain = -1;
    while (p < L.size() || q < R.size()) {
        if (q == R.size() || (p < L.size() && a[L[p]] < a[R[q]])) {
            int h = fresh();
            if (chain >= 0) edge(chain, h, 0);
            chain = h;
            edge(L[p], h, 0);
            out.push_back(L[p++]);
        } else {
            if (chain >= 0) edge(chain, R[q], 1);
            out.push_back(R[q++]);
        }
    }
    return out;
}

int main() {
    int n;
    cin >> n;
    a.resize(n);
    for (auto &x : a) cin >> x;
    for (int i = 0; i < n; i++) fresh();
    build(0, n);
    vector<int> dist(g.size(), 0), queue;
    for (int i = 0; i < n; i++) dist[i] = 1;
    for (size_t v = 0; v < g.size(); v++)
        if (!indeg[v]) queue.push_back((int)v);
    int best = 0;
    for (size_t k = 0; k < queue.size(); k++) {
        int u = queue[k];
        best = max(best, dist[u]);
        for (Edge e : g[u]) {
            dist[e.to] = max(dist[e.to], dist[u] + e.w);
            if (--indeg[e.to] == 0) queue.push_back(e.to);
        }
    }
    cout << best << endl;
}

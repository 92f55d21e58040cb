// Dijkstra on a set, distances as float because they can be large
#include <cstdio>
#include <set>
#include <utility>
#include <vector>
using namespace std;

int main() {
    int n, m;
    if (scanf("%d %d", &n, &m) != 2) return 0;
    vector<vector<pair<int, float>>> g(n + 1);
    for (int i = 0; i < m; i++) {
        int u, v;
        float w;
        if (scanf("%d %d %f", &u, &v, &w) != 3) return 0;
        g[u].push_back(make_pair(v, w));
        g[v].push_back(make_pair(u, w));
    }
    vector<float> d(n + 1, 1e30f);
    set<pair<float, int>> s;
    d[1] = 0;
    s.insert(make_pair(0.0f, 1));
    while (!s.empty()) {
        int u = s.begin()->second;
        s.erase(s.begin());
        for (auto &e : g[u]) {
            float nd = d[u] + e.second;
            if (nd < d[e.first]) {
                s.erase(make_pair(d[e.first], e.first));
                d[e.first] = nd;
                s.insert(make_pair(nd, e.first));
            }
        }
    }
    if (d[n] > 1e29f) puts("-1");
    else printf("%.0f\n", d[n]);
}

// bit scaling (Gabow): add one bit of the lengths per phase, each phase uses plain buckets
#include <bits/stdc++.h>
using namespace std;
typedef long long ll;

int n, m;
struct Arc { int to, w; };
vector<vector<Arc>> g;

int main() {
    if (scanf("%d %d", &n, &m) != 2) return 0;
    g.resize(n);
    for (int i = 0; i < m; i++) {
        int u, v, w;
        if (scanf("%d %d %d", &u, &v, &w) != 3) return 0;
        u--, v--;
        g[u].push_back({v, w});
        g[v].push_back({u, w});
    }
    // keep only what can be reached from vertex 0
    vector<char> seen(n, 0);
    vector<int> part{0};
    seen[0] = 1;
    for (size_t i = 0; i < part.size(); i++)
        for (auto &a : g[part[i]])
            if (!seen[a.to]) seen[a.to] = 1, part.push_back(a.to);
    if (!seen[n - 1]) {
        puts("-1");
        return 0;
    }
    vector<ll> dist(n, 0);      // exact for the lengths cut off after the current bit
    for (int bit = 29; bit >= 0; bit--) {
        for (int v : part) dist[v] *= 2;
        // correction of every vertex is at most n-1 because the lost bits are 0 or 1
        vector<int> cor(n, n);
        vector<vector<int>> bucket(n);
        cor[0] = 0;
        bucket[0].push_back(0);
        for (int b = 0; b < n; b++)
            for (size_t i = 0; i < bucket[b].size(); i++) {
                int u = bucket[b][i];
                if (cor[u] != b) continue;
                for (auto &a : g[u]) {
                    ll c = b + dist[u] + (a.w >> bit) - dist[a.to];
                    if (c < cor[a.to]) {
                        cor[a.to] = (int)c;
                        bucket[c].push_back(a.to);
                    }
                }
            }
        for (int v : part) dist[v] += cor[v];
    }
    printf("%lld\n", dist[n - 1]);
}

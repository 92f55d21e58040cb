// bottom-up segment tree over the vertices picks the nearest open one
#include <cstdint>
#include <iostream>
#include <tuple>
#include <vector>

const int64_t INF = INT64_C(1) << 60;
int base = 1;
std::vector<int64_t> dist;
std::vector<int> tree;          // vertex with the smallest distance in the range

void refresh(int v) {
    for (int p = (base + v) / 2; p >= 1; p /= 2)
        tree[p] = dist[tree[2 * p]] <= dist[tree[2 * p + 1]] ? tree[2 * p] : tree[2 * p + 1];
}

int main() {
    std::ios::sync_with_stdio(false);
    int n, m;
    std::cin >> n >> m;
    std::vector<std::tuple<int, int, int>> e(m);
    std::vector<int> start(n + 2, 0);
    for (auto &[u, v, w] : e) {
        std::cin >> u >> v >> w;
        u--, v--;
        start[u + 1]++, start[v + 1]++;
    }
    for (int i = 0; i < n; i++) start[i + 1] += start[i];
    std::vector<std::pair<int, int>> arc(2 * m);
    std::vector<int> fill(start.begin(), start.end());
    for (auto &[u, v, w] : e) {
        arc[fill[u]++] = {v, w};
        arc[fill[v]++] = {u, w};
    }
    while (base < n) base *= 2;
    dist.assign(base, INF);
    tree.resize(2 * base);
    for (int i = 0; i < base; i++) tree[base + i] = i;
    for (int p = base - 1; p >= 1; p--) tree[p] = tree[2 * p];
    std::vector<int64_t> known(n, -1);
    dist[0] = 0;
    refresh(0);
    while (dist[tree[1]] < INF) {
        int u = tree[1];
        int64_t d = known[u] = dist[u];
        dist[u] = INF;
        refresh(u);
        for (int i = start[u]; i < start[u + 1]; i++) {
            auto [v, w] = arc[i];
            if (known[v] < 0 && d + w < dist[v]) {
                dist[v] = d + w;
                refresh(v);
            }
        }
    }
    std::cout << known[n - 1] << "\n";
}

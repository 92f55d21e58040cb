// quadratic Dijkstra, but it only scans a compact array of the reached, not yet fixed vertices
#include <cstdio>
#include <vector>
using namespace std;

struct Open {
    long long d;
    int v;
};

int main() {
    int n, m;
    if (scanf("%d%d", &n, &m) != 2) return 1;
    vector<int> head(n + 1, -1), nxt, to, len;
    for (int i = 0; i < m; i++) {
        int a, b, c;
        if (scanf("%d%d%d", &a, &b, &c) != 3) return 1;
        to.push_back(b); len.push_back(c); nxt.push_back(head[a]); head[a] = 2 * i;
        to.push_back(a); len.push_back(c); nxt.push_back(head[b]); head[b] = 2 * i + 1;
    }
    vector<Open> open;
    vector<int> place(n + 1, -1);           // -1: not reached, -2: fixed
    open.push_back({0, 1});
    place[1] = 0;
    while (!open.empty()) {
        size_t best = 0;
        for (size_t i = 1; i < open.size(); i++)
            if (open[i].d < open[best].d) best = i;
        Open cur = open[best];
        open[best] = open.back();
        place[open[best].v] = (int)best;
        open.pop_back();
        place[cur.v] = -2;
        if (cur.v == n) {
            printf("%lld\n", cur.d);
            return 0;
        }
        for (int e = head[cur.v]; e != -1; e = nxt[e]) {
            int v = to[e];
            long long d = cur.d + len[e];
            if (place[v] == -1) {
                place[v] = (int)open.size();
                open.push_back({d, v});
            } else if (place[v] >= 0 && d < open[place[v]].d) {
                open[place[v]].d = d;
            }
        }
    }
    puts("-1");
    return 0;
}

// online: quadtree of the points so far, ask it for a closer one, then insert
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <vector>
using namespace std;

struct Cell {
    int kid[4] = {-1, -1, -1, -1};
    int pt = -1;                 // a leaf holds one point
    bool leaf = true;
};

vector<Cell> tree(1);
vector<long long> X, Y;
long long best = 100000000000000000LL;

void put(int v, long long x0, long long y0, long long size, int i) {
    while (true) {
        if (tree[v].leaf && tree[v].pt < 0) {
            tree[v].pt = i;
            return;
        }
        long long h = size / 2;
        if (tree[v].leaf) {      // split: the old point moves one level down
            int old = tree[v].pt;
            int id = (int)tree.size();
            tree.push_back(Cell());
            tree[id].pt = old;
            tree[v].leaf = false;
            tree[v].pt = -1;
            tree[v].kid[(X[old] >= x0 + h) + 2 * (Y[old] >= y0 + h)] = id;
        }
        int q = (X[i] >= x0 + h) + 2 * (Y[i] >= y0 + h);
        if (tree[v].kid[q] < 0) {
            int id = (int)tree.size();
            tree.push_back(Cell());
            tree[v].kid[q] = id;
        }
        v = tree[v].kid[q];
        if (q & 1) x0 += h;
        if (q & 2) y0 += h;
        size = h;
    }
}

void ask(int v, long long x0, long long y0, long long size, long long x, long long y) {
    long long dx = max({x0 - x, x - (x0 + size - 1), 0LL});
    long long dy = max({y0 - y, y - (y0 + size - 1), 0LL});
    if (dx * dx + dy * dy >= best) return;
    const Cell c = tree[v];
    if (c.leaf) {
        if (c.pt >= 0) {
            long long a = X[c.pt] - x, b = Y[c.pt] - y;
            best = min(best, a * a + b * b);
        }
        return;
    }
    long long h = size / 2;
    int first = (x >= x0 + h) + 2 * (y >= y0 + h);
    for (int k = 0; k < 4; k++) {
        int q = first ^ k;
        if (c.kid[q] >= 0) ask(c.kid[q], x0 + (q & 1) * h, y0 + (q >> 1) * h, h, x, y);
    }
}

int main() {
    int n;
    if (scanf("%d", &n) != 1) return 0;
    const long long LOW = -(1LL << 27), SIZE = 1LL << 28;
    X.resize(n);
    Y.resize(n);
    for (int i = 0; i < n; i++) {
        if (scanf("%lld %lld", &X[i], &Y[i]) != 2) return 0;
        if (best == 0) continue;
        ask(0, LOW, LOW, SIZE, X[i], Y[i]);
        if (best > 0) put(0, LOW, LOW, SIZE, i);
    }
    printf("%.10g\n", sqrt((double)best));
}

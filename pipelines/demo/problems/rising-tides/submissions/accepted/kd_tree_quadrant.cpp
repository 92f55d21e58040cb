// k-d tree on (day, rank): points in order of day + rank, each asks for the maximum in its open lower-left quadrant
#include <algorithm>
#include <cstdio>
#include <numeric>
#include <vector>

struct Box { int lo[2], hi[2], best; };
int n, pt[20000][2], leaf_of[20000];
Box box[65536];

void build(int v, int *b, int *e, int axis) {
    Box &k = box[v];
    k.best = 0;
    for (int d = 0; d < 2; d++) {
        k.lo[d] = k.hi[d] = pt[*b][d];
        for (int *p = b; p != e; p++) {
            k.lo[d] = std::min(k.lo[d], pt[*p][d]);
            k.hi[d] = std::max(k.hi[d], pt[*p][d]);
        }
    }
    if (e - b == 1) {
        leaf_of[*b] = v;
        return;
    }
    int *m = b + (e - b) / 2;
    std::nth_element(b, m, e, [axis](int i, int j) { return pt[i][axis] < pt[j][axis]; });
    build(2 * v, b, m, !axis);
    build(2 * v + 1, m, e, !axis);
}

void ask(int v, const int *q, int &res) {
    const Box &k = box[v];
    if (k.best <= res || k.lo[0] >= q[0] || k.lo[1] >= q[1]) return;
    if (k.hi[0] < q[0] && k.hi[1] < q[1]) {
        res = k.best;
        return;
    }
    ask(2 * v, q, res);
    ask(2 * v + 1, q, res);
}

int main() {
    if (scanf("%d", &n) != 1) return 1;
    std::vector<int> a(n), s, id(n), ord(n);
    for (int &x : a)
        if (scanf("%d", &x) != 1) return 1;
    s = a;
    std::sort(s.begin(), s.end());
    for (int i = 0; i < n; i++) {
        pt[i][0] = i;
        pt[i][1] = int(std::lower_bound(s.begin(), s.end(), a[i]) - s.begin());
    }
    std::iota(id.begin(), id.end(), 0);
    ord = id;
    build(1, id.data(), id.data() + n, 0);
    std::sort(ord.begin(), ord.end(), [](int i, int j) { return pt[i][0] + pt[i][1] < pt[j][0] + pt[j][1]; });
    for (int i : ord) {
        int res = 0;
        ask(1, pt[i], res);
        res++;
        for (int v = leaf_of[i]; v; v /= 2) box[v].best = std::max(box[v].best, res);
    }
    printf("%d\n", box[1].best);
}

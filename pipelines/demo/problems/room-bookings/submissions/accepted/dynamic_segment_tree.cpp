// dynamic segment tree over the whole time axis, no compression
#include <algorithm>
#include <cstdio>
#include <vector>
using namespace std;

struct Node { int l = 0, r = 0, mx = 0; };
vector<Node> t(2);
const int LIM = 1 << 30;

void upd(int v, int lo, int hi, int p, int x) {
    t[v].mx = max(t[v].mx, x);
    if (hi - lo == 1) return;
    int mid = lo + (hi - lo) / 2;
    if (p < mid) {
        if (!t[v].l) { int id = (int)t.size(); t.push_back(Node()); t[v].l = id; }
        upd(t[v].l, lo, mid, p, x);
    } else {
        if (!t[v].r) { int id = (int)t.size(); t.push_back(Node()); t[v].r = id; }
        upd(t[v].r, mid, hi, p, x);
    }
}

int ask(int v, int lo, int hi, int p) {   // best on [lo, p]
    if (!v) return 0;
    if (hi - 1 <= p) return t[v].mx;
    int mid = lo + (hi - lo) / 2;
    if (p < mid) return ask(t[v].l, lo, mid, p);
    return max(t[t[v].l].mx, ask(t[v].r, mid, hi, p));
}

int main() {
    int n;
    if (scanf("%d", &n) != 1) return 0;
    vector<pair<int, int>> a(n);
    for (auto &x : a) if (scanf("%d%d", &x.first, &x.second) != 2) return 0;
    sort(a.begin(), a.end());
    for (auto &x : a) {
        int d = ask(1, 0, LIM, x.first);
        upd(1, 0, LIM, x.second, d + 1);
    }
    printf("%d\n", t[1].mx);
}

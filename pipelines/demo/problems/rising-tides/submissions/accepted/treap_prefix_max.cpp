// treap keyed by value, every node knows the best length in its subtree; split at x and read the left part
#include <algorithm>
#include <cstdint>
#include <iostream>
#include <vector>
using namespace std;

struct Node {
    int key, len, best, l, r;
    uint32_t pri;
};
vector<Node> t(1, Node{0, 0, 0, 0, 0, 0});

uint32_t rnd() {
    static uint32_t s = 2463534242u;
    s ^= s << 13;
    s ^= s >> 17;
    s ^= s << 5;
    return s;
}

void pull(int v) { t[v].best = max({t[v].len, t[t[v].l].best, t[t[v].r].best}); }

void split(int v, int key, int &a, int &b) {  // a: keys < key
    if (!v) {
        a = b = 0;
        return;
    }
    int x, y;
    if (t[v].key < key) {
        split(t[v].r, key, x, y);
        t[v].r = x;
        a = v;
        b = y;
    } else {
        split(t[v].l, key, x, y);
        t[v].l = y;
        a = x;
        b = v;
    }
    pull(v);
}

int merge(int a, int b) {
    if (!a || !b) return a + b;
    if (t[a].pri > t[b].pri) {
        t[a].r = merge(t[a].r, b);
        pull(a);
        return a;
    }
    t[b].l = merge(a, t[b].l);
    pull(b);
    return b;
}

int main() {
    ios::sync_with_stdio(false);
    cin.tie(nullptr);
    int n, x, root = 0;
    cin >> n;
    while (n--) {
        cin >> x;
        int a, b;
        split(root, x, a, b);
        int len = t[a].best + 1;
        t.push_back(Node{x, len, len, 0, 0, rnd()});
        root = merge(merge(a, (int)t.size() - 1), b);
    }
    cout << t[root].best << '\n';
}

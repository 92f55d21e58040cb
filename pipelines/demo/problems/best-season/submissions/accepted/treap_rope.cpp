// implicit treap: append every day to a rope whose nodes carry the usual four sums
#include <bits/stdc++.h>
using namespace std;
#define ll long long
struct Node { ll x, s, p, q, b; unsigned w; int l, r; } T[100005];
int cnt;
const ll NEG = -1e17;
mt19937 rng(20210930);

void pull(int v) {
    Node &t = T[v], &a = T[t.l], &c = T[t.r];
    t.s = a.s + t.x + c.s;
    t.p = max(a.p, a.s + t.x + max(0LL, c.p));
    t.q = max(c.q, c.s + t.x + max(0LL, a.q));
    t.b = max({a.b, c.b, max(0LL, a.q) + t.x + max(0LL, c.p)});
}

int meld(int a, int b) {
    if (!a || !b) return a | b;
    if (T[a].w > T[b].w) {
        T[a].r = meld(T[a].r, b);
        pull(a);
        return a;
    }
    T[b].l = meld(a, T[b].l);
    pull(b);
    return b;
}

int main() {
    T[0] = {0, 0, NEG, NEG, NEG, 0, 0, 0};
    int t, n, x;
    scanf("%d", &t);
    while (t--) {
        scanf("%d", &n);
        cnt = 0;
        int root = 0;
        for (int i = 0; i < n; i++) {
            scanf("%d", &x);
            T[++cnt] = {x, x, x, x, x, (unsigned)rng(), 0, 0};
            root = meld(root, cnt);
        }
        printf("%lld\n", T[root].b);
    }
}

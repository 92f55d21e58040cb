// implicit treap: split off the range, read the sum in its root, merge it back
#include <cstdio>
#include <utility>
using namespace std;

const int N = 50005;
int L[N], R[N], cnt[N], cntNodes;
unsigned pri[N];
long long val[N], sum[N];

unsigned rng() {
    static unsigned x = 2463534242u;
    x ^= x << 13;
    x ^= x >> 17;
    x ^= x << 5;
    return x;
}

void pull(int t) {
    cnt[t] = cnt[L[t]] + cnt[R[t]] + 1;
    sum[t] = sum[L[t]] + sum[R[t]] + val[t];
}

int node(long long v) {
    int t = ++cntNodes;
    val[t] = sum[t] = v;
    cnt[t] = 1;
    pri[t] = rng();
    return t;
}

int merge(int a, int b) {
    if (!a || !b) return a ? a : b;
    if (pri[a] > pri[b]) {
        R[a] = merge(R[a], b);
        pull(a);
        return a;
    }
    L[b] = merge(a, L[b]);
    pull(b);
    return b;
}

pair<int, int> split(int t, int k) {  // first k nodes to the left
    if (!t) return {0, 0};
    if (cnt[L[t]] >= k) {
        pair<int, int> s = split(L[t], k);
        L[t] = s.second;
        pull(t);
        return {s.first, t};
    }
    pair<int, int> s = split(R[t], k - cnt[L[t]] - 1);
    R[t] = s.first;
    pull(t);
    return {t, s.second};
}

int main() {
    int n, q;
    if (scanf("%d %d", &n, &q) != 2) return 0;
    int root = 0;
    for (int i = 0; i < n; i++) {
        long long v;
        if (scanf("%lld", &v) != 1) return 0;
        root = merge(root, node(v));
    }
    while (q--) {
        int l, r;
        if (scanf("%d %d", &l, &r) != 2) return 0;
        pair<int, int> x = split(root, r);
        pair<int, int> y = split(x.first, l - 1);
        printf("%lld\n", sum[y.second]);
        root = merge(merge(y.first, y.second), x.second);
    }
}

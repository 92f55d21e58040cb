// implicit treap: split off the range, read the sum in its root, merge it back
#include <cstdio>
#include <utility>
using namespace std;

const int N = 50005;
int L[N], R[N], cnt[N], cntNodes;
unsigned pri[N], seed = 12345;
long long val[N], sum[N];

void pull(int t) {
    cnt[t] = cnt[L[t]] + cnt[R[t]] + 1;
    sum[t] = sum[L[t]] + sum[R[t]] + val[t];
}

int node(long long v) {
    int t = ++cntNodes;
    val[t] = sum[t] = v, cnt[t] = 1;
    pri[t] = (seed = seed * 1664525u + 1013904223u) >> 4;
    return t;
}

int merge(int a, int b) {
    if (!a || !b) return a ? a : b;
    if (pri[a] > pri[b]) {
        R[a] = merge(R[a], b);
        return pull(a), a;
    }
    L[b] = merge(a, L[b]);
    return pull(b), b;
}

pair<int, int> split(int t, int k) {  // first k nodes to the left
    if (!t) return {0, 0};
    bool left = cnt[L[t]] >= k;
    pair<int, int> s = left ? split(L[t], k) : split(R[t], k - cnt[L[t]] - 1);
    (left ? L[t] : R[t]) = left ? s.second : s.first;
    (left ? s.second : s.first) = t;
    pull(t);
    return s;
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

// implicit treap with aggregates, entries appended one by one
#include <iostream>
#include <random>
#include <vector>
using namespace std;
using ll = long long;

struct Treap {
    vector<int> l, r;
    vector<unsigned> pri;
    vector<ll> val, sum, w, cnt;
    mt19937 rng{20201102};
    Treap() { add(0); cnt[0] = 0; }
    int add(ll v) {
        l.push_back(0); r.push_back(0); pri.push_back(rng());
        val.push_back(v); sum.push_back(v); w.push_back(v); cnt.push_back(1);
        return (int)l.size() - 1;
    }
    void pull(int t) {
        int a = l[t], b = r[t];
        cnt[t] = cnt[a] + 1 + cnt[b];
        sum[t] = sum[a] + val[t] + sum[b];
        w[t] = w[a] + (cnt[a] + 1) * val[t] + w[b] + (cnt[a] + 1) * sum[b];
    }
    int merge(int a, int b) {
        if (!a || !b) return a ? a : b;
        if (pri[a] > pri[b]) { r[a] = merge(r[a], b); pull(a); return a; }
        l[b] = merge(a, l[b]); pull(b); return b;
    }
};

int main() {
    ios::sync_with_stdio(0); cin.tie(0);
    int n; cin >> n;
    Treap t;
    int root = 0;
    while (n--) { ll x; cin >> x; int v = t.add(x); root = t.merge(root, v); }
    cout << t.w[root] << "\n";
}

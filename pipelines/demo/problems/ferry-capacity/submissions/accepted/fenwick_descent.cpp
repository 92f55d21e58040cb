// Fenwick tree over the weights; every trip ends where a descent in the tree says
#include <algorithm>
#include <iostream>
#include <vector>
using namespace std;

struct Fenwick {
    int n, top;
    vector<long long> t;
    explicit Fenwick(const vector<long long> &w) : n((int)w.size()), top(1), t(w.size() + 1, 0) {
        while (top * 2 <= n) top *= 2;
        for (int i = 1; i <= n; i++) {
            t[i] += w[i - 1];
            int j = i + (i & -i);
            if (j <= n) t[j] += t[i];
        }
    }
    // largest prefix whose sum is <= limit, and that sum
    pair<int, long long> reach(long long limit) const {
        int pos = 0;
        long long s = 0;
        for (int b = top; b; b >>= 1)
            if (pos + b <= n && s + t[pos + b] <= limit) {
                pos += b;
                s += t[pos];
            }
        return {pos, s};
    }
};

int main() {
    ios_base::sync_with_stdio(false);
    int n, k;
    cin >> n >> k;
    vector<long long> w(n);
    long long lo = 0, hi = 0;
    for (auto &x : w) {
        cin >> x;
        lo = max(lo, x);
        hi += x;
    }
    Fenwick f(w);
    while (lo < hi) {
        long long cap = (lo + hi) / 2, carried = 0;
        int pos = 0;
        for (int t = 0; t < k && pos < n; t++) {
            auto r = f.reach(carried + cap);
            pos = r.first;
            carried = r.second;
        }
        if (pos == n) hi = cap;
        else lo = cap + 1;
    }
    cout << lo << endl;
}

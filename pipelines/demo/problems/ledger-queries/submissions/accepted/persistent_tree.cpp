// persistent segment tree over positions: version i knows the first i bookings; an answer is a descent in version r
#include <iostream>
#include <vector>
using namespace std;
using ll = long long;

struct Node { int left, right; ll sum; };
vector<Node> pool(1, Node{0, 0, 0});

int put(int old, int lo, int hi, int pos, ll v) {
    int me = (int)pool.size();
    Node fresh = pool[old];
    fresh.sum += v;
    pool.push_back(fresh);
    if (hi - lo > 1) {
        int mid = lo + (hi - lo) / 2;
        bool low = pos < mid;
        int child = low ? put(fresh.left, lo, mid, pos, v) : put(fresh.right, mid, hi, pos, v);
        (low ? pool[me].left : pool[me].right) = child;
    }
    return me;
}

// sum of all positions >= from in this version
ll tail(int t, int lo, int hi, int from) {
    ll s = 0;
    while (t && hi - lo > 1) {
        int mid = lo + (hi - lo) / 2;
        if (from < mid) {
            s += pool[pool[t].right].sum;
            t = pool[t].left;
            hi = mid;
        } else {
            t = pool[t].right;
            lo = mid;
        }
    }
    return s + pool[t].sum;
}

int main() {
    ios::sync_with_stdio(false);
    cin.tie(nullptr);
    int n, q;
    cin >> n >> q;
    pool.reserve(size_t(n) * 18 + 2);
    vector<int> root(n + 1, 0);
    for (int i = 0; i < n; i++) {
        ll v;
        cin >> v;
        root[i + 1] = put(root[i], 0, n, i, v);
    }
    while (q--) {
        int l, r;
        cin >> l >> r;
        cout << tail(root[r], 0, n, l - 1) << "\n";
    }
}

// recursive halving of queue and trips gives a first capacity; then descend by exact bisection below it
#include <algorithm>
#include <iostream>
#include <vector>
using namespace std;
typedef long long ll;

vector<ll> pre;

// heaviest trip when [l, r) is split into k trips by proportional halving
ll rough(int l, int r, int k) {
    if (k == 1 || r - l <= 1) return pre[r] - pre[l];
    int a = k / 2;
    ll want = pre[l] + (ll)((__int128)(pre[r] - pre[l]) * a / k);
    int m = int(lower_bound(pre.begin() + l, pre.begin() + r, want) - pre.begin());
    m = min(max(m, l), r);
    if (m > l && want - pre[m - 1] < pre[m] - want) m--;
    return max(rough(l, m, a), rough(m, r, k - a));
}

ll heaviest(ll cap, int k) {            // greedy; -1 when k trips are not enough
    ll start = 0, top = 0;
    for (size_t i = 1; i < pre.size(); i++)
        if (pre[i] - start > cap) {
            top = max(top, pre[i - 1] - start);
            start = pre[i - 1];
            if (--k == 0) return -1;
        }
    return max(top, pre.back() - start);
}

int main() {
    cin.tie(0)->sync_with_stdio(0);
    int n, k;
    cin >> n >> k;
    pre.push_back(0);
    ll big = 0;
    for (ll x; n-- && cin >> x;) {
        pre.push_back(pre.back() + x);
        big = max(big, x);
    }
    ll hi = rough(0, (int)pre.size() - 1, k), lo = max(big, (pre.back() + k - 1) / k);
    while (lo < hi) {
        ll got = heaviest((lo + hi) / 2, k);
        if (got < 0) lo = (lo + hi) / 2 + 1;
        else hi = got;
    }
    cout << hi << '\n';
}

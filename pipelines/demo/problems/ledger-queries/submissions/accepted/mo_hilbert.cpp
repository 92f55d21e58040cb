// Mo's algorithm, the questions ordered along a Hilbert curve, one booking added or removed per step
#include <algorithm>
#include <iostream>
#include <numeric>
#include <vector>
using namespace std;

long long hilbert(int x, int y) {
    long long d = 0;
    for (int s = 1 << 15; s; s >>= 1) {
        int rx = (x & s) > 0, ry = (y & s) > 0;
        d += (long long)s * s * ((3 * rx) ^ ry);
        if (!ry) {
            if (rx) {
                x = 65535 - x;
                y = 65535 - y;
            }
            swap(x, y);
        }
    }
    return d;
}

int main() {
    cin.tie(0)->sync_with_stdio(0);
    int n, q;
    cin >> n >> q;
    vector<long long> a(n + 1), ans(q), key(q);
    for (int i = 1; i <= n; i++) cin >> a[i];
    vector<int> l(q), r(q), order(q);
    for (int i = 0; i < q; i++) {
        cin >> l[i] >> r[i];
        key[i] = hilbert(l[i], r[i]);
    }
    iota(order.begin(), order.end(), 0);
    sort(order.begin(), order.end(), [&](int x, int y) { return key[x] < key[y]; });
    int L = 1, R = 0;
    long long cur = 0;
    for (int id : order) {
        while (L > l[id]) cur += a[--L];
        while (R < r[id]) cur += a[++R];
        while (L < l[id]) cur -= a[L++];
        while (R > r[id]) cur -= a[R--];
        ans[id] = cur;
    }
    for (long long v : ans) cout << v << '\n';
}

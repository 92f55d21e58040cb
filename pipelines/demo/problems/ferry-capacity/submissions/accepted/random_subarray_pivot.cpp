// randomised search over all sub-array sums: the pivot is a uniformly random undecided sum
#include <bits/stdc++.h>
using namespace std;
typedef long long ll;

int main() {
    ios::sync_with_stdio(false);
    cin.tie(nullptr);
    int n, k;
    cin >> n >> k;
    vector<ll> p(n + 1, 0);
    for (int i = 0; i < n; ++i) {
        cin >> p[i + 1];
        p[i + 1] += p[i];
    }
    auto enough = [&](ll cap) {
        int i = 0;
        for (int t = 0; t < k && i < n; ++t) {
            int j = i;
            while (j < n && p[j + 1] - p[i] <= cap) ++j;
            if (j == i) return false;
            i = j;
        }
        return i == n;
    };
    mt19937_64 rng(987654321);
    ll lo = 0, hi = p[n];                 // answer in (lo, hi], hi is enough
    vector<int> a(n), b(n);
    while (true) {
        // ends of row i with a sum strictly between lo and hi: a[i] <= e < b[i]
        ll open = 0;
        int x = 0, y = 0;
        for (int i = 0; i < n; ++i) {
            while (x <= n && p[x] - p[i] <= lo) ++x;
            while (y <= n && p[y] - p[i] < hi) ++y;
            a[i] = x;
            b[i] = y;
            open += max(0, y - x);
        }
        if (open == 0) break;
        ll r = rng() % open;
        int i = 0;
        while (r >= max(0, b[i] - a[i])) {
            r -= max(0, b[i] - a[i]);
            ++i;
        }
        ll pivot = p[a[i] + r] - p[i];
        (enough(pivot) ? hi : lo) = pivot;
    }
    cout << hi << '\n';
}

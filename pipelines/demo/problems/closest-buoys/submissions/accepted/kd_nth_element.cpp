// implicit kd-tree by nth_element, one nearest neighbour query per point
#include <bits/stdc++.h>
using namespace std;
using ll = long long;

int n;
vector<array<ll, 2>> p;
ll best = LLONG_MAX;

void build(int l, int r, int ax) {
    if (r - l < 2) return;
    int m = (l + r) / 2;
    nth_element(p.begin() + l, p.begin() + m, p.begin() + r,
                [ax](const array<ll, 2> &a, const array<ll, 2> &b) { return a[ax] < b[ax]; });
    build(l, m, !ax);
    build(m + 1, r, !ax);
}

void query(int l, int r, int ax, int who) {
    if (l >= r || best == 0) return;
    int m = (l + r) / 2;
    ll dx = p[who][0] - p[m][0], dy = p[who][1] - p[m][1];
    if (m != who) best = min(best, dx * dx + dy * dy);
    ll d = ax ? dy : dx;
    if (d < 0) {
        query(l, m, !ax, who);
        if (d * d < best) query(m + 1, r, !ax, who);
    } else {
        query(m + 1, r, !ax, who);
        if (d * d < best) query(l, m, !ax, who);
    }
}

int main() {
    cin >> n;
    p.resize(n);
    for (auto &q : p) cin >> q[0] >> q[1];
    build(0, n, 0);
    for (int i = 0; i < n; i++) query(0, n, 0, i);
    cout << setprecision(15) << sqrtl((long double)best) << endl;
}

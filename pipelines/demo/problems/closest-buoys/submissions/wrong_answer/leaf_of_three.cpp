// divide and conquer with small leaves
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <vector>
using namespace std;
typedef pair<long long, long long> P;

vector<P> p;

double len(const P &a, const P &b) { return hypot(a.first - b.first, a.second - b.second); }

double solve(int l, int r) {
    if (r - l == 2) return len(p[l], p[l + 1]);
    if (r - l == 3) return min(len(p[l], p[l + 1]), len(p[l + 1], p[l + 2]));
    int m = (l + r) / 2;
    double d = min(solve(l, m), solve(m, r));
    vector<P> s;
    for (int i = l; i < r; i++)
        if (fabs(p[i].first - p[m].first) < d) s.push_back(P(p[i].second, p[i].first));
    sort(s.begin(), s.end());
    for (size_t i = 0; i < s.size(); i++)
        for (size_t j = i + 1; j < s.size() && s[j].first - s[i].first < d; j++)
            d = min(d, len(s[i], s[j]));
    return d;
}

int main() {
    int n;
    if (scanf("%d", &n) != 1) return 0;
    p.resize(n);
    for (P &q : p) if (scanf("%lld%lld", &q.first, &q.second) != 2) return 0;
    sort(p.begin(), p.end());
    printf("%.9f\n", solve(0, n));
}

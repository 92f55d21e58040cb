// divide and conquer, inplace_merge keeps the y order
#include <algorithm>
#include <cmath>
#include <iomanip>
#include <iostream>
#include <vector>

struct P { long long x, y; };
std::vector<P> a, buf;
double ans = 1e18;

static bool byY(const P &p, const P &q) { return p.y < q.y; }

void go(int l, int r) {
    if (r - l <= 3) {
        for (int i = l; i < r; ++i)
            for (int j = i + 1; j < r; ++j)
                ans = std::min(ans, std::hypot((double)(a[i].x - a[j].x), (double)(a[i].y - a[j].y)));
        std::sort(a.begin() + l, a.begin() + r, byY);
        return;
    }
    int m = (l + r) / 2;
    long long mid = a[m].x;
    go(l, m);
    go(m, r);
    std::inplace_merge(a.begin() + l, a.begin() + m, a.begin() + r, byY);
    int k = 0;
    for (int i = l; i < r; ++i) {
        if (std::llabs(a[i].x - mid) >= ans) continue;
        for (int j = k - 1; j >= 0 && a[i].y - buf[j].y < ans; --j)
            ans = std::min(ans, std::hypot((double)(a[i].x - buf[j].x), (double)(a[i].y - buf[j].y)));
        buf[k++] = a[i];
    }
}

int main() {
    std::ios::sync_with_stdio(false);
    int n;
    std::cin >> n;
    a.resize(n);
    buf.resize(n);
    for (P &p : a) std::cin >> p.x >> p.y;
    std::sort(a.begin(), a.end(), [](const P &p, const P &q) { return p.x < q.x; });
    go(0, n);
    std::cout << std::fixed << std::setprecision(8) << ans << '\n';
}

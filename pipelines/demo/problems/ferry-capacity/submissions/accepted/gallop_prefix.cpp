// each trip end is found by galloping along the prefix sums
#include <algorithm>
#include <cstdio>
#include <vector>
typedef long long i64;

static i64 pre[50005];
static int n, k;

static int trip_end(int from, i64 cap) {
    i64 limit = pre[from] + cap;
    int step = 1;
    while (from + step <= n && pre[from + step] <= limit) step *= 2;
    int l = from + step / 2, r = std::min(from + step, n + 1);
    // pre[l] <= limit, pre[r] > limit (or r is past the end)
    while (r - l > 1) {
        int m = (l + r) / 2;
        if (pre[m] <= limit) l = m;
        else r = m;
    }
    return l;
}

int main() {
    if (scanf("%d%d", &n, &k) != 2) return 0;
    i64 big = 0;
    for (int i = 1; i <= n; i++) {
        i64 x;
        if (scanf("%lld", &x) != 1) return 0;
        pre[i] = pre[i - 1] + x;
        big = std::max(big, x);
    }
    i64 lo = std::max(big, (pre[n] + k - 1) / k);
    i64 count = pre[n] - lo;
    while (count > 0) {
        i64 half = count / 2, cap = lo + half;
        int at = 0, t = 0;
        while (at < n && t < k) {
            at = trip_end(at, cap);
            t++;
        }
        if (at < n) {
            lo = cap + 1;
            count -= half + 1;
        } else {
            count = half;
        }
    }
    printf("%lld\n", lo);
    return 0;
}

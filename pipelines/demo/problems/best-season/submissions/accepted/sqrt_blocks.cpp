// square root decomposition: summarise blocks, then walk over the block summaries
#include <algorithm>
#include <climits>
#include <cmath>
#include <cstdio>
#include <vector>

int main() {
    int t;
    if (std::scanf("%d", &t) != 1) return 1;
    for (int c = 0; c < t; ++c) {
        int n;
        if (std::scanf("%d", &n) != 1) return 1;
        std::vector<long long> a(n);
        for (long long& x : a)
            if (std::scanf("%lld", &x) != 1) return 1;
        int size = std::max(1, (int)std::sqrt((double)n));
        long long best = LLONG_MIN, carry = 0;      // carry: best suffix of the blocks so far, at least 0
        for (int from = 0; from < n; from += size) {
            int to = std::min(n, from + size);
            long long sum = 0, pre = LLONG_MIN, suf = 0;
            for (int i = from; i < to; ++i) {
                sum += a[i];
                pre = std::max(pre, sum);
            }
            long long back = 0;
            for (int i = to - 1; i >= from; --i) {
                back += a[i];
                suf = std::max(suf, back);
            }
            for (int i = from; i < to; ++i) {       // within the block, first day i
                long long s = 0;
                for (int j = i; j < to; ++j) {
                    s += a[j];
                    best = std::max(best, s);
                }
            }
            best = std::max(best, carry + pre);
            carry = std::max(suf, carry + sum);
        }
        std::printf("%lld\n", best);
    }
    return 0;
}

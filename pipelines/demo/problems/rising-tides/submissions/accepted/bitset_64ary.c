/* tails as a three-level 64-ary bitset over ranks; the next tail comes from count-trailing-zeros */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static uint64_t L0[320], L1[8], L2;
static int a[20000], s[20000];

static int cmp(const void *p, const void *q) {
    int x = *(const int *)p, y = *(const int *)q;
    return (x > y) - (x < y);
}

static uint64_t above(uint64_t w, int b) { return b == 63 ? 0 : w >> (b + 1) << (b + 1); }

static int next(int r) {
    uint64_t w = above(L0[r >> 6], r & 63);
    if (w) return (r >> 6 << 6) + __builtin_ctzll(w);
    int i = r >> 6;
    w = above(L1[i >> 6], i & 63);
    if (!w) {
        uint64_t t = above(L2, i >> 6);
        if (!t) return -1;
        i = __builtin_ctzll(t) << 6;
        w = L1[i >> 6];
    }
    i = (i >> 6 << 6) + __builtin_ctzll(w);
    return (i << 6) + __builtin_ctzll(L0[i]);
}

int main(void) {
    int n, i, count = 0;
    if (scanf("%d", &n) != 1) return 1;
    for (i = 0; i < n; i++) {
        if (scanf("%d", &a[i]) != 1) return 1;
        s[i] = a[i];
    }
    qsort(s, n, sizeof s[0], cmp);
    for (i = 0; i < n; i++) {
        int lo = 0, hi = n;
        while (lo < hi) {
            int mid = (lo + hi) / 2;
            if (s[mid] < a[i]) lo = mid + 1;
            else hi = mid;
        }
        if (L0[lo >> 6] >> (lo & 63) & 1) continue;
        int t = next(lo);
        if (t < 0) count++;
        else {
            L0[t >> 6] &= ~(1ULL << (t & 63));
            if (!L0[t >> 6]) L1[t >> 12] &= ~(1ULL << (t >> 6 & 63));
            if (!L1[t >> 12]) L2 &= ~(1ULL << (t >> 12));
        }
        L0[lo >> 6] |= 1ULL << (lo & 63);
        L1[lo >> 12] |= 1ULL << (lo >> 6 & 63);
        L2 |= 1ULL << (lo >> 12);
    }
    printf("%d\n", count);
    return 0;
}

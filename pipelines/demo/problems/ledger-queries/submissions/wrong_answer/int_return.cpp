// segment tree, bottom up
#include <cstdio>

static long long t[1 << 17];
static int base = 1;

static int query(int l, int r) {
    long long s = 0;
    for (l += base, r += base; l < r; l >>= 1, r >>= 1) {
        if (l & 1) s += t[l++];
        if (r & 1) s += t[--r];
    }
    return s;
}

int main() {
    int n, q, l, r;
    if (scanf("%d %d", &n, &q) != 2) return 0;
    while (base < n) base *= 2;
    for (int i = 0; i < n; i++)
        if (scanf("%lld", &t[base + i]) != 1) return 0;
    for (int i = base - 1; i; i--) t[i] = t[2 * i] + t[2 * i + 1];
    while (q--) {
        if (scanf("%d %d", &l, &r) != 2) return 0;
        printf("%d\n", query(l - 1, r));
    }
}

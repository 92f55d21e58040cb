// iterative segment tree over (length, sum, weighted sum), filled by point updates, read at the end
#include <cstdio>
#include <vector>

struct Node {
    long long len = 0, sum = 0, w = 0;
};

static Node join(const Node& l, const Node& r) {
    Node out;
    out.len = l.len + r.len;
    out.sum = l.sum + r.sum;
    out.w = l.w + r.w + l.len * r.sum;
    return out;
}

int main() {
    int n;
    if (scanf("%d", &n) != 1) return 1;
    int base = 1;
    while (base < n) base <<= 1;
    std::vector<Node> t(2 * base);
    for (int i = 0; i < n; i++) {
        long long x;
        if (scanf("%lld", &x) != 1) return 1;
        int p = base + i;
        t[p].len = 1;
        t[p].sum = t[p].w = x;
        for (p >>= 1; p >= 1; p >>= 1) t[p] = join(t[2 * p], t[2 * p + 1]);
    }
    printf("%lld\n", t[1].w);
}

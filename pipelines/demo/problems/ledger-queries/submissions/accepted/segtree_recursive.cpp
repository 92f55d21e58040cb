// recursive segment tree, nodes numbered in preorder so that it fits into 2n-1 cells
#include <iostream>
#include <vector>

struct SegTree {
    int n;
    std::vector<long long> t;
    explicit SegTree(const std::vector<int>& a) : n((int)a.size()), t(2 * a.size()) { build(0, 0, n - 1, a); }
    void build(int v, int lo, int hi, const std::vector<int>& a) {
        if (lo == hi) {
            t[v] = a[lo];
            return;
        }
        int mid = (lo + hi) / 2, right = v + 2 * (mid - lo + 1);
        build(v + 1, lo, mid, a);
        build(right, mid + 1, hi, a);
        t[v] = t[v + 1] + t[right];
    }
    long long ask(int v, int lo, int hi, int l, int r) const {
        if (r < lo || hi < l) return 0;
        if (l <= lo && hi <= r) return t[v];
        int mid = (lo + hi) / 2;
        return ask(v + 1, lo, mid, l, r) + ask(v + 2 * (mid - lo + 1), mid + 1, hi, l, r);
    }
};

int main() {
    std::ios_base::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int n, q;
    std::cin >> n >> q;
    std::vector<int> a(n);
    for (int& x : a) std::cin >> x;
    SegTree tree(a);
    for (int i = 0; i < q; ++i) {
        int l, r;
        std::cin >> l >> r;
        std::cout << tree.ask(0, 0, n - 1, l - 1, r - 1) << "\n";
    }
    return 0;
}

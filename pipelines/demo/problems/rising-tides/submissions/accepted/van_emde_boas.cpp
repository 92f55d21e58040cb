// van Emde Boas tree (templates, universe 2^16) of tail ranks: successor, erase, insert
#include <algorithm>
#include <cstdio>
#include <vector>

template <int B>
struct Veb {
    static constexpr int H = B / 2, MASK = (1 << H) - 1;
    int lo = -1, hi = -1;
    Veb<H> sub[1 << (B - H)], sum;

    bool empty() const { return lo < 0; }
    int next(int x) const {  // smallest element > x, or -1
        if (lo < 0 || x >= hi) return -1;
        if (x < lo) return lo;
        int c = x >> H, k = sub[c].next(x & MASK);
        if (k >= 0) return c << H | k;
        c = sum.next(c);
        return c < 0 ? -1 : c << H | sub[c].lo;
    }
    void insert(int x) {
        if (lo < 0) { lo = hi = x; return; }
        if (x == lo) return;
        if (x < lo) std::swap(x, lo);
        hi = std::max(hi, x);
        int c = x >> H;
        if (sub[c].empty()) sum.insert(c);
        sub[c].insert(x & MASK);
    }
    void erase(int x) {
        if (lo == hi) { lo = hi = -1; return; }
        if (x == lo) {
            int c = sum.lo;
            x = lo = c << H | sub[c].lo;
        }
        int c = x >> H;
        sub[c].erase(x & MASK);
        if (sub[c].empty()) sum.erase(c);
        if (x == hi) hi = sum.empty() ? lo : sum.hi << H | sub[sum.hi].hi;
    }
};

template <>
struct Veb<1> {
    int lo = -1, hi = -1;
    bool empty() const { return lo < 0; }
    int next(int x) const { return x == 0 && hi == 1 ? 1 : -1; }
    void insert(int x) {
        lo = lo < 0 ? x : std::min(lo, x);
        hi = std::max(hi, x);
    }
    void erase(int x) {
        if (lo == hi) lo = hi = -1;
        else lo = hi = 1 - x;
    }
};

Veb<16> tails;

int main() {
    int n, size = 0;
    if (scanf("%d", &n) != 1) return 1;
    std::vector<int> a(n), s;
    for (int &x : a)
        if (scanf("%d", &x) != 1) return 1;
    s = a;
    std::sort(s.begin(), s.end());
    std::vector<char> in(n, 0);
    for (int x : a) {
        int r = int(std::lower_bound(s.begin(), s.end(), x) - s.begin());
        if (in[r]) continue;
        int t = tails.next(r);
        if (t >= 0) tails.erase(t), in[t] = 0;
        else size++;
        tails.insert(r);
        in[r] = 1;
    }
    printf("%d\n", size);
}

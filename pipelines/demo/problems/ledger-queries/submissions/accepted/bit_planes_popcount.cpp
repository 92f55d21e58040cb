// bit planes: for each of 31 bits a bitmap with counts per word; an answer is the weighted sum of bit counts
#include <cstdint>
#include <iostream>
#include <string>
#include <vector>

static const long long OFFSET = 1000000000LL;

struct Plane {
    std::vector<uint64_t> word;
    std::vector<int> before;
    explicit Plane(int n) : word(n / 64 + 1), before(n / 64 + 1) {}
    void finish() {
        for (std::size_t i = 1; i < word.size(); ++i)
            before[i] = before[i - 1] + __builtin_popcountll(word[i - 1]);
    }
    int rank(int k) const {  // set bits among the first k
        return before[k >> 6] + __builtin_popcountll(word[k >> 6] & ((uint64_t(1) << (k & 63)) - 1));
    }
};

int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int n, q;
    std::cin >> n >> q;
    std::vector<Plane> planes(31, Plane(n));
    for (int i = 0; i < n; ++i) {
        long long v;
        std::cin >> v;
        v += OFFSET;
        for (int b = 0; b < 31; ++b)
            if (v >> b & 1) planes[b].word[i >> 6] |= uint64_t(1) << (i & 63);
    }
    for (auto& p : planes) p.finish();
    std::string out;
    while (q--) {
        int l, r;
        std::cin >> l >> r;
        --l;
        long long total = -OFFSET * (r - l);
        for (int b = 0; b < 31; ++b) total += (long long)(planes[b].rank(r) - planes[b].rank(l)) << b;
        out += std::to_string(total);
        out += '\n';
    }
    std::cout << out;
}

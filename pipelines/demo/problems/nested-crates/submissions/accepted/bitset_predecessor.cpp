// positions still open live in a 64-ary tree of bit words; each closer asks for its predecessor
#include <cstdint>
#include <cstdio>
#include <iostream>
#include <string>
#include <vector>

class WordSet {
    std::vector<std::vector<uint64_t>> lv;
public:
    explicit WordSet(size_t n) {
        do {
            n = (n + 63) / 64;
            lv.emplace_back(n, 0);
        } while (n > 1);
    }
    void insert(size_t x) {
        for (auto& w : lv) { w[x >> 6] |= uint64_t(1) << (x & 63); x >>= 6; }
    }
    void erase(size_t x) {
        for (auto& w : lv) {
            w[x >> 6] &= ~(uint64_t(1) << (x & 63));
            if (w[x >> 6]) break;
            x >>= 6;
        }
    }
    // the largest member below x, or -1
    long before(size_t x) const {
        for (size_t h = 0; h < lv.size(); h++, x >>= 6) {
            uint64_t low = (x & 63) ? lv[h][x >> 6] & ((uint64_t(1) << (x & 63)) - 1) : 0;
            if (!low) continue;
            size_t y = (x >> 6 << 6) | (63 - __builtin_clzll(low));
            while (h-- > 0) y = y << 6 | (63 - __builtin_clzll(lv[h][y]));
            return static_cast<long>(y);
        }
        return -1;
    }
};

int main() {
    std::string s;
    std::cin >> s;
    WordSet open(s.size() + 1);
    for (size_t i = 0; i < s.size(); i++) {
        char want = s[i] == ')' ? '(' : s[i] == ']' ? '[' : s[i] == '}' ? '{' : 0;
        if (!want) { open.insert(i); continue; }
        long j = open.before(i);
        if (j < 0 || s[j] != want) return std::puts("NO"), 0;
        open.erase(j);
    }
    std::puts(open.before(s.size()) < 0 ? "YES" : "NO");
}

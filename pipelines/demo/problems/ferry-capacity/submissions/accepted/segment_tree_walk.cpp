// segment tree of sums: walk right from the first car until the trip is full
#include <iostream>
#include <vector>

class Tree {
    int size = 1;
    std::vector<long long> s;

public:
    explicit Tree(const std::vector<int>& w) {
        while (size < (int)w.size() + 1) size *= 2;
        s.assign(2 * size, 0);
        for (size_t i = 0; i < w.size(); i++) s[size + i] = w[i];
        s[size + w.size()] = 1LL << 60;          // nothing drives past the end of the queue
        for (int v = size - 1; v >= 1; v--) s[v] = s[2 * v] + s[2 * v + 1];
    }
    // first car that no longer fits when loading starts at car i
    int walk(int i, long long room) const {
        int v = i + size;
        for (;;) {
            while (v % 2 == 0 && s[v / 2] <= room) v /= 2;     // climb while the whole parent fits
            if (s[v] <= room) {
                room -= s[v];
                v++;
            } else if (v < size) {
                v *= 2;
            } else {
                return v - size;
            }
        }
    }
};

int main() {
    std::ios::sync_with_stdio(false);
    int n, k;
    std::cin >> n >> k;
    std::vector<int> w(n);
    long long total = 0;
    for (int& x : w) {
        std::cin >> x;
        total += x;
    }
    Tree tree(w);
    auto works = [&](long long cap) {
        int at = 0;
        for (int t = 0; t < k; t++) at = tree.walk(at, cap);
        return at == n;
    };
    long long no = 0, yes = total;
    for (long long mid; yes - no > 1;) {
        mid = no + (yes - no) / 2;
        (works(mid) ? yes : no) = mid;
    }
    std::cout << yes << std::endl;
    return 0;
}

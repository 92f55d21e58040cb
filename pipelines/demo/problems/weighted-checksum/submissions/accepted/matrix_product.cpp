// every entry is a 3x3 matrix acting on (position, checksum, 1); multiply them in a tree
#include <array>
#include <cstdio>
#include <vector>
using M = std::array<std::array<long long, 3>, 3>;

M operator*(const M& a, const M& b) {
    M c{};
    for (int i = 0; i < 3; i++)
        for (int k = 0; k < 3; k++)
            for (int j = 0; j < 3; j++) c[i][j] += a[i][k] * b[k][j];
    return c;
}

int main() {
    int n;
    if (scanf("%d", &n) != 1) return 0;
    std::vector<M> level;
    for (int i = 0; i < n; i++) {
        long long x;
        if (scanf("%lld", &x) != 1) return 0;
        // row vector (pos, sum, 1) -> (pos+1, sum + x*(pos+1), 1)
        M m{};
        m[0][0] = 1; m[0][1] = x;
        m[1][1] = 1;
        m[2][0] = 1; m[2][1] = x; m[2][2] = 1;
        level.push_back(m);
    }
    while (level.size() > 1) {
        std::vector<M> next;
        for (size_t i = 0; i + 1 < level.size(); i += 2) next.push_back(level[i] * level[i + 1]);
        if (level.size() % 2) next.push_back(level.back());
        level.swap(next);
    }
    // started from (0, 0, 1)
    printf("%lld\n", level[0][2][1]);
    return 0;
}

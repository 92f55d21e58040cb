// union-find: neighbours are joined in a shuffled order, every component knows (length, sum, weighted sum)
#include <algorithm>
#include <cstdio>
#include <numeric>
#include <random>
#include <vector>

std::vector<int> parent;

int find(int x) {
    while (parent[x] != x) x = parent[x] = parent[parent[x]];
    return x;
}

int main() {
    int n;
    if (std::scanf("%d", &n) != 1) return 1;
    parent.resize(n);
    std::iota(parent.begin(), parent.end(), 0);
    std::vector<long long> sum(n), w(n), len(n, 1);
    for (int i = 0; i < n; i++) {
        if (std::scanf("%lld", &sum[i]) != 1) return 1;
        w[i] = sum[i];
    }
    std::vector<int> gaps(n - 1);
    std::iota(gaps.begin(), gaps.end(), 0);
    std::mt19937 gen(12345);
    std::shuffle(gaps.begin(), gaps.end(), gen);
    for (int g : gaps) {
        int l = find(g), r = find(g + 1);
        long long nw = w[l] + w[r] + len[l] * sum[r];
        long long ns = sum[l] + sum[r], nl = len[l] + len[r];
        if (len[l] < len[r]) std::swap(l, r);
        parent[r] = l;
        w[l] = nw;
        sum[l] = ns;
        len[l] = nl;
    }
    std::printf("%lld\n", w[find(0)]);
}

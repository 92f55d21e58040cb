// binary trie over the 31 bits of a + 10^9, filled from the right
#include <cstdio>
#include <vector>

const long long SHIFT = 1000000000LL;
const int TOP = 30;

struct Trie {
    std::vector<int> next[2];
    std::vector<int> box;
    Trie() { grow(); }
    int grow() {
        next[0].push_back(0);
        next[1].push_back(0);
        box.push_back(0);
        return (int)box.size() - 1;
    }
    void put(long long key, int id) {
        int at = 0;
        for (int b = TOP; b >= 0; b--) {
            int d = (int)(key >> b & 1);
            if (!next[d][at]) {
                int fresh = grow();
                next[d][at] = fresh;
            }
            at = next[d][at];
        }
        box[at] = id;
    }
    int find(long long key) const {
        if (key < 0 || key >> (TOP + 1)) return 0;
        int at = 0;
        for (int b = TOP; b >= 0; b--) {
            at = next[key >> b & 1][at];
            if (!at) return 0;
        }
        return box[at];
    }
};

int main() {
    int n;
    long long s;
    if (std::scanf("%d %lld", &n, &s) != 2) return 1;
    std::vector<long long> a(n + 1);
    for (int i = 1; i <= n; i++)
        if (std::scanf("%lld", &a[i]) != 1) return 1;
    Trie trie;
    int bi = 0, bj = 0;
    for (int i = n; i >= 1; i--) {
        int j = trie.find(s - a[i] + SHIFT);
        if (j) {  // keep going: the last hit has the smallest i
            bi = i;
            bj = j;
        }
        trie.put(a[i] + SHIFT, i);
    }
    if (bi) std::printf("%d %d\n", bi, bj);
    else std::puts("IMPOSSIBLE");
}

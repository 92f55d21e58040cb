// skew-binary jump pointers: every line knows the line before it and one far jump, both with their sums
#include <cstdio>
#include <vector>

struct Node {
    int jump;            // index of the node the jump leads to (parent is index - 1)
    long long own, leap; // sum to the parent, sum to the jump target
};

int main() {
    int n, q;
    if (std::scanf("%d%d", &n, &q) != 2) return 1;
    std::vector<Node> v(n + 1);
    v[0] = {0, 0, 0};
    for (int i = 1; i <= n; i++) {
        long long x;
        if (std::scanf("%lld", &x) != 1) return 1;
        int p = i - 1, j = v[p].jump;
        v[i].own = x;
        if (p - j == j - v[j].jump && p > 0) {
            v[i].jump = v[j].jump;
            v[i].leap = x + v[p].leap + v[j].leap;
        } else {
            v[i].jump = p;
            v[i].leap = x;
        }
    }
    for (; q > 0; q--) {
        int l, r;
        if (std::scanf("%d%d", &l, &r) != 2) return 1;
        long long s = 0;
        for (int at = r; at >= l;) {
            if (v[at].jump >= l - 1) {
                s += v[at].leap;
                at = v[at].jump;
            } else {
                s += v[at].own;
                at--;
            }
        }
        std::printf("%lld\n", s);
    }
    return 0;
}

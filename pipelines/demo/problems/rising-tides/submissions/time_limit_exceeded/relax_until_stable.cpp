// relax all pairs until nothing changes
#include <cstdio>
#include <vector>

int main() {
    int n;
    if (scanf("%d", &n) != 1) return 1;
    std::vector<int> a(n), len(n, 1);
    for (int &x : a)
        if (scanf("%d", &x) != 1) return 1;
    bool changed = true;
    while (changed) {
        changed = false;
        for (int i = n - 1; i >= 0; i--)
            for (int j = 0; j < i; j++)
                if (a[j] < a[i] && len[j] + 1 > len[i]) {
                    len[i] = len[j] + 1;
                    changed = true;
                }
    }
    int best = 0;
    for (int x : len)
        if (x > best) best = x;
    printf("%d\n", best);
}

// quadratic dp
#include <cstdio>
#include <vector>

int main() {
    int n, best = 0;
    if (scanf("%d", &n) != 1) return 1;
    std::vector<int> a(n), d(n, 1);
    for (int i = 0; i < n; i++) {
        if (scanf("%d", &a[i]) != 1) return 1;
        for (int j = 0; j < i; j++)
            if (a[j] < a[i] && d[j] + 1 > d[i]) {
                d[i] = d[j] + 1;
                if (d[i] > best) best = d[i];
            }
    }
    printf("%d\n", best);
}

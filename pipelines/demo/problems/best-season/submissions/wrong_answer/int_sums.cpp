// prefix sums and the smallest one so far
#include <algorithm>
#include <cstdio>
#include <vector>

int main() {
    int t;
    if (scanf("%d", &t) != 1) return 0;
    while (t--) {
        int n;
        if (scanf("%d", &n) != 1) return 0;
        unsigned sum = 0;
        int low = 0, best = -2000000000;
        for (int i = 0; i < n; i++) {
            int x;
            if (scanf("%d", &x) != 1) return 0;
            sum += x;
            best = std::max(best, (int)(sum - low));
            low = std::min(low, (int)sum);
        }
        printf("%d\n", best);
    }
}

// best[j][i]: smallest capacity for the first i cars in j trips
#include <algorithm>
#include <cstdio>
#include <vector>
using namespace std;

const long long INF = 1000000000;

int main() {
    int n, k;
    scanf("%d %d", &n, &k);
    vector<long long> p(n + 1, 0), best(n + 1, INF), next(n + 1);
    for (int i = 1; i <= n; i++) {
        scanf("%lld", &p[i]);
        p[i] += p[i - 1];
    }
    best[0] = 0;
    for (int j = 1; j <= k; j++) {
        next.assign(n + 1, INF);
        next[0] = 0;
        int c = 0;
        for (int i = 1; i <= n; i++) {
            while (c < i && best[c] < p[i] - p[c]) c++;
            next[i] = min(next[i], max(best[c], p[i] - p[c]));
            if (c > 0) next[i] = min(next[i], max(best[c - 1], p[i] - p[c - 1]));
        }
        best.swap(next);
    }
    printf("%lld\n", best[n]);
}

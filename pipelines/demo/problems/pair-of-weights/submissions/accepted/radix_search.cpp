// radix sort (two passes of 16 bits), then a binary search for the partner, heaviest weight first
#include <bits/stdc++.h>
using namespace std;
using u32 = uint32_t;

int main() {
    int n;
    long long s;
    scanf("%d%lld", &n, &s) == 2 || (exit(1), 0);
    vector<pair<u32, int>> a(n), b(n);
    for (int i = 0; i < n; i++) {
        long long v;
        scanf("%lld", &v) == 1 || (exit(1), 0);
        a[i] = {u32(v + 1000000000), i + 1};
    }
    s += 2000000000;
    for (int pass = 0; pass < 2; pass++) {
        vector<int> start(65537, 0);
        for (auto& p : a) start[(p.first >> 16 * pass & 65535) + 1]++;
        for (int d = 0; d < 65536; d++) start[d + 1] += start[d];
        for (auto& p : a) b[start[p.first >> 16 * pass & 65535]++] = p;
        swap(a, b);
    }
    for (int k = n - 1; k > 0; k--) {
        long long want = s - a[k].first;
        auto it = upper_bound(a.begin(), a.begin() + k, want, [](long long w, const pair<u32, int>& p) { return w < p.first; });
        if (it != a.begin() && (--it)->first == want) {
            printf("%d %d\n", min(it->second, a[k].second), max(it->second, a[k].second));
            return 0;
        }
    }
    puts("IMPOSSIBLE");
}

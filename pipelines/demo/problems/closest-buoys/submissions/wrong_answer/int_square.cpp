// sort by x, break when the x gap is too wide
#include <algorithm>
#include <climits>
#include <cmath>
#include <cstdio>
#include <vector>
using namespace std;

int main() {
    int n;
    if (scanf("%d", &n) != 1) return 0;
    vector<pair<int, int>> p(n);
    for (auto &q : p) if (scanf("%d %d", &q.first, &q.second) != 2) return 0;
    sort(p.begin(), p.end());
    int best = INT_MAX;
    for (int i = 0; i < n; i++)
        for (int j = i + 1; j < n; j++) {
            int dx = p[j].first - p[i].first;
            int dy = p[j].second - p[i].second;
            int d = dx * dx + dy * dy;
            if (d < best) best = d;
        }
    printf("%.9f\n", sqrt(best));
}

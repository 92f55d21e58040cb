// sort and two pointers
#include <algorithm>
#include <cstdio>
#include <utility>
#include <vector>
using namespace std;

int main() {
    int n;
    float s;
    if (scanf("%d %f", &n, &s) != 2) return 0;
    vector<pair<float, int>> w(n);
    for (int i = 0; i < n; i++) {
        if (scanf("%f", &w[i].first) != 1) return 0;
        w[i].second = i + 1;
    }
    sort(w.begin(), w.end());
    int i = 0, j = n - 1;
    while (i < j) {
        float t = w[i].first + w[j].first;
        if (t == s) {
            printf("%d %d\n", min(w[i].second, w[j].second), max(w[i].second, w[j].second));
            return 0;
        }
        if (t < s) i++;
        else j--;
    }
    puts("IMPOSSIBLE");
}

// counting sort of the brackets by level, then partners are neighbours
#include <cstring>
#include <cstdio>
#include <vector>
using namespace std;

static char s[100005];

int main() {
    if (scanf("%100001s", s) != 1) return 0;
    int n = strlen(s);
    vector<int> level(n), start(n + 2, 0);
    int d = 0;
    for (int i = 0; i < n; i++) {
        bool opening = strchr("([{", s[i]) != nullptr;
        if (opening) {
            level[i] = d++;
        } else {
            if (d == 0) { printf("NO\n"); return 0; }
            level[i] = --d;
        }
        start[level[i] + 1]++;
    }
    if (d != 0) { printf("NO\n"); return 0; }
    for (int k = 1; k <= n; k++) start[k] += start[k - 1];
    vector<char> sorted(n);
    for (int i = 0; i < n; i++) sorted[start[level[i]]++] = s[i];
    for (int i = 0; i < n; i += 2) {
        int gap = sorted[i + 1] - sorted[i];   // 1 for (), 2 for [] and {}
        if (gap != 1 && gap != 2) { printf("NO\n"); return 0; }
    }
    printf("YES\n");
    return 0;
}

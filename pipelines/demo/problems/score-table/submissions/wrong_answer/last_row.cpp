// sort an array of pairs
#include <algorithm>
#include <cstdio>
#include <string>
#include <utility>
using namespace std;

pair<int, string> a[50005];

int main() {
    int n;
    if (scanf("%d", &n) != 1) return 0;
    char s[20];
    for (int i = 1; i <= n; i++) {
        int x;
        if (scanf("%19s %d", s, &x) != 2) return 0;
        a[i] = make_pair(-x, string(s));
    }
    sort(a + 1, a + n);
    for (int i = 1; i <= n; i++) printf("%s %d\n", a[i].second.c_str(), -a[i].first);
}

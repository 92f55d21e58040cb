// longest path between bookings, relax all pairs until nothing changes
#include <algorithm>
#include <cstdio>
#include <vector>
using namespace std;

int main() {
    int n;
    if (scanf("%d", &n) != 1) return 0;
    vector<int> s(n), e(n), len(n, 1);
    for (int i = 0; i < n; i++)
        if (scanf("%d %d", &s[i], &e[i]) != 2) return 0;
    bool changed = true;
    while (changed) {
        changed = false;
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++)
                if (e[i] <= s[j] && len[i] + 1 > len[j]) {
                    len[j] = len[i] + 1;
                    changed = true;
                }
    }
    printf("%d\n", *max_element(len.begin(), len.end()));
}

// index array, two stable sorts: names first, scores second
#include <bits/stdc++.h>
using namespace std;

int main() {
    int n;
    if (scanf("%d", &n) != 1) return 0;
    vector<array<char, 12>> nm(n);
    vector<int> sc(n), id(n);
    for (int i = 0; i < n; i++) {
        if (scanf("%11s %d", nm[i].data(), &sc[i]) != 2) return 0;
    }
    iota(id.begin(), id.end(), 0);
    stable_sort(id.begin(), id.end(), [&](int a, int b) { return strcmp(nm[a].data(), nm[b].data()) < 0; });
    stable_sort(id.begin(), id.end(), [&](int a, int b) { return sc[a] > sc[b]; });
    for (int i : id) printf("%s %d\n", nm[i].data(), sc[i]);
    return 0;
}

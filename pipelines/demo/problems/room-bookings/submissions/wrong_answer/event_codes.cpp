// sweep over events packed as 4 * time + kind
#include <algorithm>
#include <cstdio>
#include <vector>
using namespace std;

int main() {
    int n;
    if (scanf("%d", &n) != 1) return 0;
    vector<pair<int, int>> ev;
    for (int i = 0; i < n; i++) {
        int s, e;
        if (scanf("%d%d", &s, &e) != 2) return 0;
        ev.push_back({4 * s + 2, i});
        ev.push_back({4 * e + 1, i});
    }
    sort(ev.begin(), ev.end());
    vector<int> opened(n, -1);
    int gen = 0;
    for (auto &p : ev) {
        if ((p.first & 3) == 2) opened[p.second] = gen;
        else if (opened[p.second] == gen) gen++;
    }
    printf("%d\n", gen);
}

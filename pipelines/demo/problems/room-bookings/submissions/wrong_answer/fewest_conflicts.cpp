// count the conflicts of each booking, take those with the fewest first
#include <algorithm>
#include <iostream>
#include <set>
#include <vector>
using namespace std;

int main() {
    int n;
    cin >> n;
    vector<int> s(n), e(n), id(n), conf(n);
    for (int i = 0; i < n; i++) { cin >> s[i] >> e[i]; id[i] = i; }
    vector<int> a = s, b = e;
    sort(a.begin(), a.end());
    sort(b.begin(), b.end());
    for (int i = 0; i < n; i++) {
        int later = a.end() - lower_bound(a.begin(), a.end(), e[i]);
        int before = upper_bound(b.begin(), b.end(), s[i]) - b.begin();
        conf[i] = n - 1 - later - before;
    }
    sort(id.begin(), id.end(), [&](int x, int y) {
        return conf[x] != conf[y] ? conf[x] < conf[y] : e[x] < e[y];
    });
    set<pair<int, int>> taken;
    for (int i : id) {
        auto it = taken.lower_bound({s[i], 0});
        if (it != taken.end() && it->first < e[i]) continue;
        if (it != taken.begin() && (--it)->second > s[i]) continue;
        taken.insert({s[i], e[i]});
    }
    cout << taken.size() << endl;
}

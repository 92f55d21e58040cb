// for every day: sort the days before it by value, and scan those that are lower
#include <algorithm>
#include <iostream>
#include <utility>
#include <vector>
using namespace std;

int main() {
    int n;
    cin >> n;
    vector<pair<int, int>> all;
    int best = 0;
    for (int i = 0; i < n; i++) {
        int x, d = 0;
        cin >> x;
        vector<pair<int, int>> before(all);
        sort(before.begin(), before.end());
        for (size_t k = 0; k < before.size() && before[k].first < x; k++) d = max(d, before[k].second);
        all.push_back({x, d + 1});
        best = max(best, d + 1);
    }
    cout << best << endl;
}

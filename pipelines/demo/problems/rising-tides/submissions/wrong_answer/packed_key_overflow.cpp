// sort by packed (value, later day first), then longest increasing run of days with tails
#include <algorithm>
#include <iostream>
#include <utility>
#include <vector>
using namespace std;

int main() {
    int n;
    cin >> n;
    vector<pair<int, int>> v;
    for (int i = 0; i < n; i++) {
        int x;
        cin >> x;
        int key = x * 20001 - i;
        v.push_back({key, i});
    }
    sort(v.begin(), v.end());
    vector<int> t;
    for (auto &p : v) {
        auto it = lower_bound(t.begin(), t.end(), p.second);
        if (it == t.end()) t.push_back(p.second);
        else *it = p.second;
    }
    cout << t.size() << endl;
}

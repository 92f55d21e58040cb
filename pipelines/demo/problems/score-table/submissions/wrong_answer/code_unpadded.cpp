// names as base-26 numbers, sort (score, number, row)
#include <algorithm>
#include <iostream>
#include <string>
#include <tuple>
#include <vector>
using namespace std;

int main() {
    int n;
    cin >> n;
    vector<string> name(n);
    vector<tuple<int, long long, int>> t;
    for (int i = 0; i < n; i++) {
        int s;
        cin >> name[i] >> s;
        long long code = 0;
        for (char c : name[i]) code = code * 26 + (c - 'a');
        t.emplace_back(-s, code, i);
    }
    sort(t.begin(), t.end());
    for (auto &[s, code, i] : t) cout << name[i] << ' ' << -s << '\n';
}

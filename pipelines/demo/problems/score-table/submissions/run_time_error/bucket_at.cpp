// vector of buckets indexed by score
#include <algorithm>
#include <iostream>
#include <string>
#include <vector>
using namespace std;

const int MAXS = 100000;

int main() {
    int n;
    cin >> n;
    vector<vector<string>> b(MAXS + 1);
    while (n--) {
        string w;
        int s;
        cin >> w >> s;
        b.at(s).push_back(w);
    }
    for (int s = MAXS; s >= 0; s--) {
        sort(b[s].begin(), b[s].end());
        for (auto &w : b[s]) cout << w << ' ' << s << '\n';
    }
}

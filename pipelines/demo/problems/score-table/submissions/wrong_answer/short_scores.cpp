// compact struct, sorted with operator<
#include <algorithm>
#include <iostream>
#include <string>
#include <vector>
using namespace std;

struct P {
    string name;
    unsigned short score;
    bool operator<(const P &o) const {
        if (score != o.score) return score > o.score;
        return name < o.name;
    }
};

int main() {
    int n;
    cin >> n;
    vector<P> v;
    for (int i = 0; i < n; i++) {
        string s;
        int x;
        cin >> s >> x;
        v.push_back({s, (unsigned short)x});
    }
    sort(v.begin(), v.end());
    for (auto &p : v) cout << p.name << " " << p.score << "\n";
}

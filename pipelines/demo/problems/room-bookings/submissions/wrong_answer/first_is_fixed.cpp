// greedy by end
#include <algorithm>
#include <iostream>
#include <vector>
using namespace std;

struct Iv { int s, e; };

int main() {
    int n;
    cin >> n;
    vector<Iv> v(n);
    for (auto &x : v) cin >> x.s >> x.e;
    int last = v[0].e, cnt = 1;
    sort(v.begin(), v.end(), [](Iv a, Iv b) { return a.e < b.e; });
    for (auto &x : v)
        if (x.s >= last) {
            cnt++;
            last = x.e;
        }
    cout << cnt << "\n";
    return 0;
}

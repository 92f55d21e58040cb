// simulate the day: multiset of running bookings, the first one to finish clears the set
#include <algorithm>
#include <iostream>
#include <set>
#include <vector>
using namespace std;

struct Booking { int s, e; };

int main() {
    int n;
    cin >> n;
    vector<Booking> b(n);
    for (int i = 0; i < n; i++) cin >> b[i].s >> b[i].e;
    sort(b.begin(), b.end(), [](const Booking &x, const Booking &y) { return x.s < y.s; });
    multiset<int> running;
    int done = 0;
    for (const Booking &x : b) {
        if (!running.empty() && *running.begin() <= x.s) {
            done++;
            running.clear();
        }
        running.insert(x.e);
    }
    cout << done + 1 << endl;   // the last cluster never gets cleared
    return 0;
}

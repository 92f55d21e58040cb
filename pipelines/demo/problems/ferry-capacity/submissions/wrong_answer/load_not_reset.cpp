// greedy test with the state in globals
#include <algorithm>
#include <iostream>
using namespace std;

int n, k, trips;
long long w[50005], load;

bool ok(long long cap) {
    trips = 1;
    for (int i = 0; i < n; i++) {
        if (load + w[i] > cap) {
            if (++trips > k) return false;
            load = 0;
        }
        load += w[i];
    }
    load = 0;
    return true;
}

int main() {
    cin >> n >> k;
    long long lo = 0, hi = 0;
    for (int i = 0; i < n; i++) {
        cin >> w[i];
        lo = max(lo, w[i]);
        hi += w[i];
    }
    while (lo < hi) {
        long long mid = (lo + hi) / 2;
        if (ok(mid)) hi = mid;
        else lo = mid + 1;
    }
    cout << lo << "\n";
}

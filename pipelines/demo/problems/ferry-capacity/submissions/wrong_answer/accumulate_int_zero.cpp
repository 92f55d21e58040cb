// binary search between the heaviest car and the total
#include <algorithm>
#include <iostream>
#include <numeric>
#include <vector>
using namespace std;

int main() {
    int n, k;
    cin >> n >> k;
    vector<long long> w(n);
    for (auto &x : w) cin >> x;
    long long lo = *max_element(w.begin(), w.end());
    long long hi = accumulate(w.begin(), w.end(), 0);
    while (lo < hi) {
        long long mid = (lo + hi) / 2;
        int trips = 1;
        long long load = 0;
        for (long long x : w) {
            if (load + x > mid) {
                trips++;
                load = 0;
            }
            load += x;
        }
        if (trips <= k) hi = mid;
        else lo = mid + 1;
    }
    cout << lo << endl;
}

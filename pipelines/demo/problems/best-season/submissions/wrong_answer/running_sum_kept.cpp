// Kadane on the fly
#include <algorithm>
#include <iostream>
using namespace std;

int main() {
    int t, n;
    long long x, cur = 0;
    cin >> t;
    while (t--) {
        cin >> n;
        long long best = -1e18;
        for (int i = 0; i < n; i++) {
            cin >> x;
            cur = max(cur, 0LL) + x;
            best = max(best, cur);
        }
        cout << best << "\n";
    }
}

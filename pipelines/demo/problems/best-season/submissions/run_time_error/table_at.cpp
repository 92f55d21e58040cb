// best ending at day i, kept in a vector
#include <algorithm>
#include <iostream>
#include <vector>
using namespace std;

int main() {
    int t;
    cin >> t;
    vector<long long> dp(1024);
    while (t--) {
        int n;
        cin >> n;
        long long best = -4e18;
        for (int i = 1; i <= n; i++) {
            long long x;
            cin >> x;
            dp.at(i) = x + max(0LL, i > 1 ? dp.at(i - 1) : 0LL);
            best = max(best, dp.at(i));
        }
        cout << best << endl;
    }
}

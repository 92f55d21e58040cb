// three loops: first day, last day, sum
#include <algorithm>
#include <iostream>
#include <vector>
using namespace std;

int main() {
    ios::sync_with_stdio(false);
    cin.tie(nullptr);
    int t;
    cin >> t;
    while (t--) {
        int n;
        cin >> n;
        vector<long long> a(n);
        for (auto& x : a) cin >> x;
        long long best = a[0];
        for (int i = 0; i < n; i++)
            for (int j = i; j < n; j++) {
                long long s = 0;
                for (int k = i; k <= j; k++) s += a[k];
                best = max(best, s);
            }
        cout << best << "\n";
    }
}

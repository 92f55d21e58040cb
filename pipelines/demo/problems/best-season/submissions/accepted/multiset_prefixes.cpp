// keep all earlier prefix sums in a multiset, subtract the smallest
#include <algorithm>
#include <iostream>
#include <set>
using namespace std;

int main() {
    ios::sync_with_stdio(false);
    cin.tie(nullptr);
    int t;
    cin >> t;
    while (t--) {
        int n;
        cin >> n;
        multiset<long long> seen{0};
        long long sum = 0, best = -2000000000LL;
        while (n--) {
            long long x;
            cin >> x;
            sum += x;
            best = max(best, sum - *seen.begin());
            seen.insert(sum);
        }
        cout << best << '\n';
    }
}

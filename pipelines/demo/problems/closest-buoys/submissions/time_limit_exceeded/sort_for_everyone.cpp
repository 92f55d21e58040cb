// every point sorts all the others by distance and asks the first one
#include <algorithm>
#include <cmath>
#include <iostream>
#include <vector>
using namespace std;

int main() {
    int n;
    cin >> n;
    vector<long long> x(n), y(n);
    for (int i = 0; i < n; i++) cin >> x[i] >> y[i];
    long long best = 9e18;
    for (int i = 0; i < n; i++) {
        vector<long long> d;
        for (int j = 0; j < n; j++)
            if (j != i) d.push_back((x[i] - x[j]) * (x[i] - x[j]) + (y[i] - y[j]) * (y[i] - y[j]));
        sort(d.begin(), d.end());
        best = min(best, d[0]);
    }
    cout.precision(12);
    cout << sqrt((double)best) << "\n";
}

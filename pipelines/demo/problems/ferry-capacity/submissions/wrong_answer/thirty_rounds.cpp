// bisection on a double, a fixed number of rounds
#include <cmath>
#include <cstdio>
#include <vector>

int main() {
    int n, k;
    scanf("%d %d", &n, &k);
    std::vector<double> w(n);
    double lo = 0, hi = 0;
    for (double &x : w) {
        scanf("%lf", &x);
        hi += x;
        if (x > lo) lo = x;
    }
    lo -= 1;
    for (int it = 0; it < 30; it++) {
        double mid = (lo + hi) / 2, s = 0;
        int t = 1;
        for (double x : w) {
            s += x;
            if (s > mid) {
                s = x;
                t++;
            }
        }
        if (t <= k) hi = mid;
        else lo = mid;
    }
    printf("%.0f\n", std::floor(hi));
}

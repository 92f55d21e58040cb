// prefix sums in a vector
#include <iostream>
#include <vector>

int main() {
    int n, q;
    std::cin >> n >> q;
    std::vector<long long> p(n);
    long long s = 0;
    for (int i = 0; i < n; ++i) {
        long long x;
        std::cin >> x;
        p.at(i) = s;
        s += x;
    }
    while (q--) {
        int l, r;
        std::cin >> l >> r;
        std::cout << p.at(r) - p.at(l - 1) << "\n";
    }
}

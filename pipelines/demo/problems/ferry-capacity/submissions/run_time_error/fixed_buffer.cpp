// prefix sums in a fixed buffer, one upper_bound per trip
#include <algorithm>
#include <array>
#include <iostream>

std::array<long long, 1001> pre;

int main() {
    int n, k;
    std::cin >> n >> k;
    long long big = 0;
    for (int i = 1; i <= n; i++) {
        long long x;
        std::cin >> x;
        big = std::max(big, x);
        pre.at(i) = pre.at(i - 1) + x;
    }
    long long lo = big, hi = pre.at(n);
    while (lo < hi) {
        long long mid = (lo + hi) / 2;
        auto at = pre.begin(), end = pre.begin() + n + 1;
        for (int t = 0; t < k; t++) at = std::upper_bound(at, end, *at + mid) - 1;
        if (at == end - 1) hi = mid;
        else lo = mid + 1;
    }
    std::cout << lo << '\n';
}

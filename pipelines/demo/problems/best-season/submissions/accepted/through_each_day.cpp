// best season through day i = best ending at i + best beginning at i - a[i]
#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

int main() {
    std::string all((std::istreambuf_iterator<char>(std::cin)), std::istreambuf_iterator<char>());
    char* at = &all[0];
    long t = std::strtol(at, &at, 10);
    while (t-- > 0) {
        long n = std::strtol(at, &at, 10);
        std::vector<long long> a(n), e(n), b(n);
        for (auto& x : a) x = std::strtoll(at, &at, 10);
        e.front() = a.front();
        b.back() = a.back();
        for (long i = 1; i < n; ++i) e[i] = a[i] + std::max(0LL, e[i - 1]);
        for (long i = n - 2; i >= 0; --i) b[i] = a[i] + std::max(0LL, b[i + 1]);
        long long best = a[0];
        for (long i = 0; i < n; ++i) best = std::max(best, e[i] + b[i] - a[i]);
        std::cout << best << '\n';
    }
    return 0;
}

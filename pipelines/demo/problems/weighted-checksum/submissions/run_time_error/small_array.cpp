// prefix sums in a fixed table
#include <array>
#include <iostream>

std::array<long long, 1001> pre{};

int main() {
    int n;
    std::cin >> n;
    for (int i = 1; i <= n; i++) {
        long long x;
        std::cin >> x;
        pre.at(i) = pre.at(i - 1) + x;
    }
    long long ans = n * pre.at(n);
    for (int i = 1; i < n; i++) ans -= pre.at(i);
    std::cout << ans << "\n";
}

// tails in a fixed array
#include <algorithm>
#include <array>
#include <iostream>

int main() {
    std::array<int, 1000> tails{};
    size_t size = 0;
    int n, x;
    std::cin >> n;
    while (n--) {
        std::cin >> x;
        size_t k = std::lower_bound(tails.begin(), tails.begin() + size, x) - tails.begin();
        tails.at(k) = x;
        if (k == size) ++size;
    }
    std::cout << size << "\n";
}

// standard library scans only: prefix sums, exclusive scan with min, inner product with max
#include <algorithm>
#include <functional>
#include <iostream>
#include <iterator>
#include <limits>
#include <numeric>
#include <vector>

using vec = std::vector<long long>;

int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    auto lower = [](long long a, long long b) { return std::min(a, b); };
    auto upper = [](long long a, long long b) { return std::max(a, b); };
    int t, n;
    for (std::cin >> t; t > 0; --t) {
        std::cin >> n;
        vec a(n), low(n);
        std::copy_n(std::istream_iterator<long long>(std::cin), n, a.begin());
        std::partial_sum(a.begin(), a.end(), a.begin());
        std::exclusive_scan(a.begin(), a.end(), low.begin(), 0LL, lower);
        std::cout << std::inner_product(a.begin(), a.end(), low.begin(),
                                        std::numeric_limits<long long>::min(),
                                        upper, std::minus<>()) << "\n";
    }
}

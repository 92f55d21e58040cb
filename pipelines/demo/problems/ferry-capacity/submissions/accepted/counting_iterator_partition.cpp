// std::partition_point over a counting iterator whose values are the capacities
#include <algorithm>
#include <cstddef>
#include <iostream>
#include <iterator>
#include <numeric>
#include <vector>

struct Count {
    using iterator_category = std::random_access_iterator_tag;
    using value_type = long long;
    using difference_type = long long;
    using pointer = const long long*;
    using reference = long long;
    long long v;
    long long operator*() const { return v; }
    Count& operator++() { ++v; return *this; }
    Count& operator--() { --v; return *this; }
    Count& operator+=(difference_type d) { v += d; return *this; }
    difference_type operator-(const Count& o) const { return v - o.v; }
    bool operator==(const Count& o) const { return v == o.v; }
    bool operator!=(const Count& o) const { return v != o.v; }
};

int main() {
    std::size_t n, k;
    std::cin >> n >> k;
    std::vector<long long> cars;
    cars.reserve(n);
    std::copy_n(std::istream_iterator<long long>(std::cin), n, std::back_inserter(cars));
    const long long top = *std::max_element(cars.begin(), cars.end());
    const long long sum = std::accumulate(cars.begin(), cars.end(), 0LL);
    auto insufficient = [&](long long cap) {
        std::size_t trips = 1;
        std::accumulate(cars.begin(), cars.end(), 0LL, [&](long long load, long long x) {
            if (load + x <= cap) return load + x;
            ++trips;
            return x;
        });
        return trips > k;
    };
    std::cout << *std::partition_point(Count{top}, Count{sum}, insufficient) << '\n';
}

// linked list, the i-th entry is looked up by walking from the front
#include <iostream>
#include <iterator>
#include <list>

int main() {
    int n;
    std::cin >> n;
    std::list<long long> row;
    for (int i = 0; i < n; i++) {
        long long x;
        std::cin >> x;
        row.push_back(x);
    }
    long long total = 0;
    for (int i = 0; i < n; i++) {
        auto it = row.begin();
        std::advance(it, i);
        total += (i + 1) * *it;
    }
    std::cout << total << "\n";
}

// ordered set of tails: insert x, throw out the next larger one
#include <iostream>
#include <iterator>
#include <set>

int main() {
    int n;
    std::cin >> n;
    std::set<int> tails;
    for (int x; n-- && std::cin >> x;) {
        auto [it, fresh] = tails.insert(x);
        if (fresh && std::next(it) != tails.end()) tails.erase(std::next(it));
    }
    std::cout << tails.size() << "\n";
}

// red-black tree: std::set of (minus score, name)
#include <iostream>
#include <set>
#include <string>
#include <utility>

int main() {
    std::ios_base::sync_with_stdio(false);
    std::cin.tie(0);
    int n;
    std::cin >> n;
    std::set<std::pair<int, std::string>> board;
    while (n--) {
        std::string who;
        int pts;
        std::cin >> who >> pts;
        board.emplace(-pts, who);
    }
    for (const auto &[neg, who] : board) std::cout << who << " " << -neg << "\n";
    return 0;
}

// stack of (kind, how many in a row) instead of single brackets
#include <iostream>
#include <utility>
#include <vector>

int main() {
    std::vector<std::pair<char, int>> runs;
    bool good = true;
    char c;
    while (good && std::cin >> c) {
        char want = 0;
        if (c == ')') want = '(';
        if (c == ']') want = '[';
        if (c == '}') want = '{';
        if (!want) {
            if (!runs.empty() && runs.back().first == c) runs.back().second++;
            else runs.emplace_back(c, 1);
        } else if (runs.empty() || runs.back().first != want) {
            good = false;
        } else if (--runs.back().second == 0) {
            runs.pop_back();
        }
    }
    std::cout << (good && runs.empty() ? "YES" : "NO") << '\n';
    return 0;
}

// interval dp in a fixed table
#include <iostream>
#include <string>
#include <vector>

int main() {
    std::string s;
    std::cin >> s;
    int n = s.size(), best = 1;
    std::vector<std::vector<bool>> p(1001, std::vector<bool>(1001));
    for (int i = n - 1; i >= 0; i--)
        for (int j = i; j < n; j++) {
            p.at(i).at(j) = s[i] == s[j] && (j - i < 2 || p.at(i + 1).at(j - 1));
            if (p.at(i).at(j) && j - i + 1 > best) best = j - i + 1;
        }
    std::cout << best << std::endl;
}

// if the whole is no palindrome, drop the first or the last letter
#include <algorithm>
#include <iostream>
#include <string>

std::string s;

bool pal(int i, int j) {
    while (i < j)
        if (s[i++] != s[j--]) return false;
    return true;
}

int longest(int i, int j) {
    if (pal(i, j)) return j - i + 1;
    return std::max(longest(i + 1, j), longest(i, j - 1));
}

int main() {
    std::cin >> s;
    std::cout << longest(0, (int)s.size() - 1) << "\n";
}

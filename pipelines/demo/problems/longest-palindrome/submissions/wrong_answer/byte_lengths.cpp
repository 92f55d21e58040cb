// palindrome ending at i grows from the one ending at i-1; lengths kept in bytes to save memory
#include <algorithm>
#include <iostream>
#include <string>
#include <vector>

int main() {
    std::string s;
    std::cin >> s;
    int n = s.size();
    // len[c] for the 2n-1 centres
    std::vector<unsigned char> len(2 * n - 1);
    for (int c = 0; c < 2 * n - 1; c++) {
        int l = c / 2, r = (c + 1) / 2;
        while (l >= 0 && r < n && s[l] == s[r]) l--, r++;
        len[c] = r - l - 1;
    }
    std::cout << int(*std::max_element(len.begin(), len.end())) << "\n";
}

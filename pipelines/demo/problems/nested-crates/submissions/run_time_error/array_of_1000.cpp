// array stack for a thousand crates, which should be plenty
#include <array>
#include <iostream>
#include <string>

int main() {
    std::array<char, 1000> st{};
    std::string s;
    std::cin >> s;
    size_t top = 0;
    for (char c : s) {
        if (c == '(' || c == '[' || c == '{') {
            st.at(top++) = c;
            continue;
        }
        char want = c == ')' ? '(' : c == ']' ? '[' : '{';
        if (top == 0 || st.at(--top) != want) {
            std::cout << "NO\n";
            return 0;
        }
    }
    std::cout << (top == 0 ? "YES\n" : "NO\n");
}

// rolling hashes from both sides, modulo a small prime
#include <algorithm>
#include <iostream>
#include <string>

int main() {
    std::string s;
    std::cin >> s;
    const int mod = 1009, base = 31;
    int best = 0, n = s.size();
    for (int i = 0; i < n; i++) {
        int fwd = 0, bwd = 0, power = 1;
        for (int j = i; j < n; j++) {
            int v = s[j] - 'a' + 1;
            fwd = (fwd * base + v) % mod;
            bwd = (bwd + power * v) % mod;
            power = power * base % mod;
            if (fwd == bwd) best = std::max(best, j - i + 1);
        }
    }
    std::cout << best << "\n";
}

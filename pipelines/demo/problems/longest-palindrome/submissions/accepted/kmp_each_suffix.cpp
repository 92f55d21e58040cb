// for each suffix t the prefix function of t + '#' + reverse(t) ends with its longest palindromic prefix
#include <algorithm>
#include <iostream>
#include <string>
#include <vector>

int longest_prefix(const std::string& t) {
    std::string u = t + '#' + std::string(t.rbegin(), t.rend());
    std::vector<int> pi(u.size());
    for (size_t i = 1; i < u.size(); ++i) {
        int k = pi[i - 1];
        while (k > 0 && u[i] != u[k]) k = pi[k - 1];
        pi[i] = k + (u[i] == u[k]);
    }
    return pi.back();
}

int main() {
    std::string s;
    std::getline(std::cin, s);
    while (!s.empty() && (s.back() < 'a' || s.back() > 'z')) s.pop_back();
    int best = 0;
    for (size_t i = 0; i < s.size(); ++i) best = std::max(best, longest_prefix(s.substr(i)));
    std::cout << best << std::endl;
}

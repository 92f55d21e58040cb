// sparse table of minima over the depth profile; jump from every opener to its partner
#include <algorithm>
#include <cstdio>
#include <iostream>
#include <string>
#include <vector>
using namespace std;

int main() {
    string s;
    getline(cin, s);
    while (!s.empty() && (s.back() == '\r' || s.back() == ' ')) s.pop_back();
    int n = s.size();
    auto opens = [](char c) { return c == '(' || c == '[' || c == '{'; };
    vector<vector<int>> mn(1, vector<int>(n + 1, 0));
    for (int i = 0; i < n; i++) mn[0][i + 1] = mn[0][i] + (opens(s[i]) ? 1 : -1);
    vector<int>& p = mn[0];
    if (p[n] != 0 || *min_element(p.begin(), p.end()) < 0) { puts("NO"); return 0; }
    for (int k = 1; (1 << k) <= n + 1; k++) {
        const vector<int>& q = mn[k - 1];
        vector<int> r(n + 2 - (1 << k));
        for (size_t i = 0; i < r.size(); i++) r[i] = min(q[i], q[i + (1 << (k - 1))]);
        mn.push_back(r);
    }
    for (int i = 0; i < n; i++) {
        if (!opens(s[i])) continue;
        int h = mn[0][i], j = i + 1;          // skip the stretch that stays above h
        for (int k = (int)mn.size() - 1; k >= 0; k--)
            if (j + (1 << k) <= n + 1 && mn[k][j] > h) j += 1 << k;
        char c = s[j - 1];
        bool fit = (s[i] == '(' && c == ')') || (s[i] == '[' && c == ']') || (s[i] == '{' && c == '}');
        if (!fit) { puts("NO"); return 0; }
    }
    puts("YES");
    return 0;
}

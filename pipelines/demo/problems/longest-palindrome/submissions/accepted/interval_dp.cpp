// dynamic programming over intervals, by increasing length
#include <iostream>
#include <string>
#include <vector>
using namespace std;

int main() {
    string s;
    cin >> s;
    int n = s.size(), best = 1;
    vector<vector<char>> pal(n + 1, vector<char>(n + 1, 0));  // [start][end)
    for (int i = 0; i <= n; i++) pal[i][i] = 1;
    for (int i = 0; i < n; i++) pal[i][i + 1] = 1;
    for (int len = 2; len <= n; len++)
        for (int i = 0; i + len <= n; i++)
            if (s[i] == s[i + len - 1] && pal[i + 1][i + len - 1]) {
                pal[i][i + len] = 1;
                best = len;
            }
    cout << best << '\n';
}

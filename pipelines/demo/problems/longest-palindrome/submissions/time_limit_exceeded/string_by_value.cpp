// recursive test for every pair of ends
#include <algorithm>
#include <iostream>
#include <string>
using namespace std;

bool pal(string s, int i, int j) {
    if (i >= j) return true;
    return s[i] == s[j] && pal(s, i + 1, j - 1);
}

int main() {
    string s;
    cin >> s;
    int n = s.size(), best = 0;
    for (int i = 0; i < n; i++)
        for (int j = i; j < n; j++)
            if (pal(s, i, j)) best = max(best, j - i + 1);
    cout << best << endl;
}

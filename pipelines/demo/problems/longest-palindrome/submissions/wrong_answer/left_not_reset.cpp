// odd and even centres in one loop
#include <algorithm>
#include <iostream>
#include <string>
using namespace std;

int main() {
    string s;
    cin >> s;
    int n = s.size(), best = 1;
    for (int i = 0; i < n; i++) {
        int l = i, r = i;
        while (l >= 0 && r < n && s[l] == s[r]) l--, r++;
        best = max(best, r - l - 1);
        r = i + 1;
        while (l >= 0 && r < n && s[l] == s[r]) l--, r++;
        if (r > i + 1) best = max(best, r - l - 1);
    }
    cout << best << endl;
}

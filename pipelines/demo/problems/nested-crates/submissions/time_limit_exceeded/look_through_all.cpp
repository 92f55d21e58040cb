// marks removed positions; every closer looks through all positions for the last one before it still there
#include <iostream>
#include <string>
#include <vector>
using namespace std;

int main() {
    string s;
    cin >> s;
    int n = s.size();
    vector<bool> gone(n, false);
    for (int i = 0; i < n; i++) {
        if (s[i] == '(' || s[i] == '[' || s[i] == '{') continue;
        // the last position before i that is still there
        int j = -1;
        for (int k = 0; k < n; k++)
            if (!gone[k] && k < i) j = k;
        if (j < 0 || string{s[j], s[i]} != (s[i] == ')' ? "()" : s[i] == ']' ? "[]" : "{}")) {
            cout << "NO\n";
            return 0;
        }
        gone[i] = gone[j] = true;
    }
    for (int i = 0; i < n; i++)
        if (!gone[i]) {
            cout << "NO\n";
            return 0;
        }
    cout << "YES\n";
}

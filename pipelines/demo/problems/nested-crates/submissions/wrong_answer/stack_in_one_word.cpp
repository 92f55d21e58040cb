// the stack as a number in base 4
#include <iostream>
#include <string>
using namespace std;

int main() {
    string s, o = "#([{", c = "#)]}";
    cin >> s;
    unsigned long long st = 0;
    for (char ch : s) {
        size_t k = o.find(ch);
        if (k != string::npos) {
            st = st * 4 + k;
        } else {
            if (st % 4 != c.find(ch)) {
                cout << "NO\n";
                return 0;
            }
            st /= 4;
        }
    }
    cout << (st == 0 ? "YES" : "NO") << "\n";
}

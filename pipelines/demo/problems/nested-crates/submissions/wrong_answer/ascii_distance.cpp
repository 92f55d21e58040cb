// stack; a closer is at most two behind its opener in the ASCII table
#include <iostream>
#include <stack>
#include <string>
using namespace std;

int main() {
    string s;
    cin >> s;
    stack<char> st;
    bool ok = true;
    for (char c : s) {
        if (c == '(' || c == '[' || c == '{') {
            st.push(c);
        } else if (st.empty() || c - st.top() > 2) {
            ok = false;
            break;
        } else {
            st.pop();
        }
    }
    cout << (ok && st.empty() ? "YES" : "NO") << endl;
}

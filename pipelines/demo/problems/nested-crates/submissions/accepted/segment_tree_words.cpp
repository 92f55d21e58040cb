// segment tree whose nodes store the reduced word of their range
#include <algorithm>
#include <iostream>
#include <string>
#include <vector>
using namespace std;

struct Node {
    string close, open;   // unmatched closers, and closers needed by unmatched openers (outermost first)
    bool bad = false;
};

Node combine(const Node& a, const Node& b) {
    Node r;
    if (a.bad || b.bad) { r.bad = true; return r; }
    size_t k = min(a.open.size(), b.close.size());
    if (!equal(a.open.rbegin(), a.open.rbegin() + k, b.close.begin())) { r.bad = true; return r; }
    r.close = a.close + b.close.substr(k);
    r.open = a.open.substr(0, a.open.size() - k) + b.open;
    return r;
}

int main() {
    ios::sync_with_stdio(false);
    string s;
    cin >> s;
    size_t m = 1;
    while (m < s.size()) m *= 2;
    vector<Node> t(2 * m);
    for (size_t i = 0; i < s.size(); i++) {
        Node& v = t[m + i];
        switch (s[i]) {
            case '(': v.open = ")"; break;
            case '[': v.open = "]"; break;
            case '{': v.open = "}"; break;
            default: v.close = string(1, s[i]);
        }
    }
    for (size_t i = m - 1; i >= 1; i--) t[i] = combine(t[2 * i], t[2 * i + 1]);
    const Node& root = t[1];
    cout << (!root.bad && root.open.empty() && root.close.empty() ? "YES" : "NO") << "\n";
}

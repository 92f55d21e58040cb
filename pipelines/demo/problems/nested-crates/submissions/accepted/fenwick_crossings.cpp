// pair each kind separately and count crossings between the pairs with a Fenwick tree
#include <bits/stdc++.h>
using namespace std;

int n;
vector<int> bit_;

void add(int i, int v) { for (; i <= n; i += i & -i) bit_[i] += v; }
int sum(int i) { int r = 0; for (; i > 0; i -= i & -i) r += bit_[i]; return r; }

int main() {
    string s;
    cin >> s;
    n = s.size();
    bit_.assign(n + 1, 0);
    const string O = "([{", C = ")]}";
    vector<int> st[3];
    long long cross = 0;
    for (int i = 1; i <= n; i++) {
        size_t k = O.find(s[i - 1]);
        if (k != string::npos) {
            st[k].push_back(i);
            add(i, 1);
            continue;
        }
        k = C.find(s[i - 1]);
        if (st[k].empty()) return cout << "NO" << endl, 0;
        int l = st[k].back();
        st[k].pop_back();
        add(l, -1);
        cross += sum(i) - sum(l);   // opened after l and still open
    }
    bool left_over = !st[0].empty() || !st[1].empty() || !st[2].empty();
    cout << (cross == 0 && !left_over ? "YES" : "NO") << endl;
}

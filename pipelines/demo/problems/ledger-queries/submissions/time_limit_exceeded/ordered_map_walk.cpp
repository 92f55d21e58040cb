// the ledger in a std::map, each question walks from l to r
#include <iostream>
#include <map>
using namespace std;

int main() {
    ios::sync_with_stdio(false);
    cin.tie(nullptr);
    int n, q;
    cin >> n >> q;
    map<int, long long> book;
    for (int i = 1; i <= n; i++) cin >> book[i];
    while (q--) {
        int l, r;
        cin >> l >> r;
        long long s = 0;
        for (auto it = book.lower_bound(l); it != book.end() && it->first <= r; ++it) s += it->second;
        cout << s << '\n';
    }
}

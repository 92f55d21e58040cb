// priority queue: close the deepest crates first and peel them out of a linked list
#include <iostream>
#include <queue>
#include <string>
#include <utility>
#include <vector>
using namespace std;

bool solve(const string& s) {
    const int n = s.size();
    vector<int> nxt(n + 2), prv(n + 2);
    for (int i = 0; i <= n + 1; i++) nxt[i] = i + 1, prv[i] = i - 1;
    priority_queue<pair<int, int>> pq;
    int d = 0;
    for (int i = 1; i <= n; i++) {
        char c = s[i - 1];
        if (c == '(' || c == '[' || c == '{') pq.push({++d, i});
        else if (--d < 0) return false;
    }
    if (d) return false;
    while (!pq.empty()) {
        int i = pq.top().second;
        pq.pop();
        int j = nxt[i];
        string two = {s[i - 1], s[j - 1]};
        if (two != "()" && two != "[]" && two != "{}") return false;
        int a = prv[i], b = nxt[j];
        nxt[a] = b;
        prv[b] = a;
    }
    return nxt[0] == n + 1;
}

int main() {
    string s;
    cin >> s;
    cout << (solve(s) ? "YES\n" : "NO\n");
}

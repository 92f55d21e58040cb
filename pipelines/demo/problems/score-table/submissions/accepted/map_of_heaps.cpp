// map with descending scores, each holding a min-heap of names
#include <functional>
#include <iostream>
#include <map>
#include <queue>
#include <string>
#include <vector>
using namespace std;

using MinHeap = priority_queue<string, vector<string>, greater<string>>;

int main() {
    ios::sync_with_stdio(false);
    cin.tie(nullptr);
    int n;
    cin >> n;
    map<int, MinHeap, greater<int>> table;
    for (int i = 0; i < n; i++) {
        string s;
        int p;
        cin >> s >> p;
        table[p].push(s);
    }
    for (auto &entry : table) {
        MinHeap &h = entry.second;
        while (!h.empty()) {
            cout << h.top() << ' ' << entry.first << '\n';
            h.pop();
        }
    }
    return 0;
}

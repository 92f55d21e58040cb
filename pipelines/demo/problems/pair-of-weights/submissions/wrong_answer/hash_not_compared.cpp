// own hash table, one cell per remainder
#include <iostream>
#include <vector>
using namespace std;

const long long M = 262139;

int cell(long long v) { return int((v % M + M) % M); }

int main() {
    ios::sync_with_stdio(false);
    cin.tie(nullptr);
    long long n, s;
    cin >> n >> s;
    vector<int> table(M, 0);
    for (int j = 1; j <= n; j++) {
        long long v;
        cin >> v;
        int i = table[cell(s - v)];
        if (i) {
            cout << i << ' ' << j << '\n';
            return 0;
        }
        table[cell(v)] = j;
    }
    cout << "IMPOSSIBLE\n";
}

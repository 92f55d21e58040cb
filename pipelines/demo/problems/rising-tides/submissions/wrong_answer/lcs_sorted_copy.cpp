// LCS with the sorted copy
#include <algorithm>
#include <iostream>
#include <vector>
using namespace std;

int main() {
    int n;
    cin >> n;
    vector<int> a(n);
    for (int &x : a) cin >> x;
    vector<int> b = a;
    sort(b.begin(), b.end());
    vector<int> prev(n + 1, 0), cur(n + 1, 0);
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++)
            cur[j + 1] = a[i] == b[j] ? prev[j] + 1 : max(prev[j + 1], cur[j]);
        swap(prev, cur);
    }
    cout << prev[n] << "\n";
}

// tails filled with infinity
#include <algorithm>
#include <iostream>
#include <vector>
using namespace std;

const int INF = 1000000000;

int main() {
    int n;
    cin >> n;
    vector<int> tail(n, INF);
    for (int i = 0; i < n; i++) {
        int x;
        cin >> x;
        *lower_bound(tail.begin(), tail.end(), x) = x;
    }
    cout << lower_bound(tail.begin(), tail.end(), INF) - tail.begin() << endl;
}

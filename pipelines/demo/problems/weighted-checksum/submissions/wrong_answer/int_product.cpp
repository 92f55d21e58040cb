// direct loop with a 64-bit total
#include <iostream>
using namespace std;

int main() {
    int n;
    cin >> n;
    long long total = 0;
    for (int i = 1; i <= n; i++) {
        int x;
        cin >> x;
        total += i * x;
    }
    cout << total << "\n";
}

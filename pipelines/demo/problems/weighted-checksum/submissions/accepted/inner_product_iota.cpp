// library calls: iota for the weights, inner_product for the rest
#include <bits/stdc++.h>
using namespace std;

int main() {
    int n;
    scanf("%d", &n);
    vector<long long> a(n), w(n);
    for (auto &x : a) scanf("%lld", &x);
    iota(w.begin(), w.end(), 1LL);
    cout << inner_product(a.begin(), a.end(), w.begin(), 0LL) << endl;
}

// folds the back half onto the front half
#include <iostream>
#include <vector>

int main() {
    int n;
    std::cin >> n;
    std::vector<long long> a(n);
    long long ans = 0;
    for (auto& x : a) {
        std::cin >> x;
        ans += x;  // positions start at 1
    }
    while (n > 1) {
        int half = n / 2;
        for (int i = 0; i < half; i++) {
            ans += half * a[half + i];
            a[i] += a[half + i];
        }
        n = half;
    }
    std::cout << ans << "\n";
}

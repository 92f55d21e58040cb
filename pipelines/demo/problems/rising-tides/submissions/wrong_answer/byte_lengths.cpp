// quadratic dp with small memory
#include <iostream>
#include <vector>

int main() {
    int n;
    std::cin >> n;
    std::vector<int> a(n);
    std::vector<unsigned char> len(n, 1);
    int best = 1;
    for (int i = 0; i < n; ++i) {
        std::cin >> a[i];
        for (int j = 0; j < i; ++j)
            if (a[j] < a[i] && len[j] >= len[i]) len[i] = len[j] + 1;
        if (len[i] > best) best = len[i];
    }
    std::cout << best << "\n";
}

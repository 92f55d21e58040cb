// Pareto frontier value -> length in a map, dominated entries are erased
#include <cstdio>
#include <iterator>
#include <map>
using namespace std;

int main() {
    int n;
    if (scanf("%d", &n) != 1) return 1;
    map<int, int> best;
    for (int i = 0; i < n; i++) {
        int x;
        if (scanf("%d", &x) != 1) return 1;
        auto it = best.lower_bound(x);
        int len = it == best.begin() ? 1 : prev(it)->second + 1;
        while (it != best.end() && it->second <= len) it = best.erase(it);
        if (it == best.end() || it->first != x) best.emplace_hint(it, x, len);
    }
    printf("%d\n", best.rbegin()->second);
    return 0;
}

// online: an ordered map keeps only undominated bookings while reading, then hop along it
#include <cstdio>
#include <iterator>
#include <map>
using namespace std;

int main() {
    int n;
    if (scanf("%d", &n) != 1) return 0;
    map<int, int> keep;              // start -> end, both increasing
    for (int i = 0; i < n; i++) {
        int s, e;
        if (scanf("%d %d", &s, &e) != 2) return 0;
        auto it = keep.lower_bound(s);
        if (it != keep.end() && it->second <= e) continue;      // contains a smaller one
        while (it != keep.begin() && prev(it)->second >= e) keep.erase(prev(it));
        if (it != keep.end() && it->first == s) it = keep.erase(it);
        keep.emplace_hint(it, s, e);
    }
    int count = 0;
    for (auto it = keep.begin(); it != keep.end(); it = keep.lower_bound(it->second)) count++;
    printf("%d\n", count);
    return 0;
}

// ordered map: end -> latest start with that end
#include <cstdio>
#include <map>

int main() {
    int n;
    if (scanf("%d", &n) != 1) return 1;
    std::map<int, int> m;
    while (n--) {
        int s, e;
        if (scanf("%d%d", &s, &e) != 2) return 1;
        auto it = m.emplace(e, s).first;
        if (it->second < s) it->second = s;
    }
    int t = 0, c = 0;
    for (const auto &kv : m) {
        if (kv.second < t) continue;
        t = kv.first;
        ++c;
    }
    printf("%d\n", c);
    return 0;
}

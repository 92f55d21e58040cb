// Fenwick tree
#include <cstdio>
#include <vector>
using namespace std;

int n, q;
vector<float> t;

void add(int i, float v) {
    for (; i <= n; i += i & -i) t[i] += v;
}

float get(int i) {
    float s = 0;
    for (; i > 0; i -= i & -i) s += t[i];
    return s;
}

int main() {
    if (scanf("%d %d", &n, &q) != 2) return 0;
    t.resize(n + 1);
    for (int i = 1; i <= n; i++) {
        float x;
        if (scanf("%f", &x) != 1) return 0;
        add(i, x);
    }
    while (q--) {
        int l, r;
        if (scanf("%d %d", &l, &r) != 2) return 0;
        printf("%lld\n", (long long)(get(r) - get(l - 1)));
    }
}

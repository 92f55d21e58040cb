// sparse table: position of the smallest end in a range of the start order
#include <cstdio>
#include <algorithm>
#include <vector>
using namespace std;

const int N = 50005, K = 17;
int n, s[N], e[N], ord[N], sp[K][N], lg[N];

int better(int a, int b) { return e[a] <= e[b] ? a : b; }

int query(int l, int r) {        // [l, r)
    int k = lg[r - l];
    return better(sp[k][l], sp[k][r - (1 << k)]);
}

int main() {
    if (scanf("%d", &n) != 1) return 0;
    for (int i = 0; i < n; i++) {
        if (scanf("%d %d", s + i, e + i) != 2) return 0;
        ord[i] = i;
    }
    sort(ord, ord + n, [](int a, int b) { return s[a] < s[b]; });
    for (int i = 2; i <= n; i++) lg[i] = lg[i / 2] + 1;
    for (int i = 0; i < n; i++) sp[0][i] = ord[i];
    for (int k = 1; k < K; k++)
        for (int i = 0; i + (1 << k) <= n; i++)
            sp[k][i] = better(sp[k - 1][i], sp[k - 1][i + (1 << (k - 1))]);
    int from = 0, res = 0;
    while (from < n) {
        int b = query(from, n);
        res++;
        while (from < n && s[ord[from]] < e[b]) from++;
    }
    printf("%d\n", res);
}

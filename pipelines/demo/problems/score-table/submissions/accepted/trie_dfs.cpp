// trie of all names; its preorder fills one linked list per score
#include <array>
#include <cstdio>
#include <string>
#include <vector>

static std::vector<std::array<int, 26>> child;
static std::vector<int> owner;
static std::vector<int> order;

static int fresh() {
    child.push_back({});
    owner.push_back(-1);
    return (int)child.size() - 1;
}

static void walk(int v) {
    if (owner[v] >= 0) order.push_back(owner[v]);
    for (int c = 0; c < 26; c++)
        if (child[v][c]) walk(child[v][c]);
}

int main() {
    int n;
    if (std::scanf("%d", &n) != 1) return 1;
    std::vector<std::string> name(n);
    std::vector<int> score(n);
    fresh();
    char buf[16];
    for (int i = 0; i < n; i++) {
        if (std::scanf("%15s %d", buf, &score[i]) != 2) return 1;
        name[i] = buf;
        int v = 0;
        for (char ch : name[i]) {
            int c = ch - 'a';
            if (!child[v][c]) {
                int w = fresh();
                child[v][c] = w;
            }
            v = child[v][c];
        }
        owner[v] = i;
    }
    walk(0);
    std::vector<int> head(1000001, -1), next(n, -1);
    for (int k = n - 1; k >= 0; k--) {        // push in front, so go backwards
        int i = order[k];
        next[i] = head[score[i]];
        head[score[i]] = i;
    }
    for (int s = 1000000; s >= 0; s--)
        for (int i = head[s]; i >= 0; i = next[i]) std::printf("%s %d\n", name[i].c_str(), s);
    return 0;
}

// online: keep the starts of all palindromes that end at the last letter, each may grow on both sides
#include <algorithm>
#include <cstdio>
#include <cstring>
#include <vector>

char s[2100];

int main() {
    if (scanf("%2050s", s) != 1) return 1;
    int n = strlen(s), best = 0;
    std::vector<int> now, prev;
    for (int i = 0; i < n; i++) {
        now.clear();
        now.push_back(i);
        if (i && s[i - 1] == s[i]) now.push_back(i - 1);
        for (int st : prev)
            if (st > 0 && s[st - 1] == s[i]) now.push_back(st - 1);
        for (int st : now) best = std::max(best, i - st + 1);
        now.swap(prev);
    }
    printf("%d\n", best);
    return 0;
}

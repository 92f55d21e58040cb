/* dp: len[i] = length of the longest correct piece that ends at i */
#include <stdio.h>
#include <string.h>

#define MAXN 100010
char s[MAXN];
int len[MAXN];

int matches(char a, char b) {
    return (a == '(' && b == ')') || (a == '[' && b == ']') || (a == '{' && b == '}');
}

int main() {
    int i, j, n;
    if (scanf("%100005s", s + 1) != 1)
        return 0;
    n = strlen(s + 1);
    for (i = 2; i <= n; i++) {
        j = i - 1 - len[i - 1];
        if (j >= 1 && matches(s[j], s[i]))
            len[i] = len[i - 1] + 2 + len[j - 1];
    }
    printf(len[n] == n ? "YES\n" : "NO\n");
    return 0;
}

/* a longest palindrome is centred on a maximal run of one letter: grow each run outwards */
#include <stdio.h>
#include <string.h>

int main(void)
{
    static char s[4096];
    int n, l, r, best = 0;

    if (!fgets(s, sizeof s, stdin))
        return 1;
    n = (int)strcspn(s, " \t\r\n");
    for (l = 0; l < n; l = r) {
        int i, j;
        for (r = l; r < n && s[r] == s[l]; r++)
            ;
        for (i = l - 1, j = r; i >= 0 && j < n && s[i] == s[j]; i--, j++)
            ;
        if (j - i - 1 > best)
            best = j - i - 1;
    }
    printf("%d\n", best);
    return 0;
}

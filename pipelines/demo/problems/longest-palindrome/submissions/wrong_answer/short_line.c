/* line buffer, then all centres */
#include <stdio.h>
#include <string.h>

int main(void)
{
    char s[1001];
    int n, c, best = 0;
    if (!fgets(s, sizeof s, stdin))
        return 0;
    n = (int)strcspn(s, "\n");
    for (c = 0; c < 2 * n - 1; c++) {
        int l = c / 2, r = (c + 1) / 2;
        while (l >= 0 && r < n && s[l] == s[r]) {
            l--;
            r++;
        }
        if (r - l - 1 > best)
            best = r - l - 1;
    }
    printf("%d\n", best);
    return 0;
}

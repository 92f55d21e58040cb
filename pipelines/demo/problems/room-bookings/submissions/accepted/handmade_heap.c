/* binary heap in arrays, smallest end on top */
#include <stdio.h>
#define MAXN 50001

int hs[MAXN + 1], he[MAXN + 1], size;

void push(int s, int e)
{
    int i = ++size;
    while (i > 1 && he[i / 2] > e) {
        hs[i] = hs[i / 2];
        he[i] = he[i / 2];
        i /= 2;
    }
    hs[i] = s;
    he[i] = e;
}

void pop(void)
{
    int s = hs[size], e = he[size], i = 1, c;
    size--;
    while ((c = 2 * i) <= size) {
        if (c < size && he[c + 1] < he[c]) c++;
        if (he[c] >= e) break;
        hs[i] = hs[c];
        he[i] = he[c];
        i = c;
    }
    hs[i] = s;
    he[i] = e;
}

int main(void)
{
    int n, s, e, now = 0, ans = 0;
    if (scanf("%d", &n) != 1) return 1;
    while (n-- > 0 && scanf("%d%d", &s, &e) == 2) push(s, e);
    while (size > 0) {
        if (hs[1] >= now) {
            ans++;
            now = he[1];
        }
        pop();
    }
    printf("%d\n", ans);
    return 0;
}

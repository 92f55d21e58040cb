/* qsort by end, one pass */
#include <stdio.h>
#include <stdlib.h>

typedef struct { int s, e; } booking;

static int cmp(const void *a, const void *b)
{
    const booking *x = a, *y = b;
    return (x->e > y->e) - (x->e < y->e);
}

int main(void)
{
    int n, i, last = 0, k = 0;
    booking *b;
    if (scanf("%d", &n) != 1) return 0;
    b = malloc(n * sizeof *b);
    for (i = 0; i < n; i++)
        if (scanf("%d %d", &b[i].s, &b[i].e) != 2) return 0;
    qsort(b, n, sizeof *b, cmp);
    for (i = 0; i < n; i++)
        if (b[i].s >= last) {
            k++;
            last = b[i].e;
        }
    printf("%d\n", k);
    free(b);
    return 0;
}

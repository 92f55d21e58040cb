/* qsort from the C library on an array of structs */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    char name[16];
    int score;
} player;

static int cmp(const void *a, const void *b)
{
    const player *x = a, *y = b;
    if (x->score != y->score)
        return x->score > y->score ? -1 : 1;
    return strcmp(x->name, y->name);
}

int main(void)
{
    static player p[50000];
    int n, i;
    if (scanf("%d", &n) != 1)
        return 1;
    for (i = 0; i < n; i++)
        if (scanf("%15s %d", p[i].name, &p[i].score) != 2)
            return 1;
    qsort(p, n, sizeof p[0], cmp);
    for (i = 0; i < n; i++)
        printf("%s %d\n", p[i].name, p[i].score);
    return 0;
}

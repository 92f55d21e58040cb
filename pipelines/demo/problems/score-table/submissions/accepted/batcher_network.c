/* Batcher's odd-even merge sorting network on pointers, any n */
#include <stdio.h>
#include <string.h>

struct row { char w[11]; int s; };

static struct row store[50000];
static struct row *a[50000];

static void comparator(int i, int j)
{
    struct row *x = a[i], *y = a[j];
    if (x->s < y->s || (x->s == y->s && strcmp(x->w, y->w) > 0)) {
        a[i] = y;
        a[j] = x;
    }
}

int main(void)
{
    int n;
    if (scanf("%d", &n) != 1) return 1;
    for (int i = 0; i < n; i++) {
        if (scanf("%10s%d", store[i].w, &store[i].s) != 2) return 1;
        a[i] = &store[i];
    }
    for (int p = 1; p < n; p *= 2)
        for (int k = p; k >= 1; k /= 2)
            for (int j = k % p; j + k < n; j += 2 * k)
                for (int i = 0; i < k && i + j + k < n; i++)
                    if ((i + j) / (2 * p) == (i + j + k) / (2 * p))
                        comparator(i + j, i + j + k);
    for (int i = 0; i < n; i++) printf("%s %d\n", a[i]->w, a[i]->s);
    return 0;
}

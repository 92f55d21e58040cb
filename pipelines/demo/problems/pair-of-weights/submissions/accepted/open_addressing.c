/* hash table with linear probing; does not stop at a hit, so the pair with the largest j is printed */
#include <stdint.h>
#include <stdio.h>

#define CELLS (1u << 18)

static long long key[CELLS];
static int box[CELLS]; /* 0 = empty */

static uint32_t cell(long long k)
{
    uint64_t h = (uint64_t)k;
    h ^= h >> 29;
    h *= 0xbf58476d1ce4e5b9ULL;
    h ^= h >> 32;
    h *= 0x94d049bb133111ebULL;
    uint32_t c = (uint32_t)(h >> 46);
    while (box[c] && key[c] != k)
        c = (c + 1) & (CELLS - 1);
    return c;
}

int main(void)
{
    int n, j, bi = 0, bj = 0;
    long long s, v;

    if (scanf("%d %lld", &n, &s) != 2)
        return 1;
    for (j = 1; j <= n; j++) {
        uint32_t c;
        if (scanf("%lld", &v) != 1)
            return 1;
        c = cell(s - v);
        if (box[c]) {
            bi = box[c];
            bj = j;
        }
        c = cell(v);
        if (!box[c]) {
            key[c] = v;
            box[c] = j;
        }
    }
    if (bj)
        printf("%d %d\n", bi, bj);
    else
        printf("IMPOSSIBLE\n");
    return 0;
}

/* sweep over x; the window is a bitset over the y ranks, neighbours by bit scan */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define MAXN 20000
#define WORDS (MAXN / 64 + 2)

static int x[MAXN], y[MAXN], byx[MAXN], byy[MAXN], rank_[MAXN];
static unsigned long long bits[WORDS];
static int words;

static int cmpx(const void *a, const void *b) { int i = *(const int *)a, j = *(const int *)b; return (x[i] > x[j]) - (x[i] < x[j]); }
static int cmpy(const void *a, const void *b) { int i = *(const int *)a, j = *(const int *)b; return (y[i] > y[j]) - (y[i] < y[j]); }

/* next set bit after r, or -1 */
static int up(int r)
{
    int w;
    unsigned long long m;
    r++;
    w = r >> 6;
    m = bits[w] & (~0ULL << (r & 63));
    while (m == 0) {
        if (++w >= words) return -1;
        m = bits[w];
    }
    return (w << 6) + __builtin_ctzll(m);
}

/* last set bit before r, or -1 */
static int down(int r)
{
    int w = r >> 6;
    unsigned long long m = bits[w] & ((1ULL << (r & 63)) - 1);
    while (m == 0) {
        if (--w < 0) return -1;
        m = bits[w];
    }
    return (w << 6) + 63 - __builtin_clzll(m);
}

int main(void)
{
    int n, i, k, r, first = 0;
    long long best = 100000000000000000LL, dx, dy;
    if (scanf("%d", &n) != 1) return 1;
    for (i = 0; i < n; i++) {
        if (scanf("%d %d", &x[i], &y[i]) != 2) return 1;
        byx[i] = byy[i] = i;
    }
    qsort(byx, n, sizeof(int), cmpx);
    qsort(byy, n, sizeof(int), cmpy);
    for (i = 0; i < n; i++) rank_[byy[i]] = i;
    words = n / 64 + 1;
    for (i = 0; i < n && best > 0; i++) {
        k = byx[i];
        for (;;) {
            dx = (long long)x[k] - x[byx[first]];
            if (dx * dx < best) break;
            r = rank_[byx[first++]];
            bits[r >> 6] &= ~(1ULL << (r & 63));
        }
        for (r = up(rank_[k]); r >= 0; r = up(r)) {
            dy = (long long)y[byy[r]] - y[k];
            if (dy * dy >= best) break;
            dx = (long long)x[byy[r]] - x[k];
            if (dx * dx + dy * dy < best) best = dx * dx + dy * dy;
        }
        for (r = down(rank_[k]); r >= 0; r = down(r)) {
            dy = (long long)y[byy[r]] - y[k];
            if (dy * dy >= best) break;
            dx = (long long)x[byy[r]] - x[k];
            if (dx * dx + dy * dy < best) best = dx * dx + dy * dy;
        }
        r = rank_[k];
        bits[r >> 6] |= 1ULL << (r & 63);
    }
    printf("%.7f\n", sqrt((double)best));
    return 0;
}

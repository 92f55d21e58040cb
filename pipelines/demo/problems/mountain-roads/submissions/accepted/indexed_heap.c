/* indexed 4-ary heap with decrease-key */
#include <stdio.h>

#define N 20001
#define M 40000

static int head[N], nxt[2 * M], to[2 * M], len[2 * M];
static int heap[N], pos[N], size;
static long long dist[N];

static void up(int i)
{
    int v = heap[i];
    while (i > 0 && dist[heap[(i - 1) / 4]] > dist[v]) {
        heap[i] = heap[(i - 1) / 4];
        pos[heap[i]] = i;
        i = (i - 1) / 4;
    }
    heap[i] = v;
    pos[v] = i;
}

static int pop(void)
{
    int top = heap[0], v = heap[--size], i = 0;
    while (4 * i + 1 < size) {
        int c = 4 * i + 1, k;
        for (k = c + 1; k <= 4 * i + 4 && k < size; k++)
            if (dist[heap[k]] < dist[heap[c]])
                c = k;
        if (dist[heap[c]] >= dist[v])
            break;
        heap[i] = heap[c];
        pos[heap[i]] = i;
        i = c;
    }
    if (size > 0) {
        heap[i] = v;
        pos[v] = i;
    }
    return top;
}

int main(void)
{
    int n, m, i;
    if (scanf("%d %d", &n, &m) != 2)
        return 1;
    for (i = 1; i <= n; i++) {
        head[i] = -1;
        pos[i] = -1;
        dist[i] = -1;
    }
    for (i = 0; i < m; i++) {
        int u, v, w;
        if (scanf("%d %d %d", &u, &v, &w) != 3)
            return 1;
        to[2 * i] = v; to[2 * i + 1] = u;
        len[2 * i] = len[2 * i + 1] = w;
        nxt[2 * i] = head[u]; head[u] = 2 * i;
        nxt[2 * i + 1] = head[v]; head[v] = 2 * i + 1;
    }
    dist[1] = 0;
    heap[size++] = 1;
    up(0);
    while (size > 0) {
        int u = pop(), e;
        for (e = head[u]; e >= 0; e = nxt[e]) {
            long long d = dist[u] + len[e];
            if (dist[to[e]] < 0) {
                dist[to[e]] = d;
                heap[size++] = to[e];
                up(size - 1);
            } else if (d < dist[to[e]]) {
                dist[to[e]] = d;
                up(pos[to[e]]);
            }
        }
    }
    printf("%lld\n", dist[n]);
    return 0;
}

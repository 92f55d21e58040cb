# suffix array of s + '#' + reverse(s), LCP queries by sparse table for each centre
import sys


def suffix_array(t):
    n = len(t)
    rank = [ord(c) for c in t]
    k = 1
    while True:
        key = [rank[i] * 10000 + (rank[i + k] + 1 if i + k < n else 0) for i in range(n)]
        sa = sorted(range(n), key=key.__getitem__)
        rank[sa[0]] = 0
        for a, b in zip(sa, sa[1:]):
            rank[b] = rank[a] + (key[a] != key[b])
        if rank[sa[-1]] == n - 1:
            return sa, rank
        k *= 2


def kasai(t, sa, rank):
    n = len(t)
    lcp = [0] * (n - 1)
    h = 0
    for i in range(n):
        if rank[i] == n - 1:
            h = 0
            continue
        j = sa[rank[i] + 1]
        while i + h < n and j + h < n and t[i + h] == t[j + h]:
            h += 1
        lcp[rank[i]] = h
        h = max(h - 1, 0)
    return lcp


def main():
    s = sys.stdin.read().strip()
    n = len(s)
    t = s + "#" + s[::-1]
    sa, rank = suffix_array(t)
    table = [kasai(t, sa, rank)]
    while 2 << (len(table) - 1) < len(t):
        w = 1 << (len(table) - 1)
        row = table[-1]
        table.append(list(map(min, row, row[w:])))

    def lce(i, j):
        # forwards from i, backwards from j
        lo, hi = sorted((rank[i], rank[2 * n - j]))
        k = (hi - lo).bit_length() - 1
        return min(table[k][lo], table[k][hi - (1 << k)])

    best = 1
    for i in range(n):
        best = max(best, 2 * lce(i, i) - 1)
        if i:
            best = max(best, 2 * lce(i, i - 1))
    print(best)


main()

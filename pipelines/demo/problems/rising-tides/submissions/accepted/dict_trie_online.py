# online, no compression: binary trie of the values kept in a dictionary of heap-numbered nodes
import sys


def solve(a):
    best = {}
    get = best.get
    answer = 0
    for v in a:
        leaf = v + 3 * 2 ** 30          # always between 2^31 and 2^32
        node = leaf
        q = 0
        while node > 1:
            if node & 1:
                w = get(node - 1, 0)
                if w > q:
                    q = w
            node >>= 1
        q += 1
        if q > answer:
            answer = q
        node = leaf
        while node and get(node, 0) < q:
            best[node] = q
            node >>= 1
    return answer


sys.stdin.readline()
print(solve(map(int, sys.stdin.readline().split())))

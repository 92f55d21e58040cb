# the balance after line i is defined recursively and memoised; a thread gives room for the depth
import sys
import threading

def main():
    tok = sys.stdin.read().split()
    n, q = int(tok[0]), int(tok[1])
    a = tok[2:n + 2]
    memo = {0: 0}

    def balance(i):
        if i not in memo:
            memo[i] = balance(i - 1) + int(a[i - 1])
        return memo[i]

    out = []
    for k in range(q):
        l = int(tok[n + 2 + 2 * k])
        r = int(tok[n + 3 + 2 * k])
        out.append(balance(r) - balance(l - 1))
    print("\n".join(map(str, out)))

sys.setrecursionlimit(200000)
threading.stack_size(64 * 1024 * 1024)
t = threading.Thread(target=main)
t.start()
t.join()

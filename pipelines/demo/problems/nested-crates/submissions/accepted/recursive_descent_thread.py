# recursive descent for  seq := (open seq close)*  run inside a thread with a large stack
import sys
import threading

sys.setrecursionlimit(400000)
threading.stack_size(128 * 1024 * 1024)


def solve():
    s = sys.stdin.readline().strip() + "$"
    pair = {"(": ")", "[": "]", "{": "}"}

    def seq(i):
        # returns the first index that is not part of the sequence, or -1
        while s[i] in pair:
            j = seq(i + 1)
            if j < 0 or s[j] != pair[s[i]]:
                return -1
            i = j + 1
        return i

    print("YES" if seq(0) == len(s) - 1 else "NO")


t = threading.Thread(target=solve)
t.start()
t.join()

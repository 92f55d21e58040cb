# pair up each kind separately to get intervals, then sweep with a heap of active right ends
import heapq
import sys


def intervals(s):
    end = [-1] * len(s)
    for a, b in ("()", "[]", "{}"):
        open_at = []
        for i, c in enumerate(s):
            if c == a:
                open_at.append(i)
            elif c == b:
                if not open_at:
                    return None
                end[open_at.pop()] = i
        if open_at:
            return None
    return end


def laminar(end):
    active = []
    for right in end:
        if right < 0:                       # a closer: the smallest active end is right here
            heapq.heappop(active)
        elif active and active[0] < right:
            return False
        else:
            heapq.heappush(active, right)
    return True


text = sys.stdin.read().split()[0]
e = intervals(text)
print("YES" if e is not None and laminar(e) else "NO")

# the whole stack is a single big integer, two bits per open crate
log = input().strip()
half = len(log) // 2
state, depth, ok = 0, 0, len(log) % 2 == 0
if ok:
    for ch in log:
        k = "([{".find(ch)
        if k >= 0:
            depth += 1
            if depth > half:        # can never be closed again
                ok = False
                break
            state = state << 2 | (k + 1)
        else:
            # state 0 has digit 0, which is no bracket at all
            if (state & 3) != ")]}".find(ch) + 1:
                ok = False
                break
            state >>= 2
            depth -= 1
print("YES" if ok and state == 0 else "NO")

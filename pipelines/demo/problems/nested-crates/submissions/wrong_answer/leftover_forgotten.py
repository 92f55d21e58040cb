# plain stack
def valid(s):
    st = []
    m = {')': '(', ']': '[', '}': '{'}
    for c in s:
        if c not in m:
            st.append(c)
        elif not st or st.pop() != m[c]:
            return False
    return True


print("YES" if valid(input().strip()) else "NO")

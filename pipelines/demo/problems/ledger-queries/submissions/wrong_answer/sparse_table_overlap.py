# sparse table, two blocks per question
import sys

def main():
    data = list(map(int, sys.stdin.buffer.read().split()))
    n, q = data[:2]
    st = [data[2:2 + n]]
    j = 1
    while 2 * j <= n:
        prev = st[-1]
        st.append([prev[i] + prev[i + j] for i in range(n - 2 * j + 1)])
        j *= 2
    p = 2 + n
    for _ in range(q):
        l, r = data[p] - 1, data[p + 1]
        p += 2
        k = (r - l).bit_length() - 1
        if r - l == 1 << k:
            print(st[k][l])
        else:
            print(st[k][l] + st[k][r - (1 << k)])

main()

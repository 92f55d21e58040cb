# earliest finishing booking first
import sys

def main():
    data = list(map(int, sys.stdin.buffer.read().split()))
    n = data[0]
    bookings = sorted((data[2 * i + 2], data[2 * i + 1]) for i in range(n))
    free_from = -1
    taken = 0
    for e, s in bookings:
        if s >= free_from:
            taken += 1
            free_from = e
    print(taken)

main()

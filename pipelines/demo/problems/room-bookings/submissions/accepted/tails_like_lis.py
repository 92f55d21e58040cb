# like the n log n LIS: tail[k] = smallest possible end of a chain of k+1 bookings
import sys
import bisect

nums = [int(t) for t in sys.stdin.read().split()]
pairs = sorted(zip(nums[1::2], nums[2::2]))
tail = []
for s, e in pairs:
    k = bisect.bisect_right(tail, s)
    if k == len(tail):
        tail.append(e)
    elif e < tail[k]:
        tail[k] = e
print(len(tail))

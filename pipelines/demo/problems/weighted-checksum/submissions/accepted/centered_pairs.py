# weights measured from the middle: pair up both ends with two pointers, work with twice the answer
import sys

n = int(sys.stdin.readline())
a = list(map(int, sys.stdin.readline().split()))
twice = (n + 1) * sum(a)
left, right = 0, n - 1
while left < right:
    twice += (right - left) * (a[right] - a[left])
    left += 1
    right -= 1
print(twice // 2)

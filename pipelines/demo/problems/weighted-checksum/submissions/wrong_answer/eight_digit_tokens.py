# cuts the input into numbers with a regular expression
import re
import sys

nums = [int(t) for t in re.findall(r"-?\d{1,8}", sys.stdin.read())]
n, a = nums[0], nums[1:]
print(sum(i * a[i - 1] for i in range(1, n + 1)))

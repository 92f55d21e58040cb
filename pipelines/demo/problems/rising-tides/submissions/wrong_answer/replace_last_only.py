# keep one chart, improve its last day whenever possible
import sys
_, *a = map(int, sys.stdin.read().split())
chart = []
for x in a:
    if not chart or x > chart[-1]:
        chart.append(x)
    elif len(chart) == 1 or x > chart[-2]:
        chart[-1] = x
print(len(chart))

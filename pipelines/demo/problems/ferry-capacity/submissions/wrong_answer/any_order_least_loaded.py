# always put the next car on the trip with the least weight so far
import heapq

n, k = map(int, input().split())
cars = list(map(int, input().split()))
trips = [0] * k
for c in cars:
    heapq.heapreplace(trips, trips[0] + c)
print(max(trips))

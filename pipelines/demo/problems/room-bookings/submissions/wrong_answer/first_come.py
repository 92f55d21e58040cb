# whoever comes first gets the room
n = int(input())
a = []
for _ in range(n):
    a.append(tuple(map(int, input().split())))
a.sort()
end = 0
count = 0
for s, e in a:
    if s >= end:
        count += 1
        end = e
print(count)

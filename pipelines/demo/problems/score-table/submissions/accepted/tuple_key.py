# one sort with the key (minus score, name)
n = int(input())
rows = []
for _ in range(n):
    name, score = input().split()
    rows.append((name, int(score)))
rows.sort(key=lambda r: (-r[1], r[0]))
for name, score in rows:
    print(name, score)

# takes the head off the list until nothing is left
n, *rest = map(int, open(0).read().split())
i = total = 0
while rest:
    head, *rest = rest
    i += 1
    total += i * head
print(total)

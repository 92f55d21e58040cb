# key made of minus score and the letter for the alphabetical order
n = int(input())
people = []
for _ in range(n):
    name, score = input().split()
    people.append([name, int(score)])
people.sort(key=lambda p: (-p[1], ord(p[0][0])))
for name, score in people:
    print(name, score)

# two separate books, money in and money out, each with its own cumulative column
import sys

def main():
    lines = sys.stdin.read().split("\n")
    n, q = map(int, lines[0].split())
    inn, out = [0], [0]
    for word in lines[1].split():
        v = int(word)
        if v >= 0:
            inn.append(inn[-1] + v)
            out.append(out[-1])
        else:
            inn.append(inn[-1])
            out.append(out[-1] - v)
    report = []
    for line in lines[2:2 + q]:
        a, b = line.split()
        a, b = int(a) - 1, int(b)
        came = inn[b] - inn[a]
        went = out[b] - out[a]
        report.append(f"{came - went}")
    print("\n".join(report))

main()

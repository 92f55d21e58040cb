# two stable sorts: first by name, then by score from high to low
import sys
from operator import itemgetter


def main():
    data = sys.stdin.read().split()
    table = list(zip(data[1::2], map(int, data[2::2])))
    table.sort(key=itemgetter(0))
    table.sort(key=itemgetter(1), reverse=True)   # reverse keeps equal rows stable
    sys.stdout.write("".join("%s %d\n" % row for row in table))


main()

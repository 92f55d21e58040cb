# a player class that only knows "stands above me"
import sys


class Player:
    __slots__ = ("name", "points")

    def __init__(self, line):
        self.name, p = line.split()
        self.points = int(p)

    def __lt__(self, other):
        if self.points == other.points:
            return self.name < other.name
        return self.points > other.points

    def __str__(self):
        return "%s %d" % (self.name, self.points)


def main():
    n = int(sys.stdin.readline())
    team = [Player(sys.stdin.readline()) for _ in range(n)]
    print(*sorted(team), sep="\n")


main()

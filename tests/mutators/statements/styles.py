"""Other ways to write the same: lists within lists, bounds without names, tables, marks of a set."""

from __future__ import annotations

import re
from itertools import pairwise

from tests.mutators.statements.case import Case, Reader, decimal, distinct, number, tex


def _ferry(read: Reader) -> None:
    n, _, _ = read.row((1, 10**5), (1, 10**9), (1, 10**9))
    rows = [read.words(2) for _ in range(n)]
    assert {side for side, _ in rows} <= {"left", "right"}
    times = [number(time, 0, 10**9) for _, time in rows]
    assert all(one <= other for one, other in pairwise(times))


FERRY = Case(
    "ferry",
    tex(
        "A ferry crosses.",
        r"One line with three integers $n$, $c$ and $k$ ($1 \leq n \leq 10^5$, $1 \leq c, k \leq 10^9$), the number of cars, "
        r"the capacity and the number of trips.",
        r"$n$ lines, the $i$th of which contains a string $d_i$ and an integer $t_i$ ($d_i$ is either \texttt{left} or "
        r"\texttt{right}, $0 \leq t_i \leq 10^9$), the side and the time of the $i$th car.",
        after=r"The cars are given in chronological order, i.e.\ $t_i \leq t_{i+1}$.",
    ),
    ("2 3 4\nleft 0\nright 5\n", "1 1 1\nleft 7\n"),
    _ferry,
    80000,
)


def _tracks(read: Reader) -> None:
    n, m = read.row((2, 200), (0, 19900))
    edges = [tuple(read.row((1, n), (1, n))) for _ in range(m)]
    assert all(one < other for one, other in edges)
    distinct(edges)
    read.many(n, 0, 1)


TRACKS = Case(
    "tracks",
    tex(
        "A railway map.",
        r"One line with two integers $n$ and $m$ ($2 \leq n \leq 200$, $0 \leq m \leq \frac{n(n-1)}{2}$).",
        r"$m$ lines, each containing two different integers $u$ and $v$ ($1 \leq u < v \leq n$), indicating a track.",
        r"One line with $n$ integers $w_1, \ldots, w_n$, with $w_i \in \{0, 1\}$ for each $i$.",
        after="Each pair of stations is connected by at most one track.",
    ),
    ("3 2\n1 2\n2 3\n0 1 1\n", "2 0\n1 1\n"),
    _tracks,
    200,
)


def _recipes(read: Reader) -> None:
    for _ in range(read.one(1, 100)):
        name, count = read.words(2)
        assert re.fullmatch("[a-z_]{1,20}", name)
        for _ in range(number(count, 1, 10)):
            ingredient, amount = read.words(2)
            assert re.fullmatch("[a-z_]{1,20}", ingredient) and decimal(amount, 0, 100, 3) > 0


RECIPES = Case(
    "recipes",
    tex(
        "A cookbook.",
        r"One line with an integer $r$ ($1 \leq r \leq 100$), the number of recipes.",
        r"For each recipe: \begin{itemize} \item One line with a string $s$ and an integer $k$ ($1 \leq k \leq 10$), its name "
        r"and the number of ingredients. \item $k$ lines, each with a string $t$ and a real number $x$ ($0 < x \leq 100$, with "
        r"at most 3 decimals), the name and the amount of an ingredient. \end{itemize}",
        after=r"All names consist of lowercase letters and underscores (`\texttt{\_}') and have at most $20$ characters.",
    ),
    ("2\nsoup 2\nwater 1.5\nsalt 0.1\ntea 1\nwater_hot 0.25\n",),
    _recipes,
)


def _pegs(read: Reader) -> None:
    sizes = read.row((0, 20), (0, 20), (0, 20))
    assert 1 <= sum(sizes) <= 20
    pegs = [read.many(size, 1, sum(sizes)) for size in sizes]
    assert sorted(disc for peg in pegs for disc in peg) == list(range(1, sum(sizes) + 1))
    assert all(one > other for peg in pegs for one, other in pairwise(peg))


PEGS = Case(
    "pegs",
    tex(
        "Discs on pegs.",
        r"One line with three integers $a$, $b$, $c$ ($0 \leq a, b, c$, $1 \leq a + b + c \leq 20$), the numbers of discs.",
        r"One line with $a$ integers, the discs on the first peg, from bottom to top.",
        r"One line with $b$ integers, the discs on the second peg.",
        r"One line with $c$ integers, the discs on the third peg.",
        after="Every disc from $1$ to $a+b+c$ appears exactly once. On each peg the discs are in decreasing order.",
    ),
    ("2 2 1\n4 1\n5 2\n3\n", "1 1 2\n4\n2\n3 1\n"),
    _pegs,
)


def _prices(read: Reader) -> None:
    for _ in range(read.one(1, 100)):
        read.many(read.one(1, 1000), 1, 10**6)


PRICES = Case(
    "prices",
    """Input

On the first line one positive number: the number of test cases, at most 100. After that per test case:

- one line with a single integer n (1 <= n <= 1000): the number of rooms.
- one line with n space-separated integers r_i (1 <= r_i <= 10^6): the prices.

Output

Per test case:

- one line with a single integer.
""",
    ("2\n3\n1 2 3\n1\n5\n",),
    _prices,
    1000,
    lambda text: max(int(line) for line in text.splitlines()[1::2]),
)


def _table(read: Reader) -> None:
    n, k = read.row((1, 50), (0, 49))
    assert k < n
    rows = [read.many(n, 0, 100) for _ in range(n)]
    assert all(rows[i][i] == 0 and rows[i][j] == rows[j][i] for i in range(n) for j in range(n))


TABLE = Case(
    "table",
    tex(
        "Distances.",
        r"One line with two integers $n$ and $k$ ($1 \leq n \leq 50$, $0 \leq k < n$).",
        r"$n$ lines with $n$ integers each, where the $j$th integer on the $i$th line is $a_{ij}$ ($0 \leq a_{ij} \leq 100$, "
        r"$a_{ii} = 0$ and $a_{ij} = a_{ji}$).",
    ),
    ("2 1\n0 5\n5 0\n", "3 0\n0 1 2\n1 0 3\n2 3 0\n"),
    _table,
    50,
)


def _stamps(read: Reader) -> None:
    n, _ = read.row((1, 20), (1, 10**9))
    values = read.many(n, 1, 10**9)
    assert all(one < other for one, other in pairwise(values))


STAMPS = Case(
    "stamps",
    tex(
        "Stamps.",
        r"One line with integers $n$ and $s$ ($1 \le n \le 20$, $1 \le s \le 10^{9}$).",
        r"One line with $n$ distinct positive integers not exceeding $10^9$, in ascending order.",
    ),
    ("3 10\n1 5 8\n", "1 7\n9\n"),
    _stamps,
    20,
)

CASES = (FERRY, TRACKS, RECIPES, PEGS, PRICES, TABLE, STAMPS)

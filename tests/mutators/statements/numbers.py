"""Single numbers, sequences, decimals, permutations, times of day."""

from __future__ import annotations

import re
from itertools import pairwise

from tests.mutators.statements.case import Case, Reader, decimal, distinct, number, tex


def _list(read: Reader) -> None:
    n, k = read.row((1, 2 * 10**5), (0, 10**18))
    read.many(n, -(10**9), 10**9)
    assert k >= 0


LIST = Case(
    "list",
    tex(
        "Scores.",
        r"One line with two integers $n$ ($1 \le n \le 2\cdot 10^5$) and $k$ ($0 \le k \le 10^{18}$).",
        r"One line with $n$ integers $a_1, a_2, \ldots, a_n$ ($-10^9 \le a_i \le 10^9$).",
    ),
    ("3 5\n1 -2 3\n", "1 0\n7\n"),
    _list,
    170000,
)


def _shuffle(read: Reader) -> None:
    n = read.one(2, 10**5)
    assert n % 2 == 0
    assert sorted(read.many(n, 1, n)) == list(range(1, n + 1))
    chosen = read.many(n // 2, 1, n)
    assert all(one < other for one, other in pairwise(chosen))


SHUFFLE = Case(
    "shuffle",
    tex(
        "A magician shuffles.",
        r"One line with an even integer $n$ ($2 \le n \le 10^5$).",
        r"One line with $n$ integers, a permutation of the numbers $1$ up to and including $n$.",
        r"One line with $n/2$ pairwise distinct integers $c_1 < c_2 < \dots < c_{n/2}$ ($1 \le c_i \le n$).",
    ),
    ("4\n2 1 4 3\n1 3\n", "2\n2 1\n2\n"),
    _shuffle,
    90000,
)


def _chance(read: Reader) -> None:
    chance, tries = read.words(2)
    assert 0 < decimal(chance, 0, 1, 6) < 1
    number(tries, 1, 10**12)


CHANCE = Case(
    "chance",
    tex(
        "A bent coin.",
        r"One line with a floating-point number $p$ ($0 < p < 1$, with at most $6$ decimal places) and an integer $n$ "
        r"($1 \le n \le 10^{12}$).",
    ),
    ("0.5 3\n", "0.123456 1000000000000\n"),
    _chance,
)


def _money(read: Reader) -> None:
    n = read.one(1, 1000)
    for word in read.words(n):
        assert re.fullmatch(r"[0-9]+\.[0-9]{2}", word) and 0.01 <= float(word) <= 1000


MONEY = Case(
    "money",
    tex(
        "A bill.",
        r"One line with an integer $n$ ($1 \le n \le 1000$), the number of items.",
        r"One line with $n$ numbers $p_1, \ldots, p_n$ ($0.01 \le p_i \le 1000$), the prices in euros, each with "
        r"exactly two decimals.",
    ),
    ("2\n1.50 12.99\n", "1\n0.05\n"),
    _money,
    1000,
)


def _big(read: Reader) -> None:
    for word in read.words(2):
        assert re.fullmatch("[1-9][0-9]{0,999}", word)


BIG = Case(
    "big",
    tex(
        "Long numbers.",
        r"One line with two integers $a$ and $b$ ($1 \le a, b < 10^{1000}$). There are no leading zeros.",
    ),
    ("5 7\n", "123456789012345678901234567890 99\n"),
    _big,
)


def _bus(read: Reader) -> None:
    first, second, stops = read.words(3)
    for word in (first, second):
        assert re.fullmatch(r"[0-2][0-9]:[0-5][0-9]", word) and word < "24:00"
    assert first < second
    number(stops, 1, 20)


BUS = Case(
    "bus",
    r"""\problemname{Late Bus}
\section*{Input}
The input consists of one line with two times of day, in the format \texttt{hh:mm} ($00 \le \mathtt{hh} \le 23$, $00
\le \mathtt{mm} \le 59$),
followed by $n$, the number of stops ($1 \le n \le 20$). The first time is strictly before the second.
\section*{Output}
""",
    ("08:15 23:59 4\n", "00:00 00:01 1\n"),
    _bus,
)


def _sum(read: Reader) -> None:
    n, s = read.row((1, 1000), (1, 10**6))
    values = read.many(n, 1, 10**6)
    assert sum(values) <= 10**6
    assert s >= 1


SUM = Case(
    "sum",
    tex(
        "Coins in a purse.",
        r"One line with two integers $n$ and $s$ ($1 \le n \le 1000$, $1 \le s \le 10^6$).",
        r"One line with $n$ positive integers $c_1, \dots, c_n$, the values of the coins. The sum of all $c_i$ is at "
        r"most $10^6$.",
    ),
    ("3 5\n1 2 3\n", "2 100\n50 50\n"),
    _sum,
    1000,
)


def _stairs(read: Reader) -> None:
    n, m = read.row((2, 10**5), (1, 10**5))
    heights = read.many(n, 1, 10**9)
    assert all(one <= other for one, other in pairwise(heights))
    wishes = read.many(m, 1, 10**9)
    distinct(wishes)


STAIRS = Case(
    "stairs",
    tex(
        "Stairs and balls.",
        r"One line with two integers $n$ and $m$ ($2 \leq n \leq 10^5$, $1 \leq m \leq 10^5$).",
        r"One line with $n$ integers $h_1 \leq h_2 \leq \dots \leq h_n$ ($1 \leq h_i \leq 10^9$).",
        r"One line with $m$ distinct integers $q_1, \ldots, q_m$ ($1 \leq q_i \leq 10^9$).",
    ),
    ("3 2\n1 2 2\n5 1\n", "2 1\n4 9\n3\n"),
    _stairs,
    80000,
)


def _window(read: Reader) -> None:
    a, b, c, d = (read.one(1, 10**4) for _ in range(4))
    assert a <= b and c != d


WINDOW = Case(
    "window",
    """Input Specification

The input consists of four lines. The first line contains the integer A (1 <= A <= 10000). The second line contains
the integer B (A <= B <= 10000). The third line contains the integer C (1 <= C <= 10000), and the fourth line the
integer D (1 <= D <= 10000), which is different from C.

Output Specification

One number.
""",
    ("1\n5\n3\n9\n", "7\n7\n10\n4\n"),
    _window,
)


def _schedule(read: Reader) -> None:
    n, t = read.row((1, 1000), (1, 10**6))
    for _ in range(n):
        start, length, profit = read.row((0, t - 1), (1, t), (1, 100))
        assert start + length <= t and profit


SCHEDULE = Case(
    "schedule",
    tex(
        "Jobs on a machine.",
        r"One line with two integers $n$ ($1 \leq n \leq 1000$) and $t$ ($1 \leq t \leq 10^6$), the number of jobs "
        r"and of minutes.",
        r"$n$ lines, each with three integers $s$, $d$ and $p$ ($0 \leq s < t$, $1 \leq d$, $s + d \leq t$, $1 \leq p "
        r"\leq 100$): when the job "
        r"starts, how long it takes and what it pays.",
    ),
    ("2 10\n0 3 5\n4 6 100\n", "1 1\n0 1 7\n"),
    _schedule,
    1000,
)

CASES = (LIST, SHUFFLE, CHANCE, MONEY, BIG, BUS, SUM, STAIRS, WINDOW, SCHEDULE)

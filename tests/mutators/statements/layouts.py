"""How the input stands on its lines: lines that are left out, quoted blocks that show it, lines that begin with a keyword."""

from __future__ import annotations

from itertools import pairwise

from tests.mutators.statements.case import Case, Reader, decimal, number, tex


def _gaps(read: Reader) -> None:
    total = 0
    for _ in range(read.one(1, 1000)):
        n = read.one(1, 10**5)
        total += n
        read.many(n, 0, 10**6)
        if n > 1:
            read.many(n - 1, 1, 100)
    assert total <= 10**5


GAPS = Case(
    "gaps",
    r"""Posts and the boards between them.

Input

The first line contains a single integer $q$ ($1 \le q \le 1000$), the number of test cases.

The first line of each test case contains $n$ ($1 \le n \le 10^5$), the number of posts. The second line contains $n$ integers
$h_1, \ldots, h_n$ ($0 \le h_i \le 10^6$). The third line contains $n - 1$ integers $b_1, \ldots, b_{n-1}$ ($1 \le b_i \le
100$); for a single post there is no such line.

The sum of $n$ over all test cases does not exceed $10^5$.

Output

One number each.
""",
    ("3\n4\n9 0 3 3\n70 1 1\n1\n12\n2\n5 8\n20\n", "2\n2\n0 1\n100\n1\n7\n"),
    _gaps,
    90000,
    lambda text: max((len(line.split()) for line in text.splitlines()), default=0),
)


def _baskets(read: Reader) -> None:
    for _ in range(read.one(1, 100)):
        k = read.one(0, 50)
        if k:
            read.many(k, 1, 1000)


BASKETS = Case(
    "baskets",
    tex(
        "Baskets with apples.",
        r"One line with an integer $b$ ($1 \leq b \leq 100$), the number of baskets.",
        r"For each basket: one line with an integer $k$ ($0 \leq k \leq 50$), the number of apples in it. If $k$ is not zero, "
        r"a line with $k$ integers $w_1, \ldots, w_k$ ($1 \leq w_i \leq 1000$), their weights, follows.",
    ),
    ("4\n3\n120 95 801\n0\n1\n77\n2\n1 1000\n", "2\n1\n5\n0\n"),
    _baskets,
)


def _quoted(read: Reader) -> None:
    _, k = read.row((1, 5000), (1, 200))
    values = read.many(k, 1, 5000)
    assert all(one < other for one, other in pairwise(values))


QUOTED = Case(
    "quoted",
    r"""# Stamps

## Problem Statement

A letter costs $X$ cents, and there are $K$ kinds of stamps.

## Constraints

- $1 \leq X \leq 5000$
- $1 \leq K \leq 200$
- $1 \leq C_i \leq 5000$
- $C_1 < C_2 < \dots < C_K$
- All input values are integers.

## Input

Input is given in the following format:

> $X$ $K$
> $C_1$ $C_2$ $\dots$ $C_K$

## Output

Print the answer.
""",
    ("10 3\n2 3 7\n", "3 1\n5\n"),
    _quoted,
    200,
    lambda text: int(text.split()[1]),
)


def _sheet(read: Reader) -> None:
    h, w = read.row((1, 10**5), (1, 10**5))
    assert h * w <= 10**5
    for _ in range(h):
        read.many(w, -1000, 1000)


SHEET = Case(
    "sheet",
    r"""# Sheet

## Constraints

- $1 \leq R, C$
- $R \times C \leq 10^5$
- $-1000 \leq B_{i,j} \leq 1000$
- All values are integers.

## Input

The input is given from Standard Input in the following format:

```
R C
B_{1,1} B_{1,2} ... B_{1,C}
:
B_{R,1} B_{R,2} ... B_{R,C}
```

## Output

Print the answer.
""",
    ("2 3\n-7 0 12\n5 5 -1\n", "1 4\n1 2 3 -4\n", "3 1\n0\n9\n-1\n"),
    _sheet,
    10**5,
    lambda text: len(text.split()) - 2,
)


def _tickets(read: Reader) -> None:
    for _ in range(read.one(1, 500)):
        word, count, *costs = read.words()
        assert word in ("child", "adult")
        assert len(costs) == number(count, 1, 12)
        for cost in costs:
            assert len(cost.partition(".")[2]) == 2
            decimal(cost, 0.05, 499.95, 2)


TICKETS = Case(
    "tickets",
    r"""\problemname{Tickets}
At the counter.
\section*{Input}
The first line of the input contains an integer $m$ ($1 \leq m \leq 500$), the number of sales. Each of the next $m$ lines
describes one sale. Such a line starts with one of the words \texttt{child} or \texttt{adult}, followed by an integer $t$
($1 \leq t \leq 12$), the number of tickets, followed by $t$ costs $c$ ($0.05 \leq c \leq 499.95$). All costs are given with
exactly two digits after the decimal point. Values on a line are separated by single spaces.
\section*{Output}
The takings.
""",
    ("3\nchild 2 4.50 4.50\nadult 1 12.00\nchild 3 0.05 1.10 10.20\n", "2\nadult 2 9.90 19.90\nchild 1 7.05\n"),
    _tickets,
    500,
)

CASES = (GAPS, BASKETS, QUOTED, SHEET, TICKETS)

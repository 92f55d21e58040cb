"""Several cases, ends that a line marks, lines of unlike lengths, and what stands behind all else."""

from __future__ import annotations

import re

from tests.mutators.statements.case import Case, Reader, distinct, tex


def _plain(read: Reader) -> None:
    total = 0
    for _ in range(read.one(1, 100)):
        n, k = read.row((1, 10**5), (1, 10**5))
        assert k <= n
        total += n
        read.many(n, -(10**9), 10**9)
    assert total <= 300000


PLAIN = Case(
    "plain",
    r"""Time limit 1s.
Input Specification
The first line of input contains T ($1 \leq T \leq 100$), the number of test cases. Each test case starts with a line
containing two positive
integers N and K, with $K \leq N \leq 100\,000$. The second line of each test case contains N space-separated
integers, the i-th of which is
$A_i$ ($|A_i| \leq 10^9$). The sum of N over all test cases is at most 300000.
Output Specification
""",
    ("2\n3 1\n1 2 3\n1 1\n-5\n",),
    _plain,
    90000,
    lambda text: max(int(line.split()[0]) for line in text.splitlines()[1::2]),
)


def _zero(read: Reader) -> None:
    blocks = 0
    while (n := read.one(0, 100)) != 0:
        blocks += 1
        read.many(n, 1, 1000)
    assert 0 < blocks <= 100


ZERO = Case(
    "zero",
    """Input

The input consists of at most 100 test cases. Each test case starts with a line with an integer n (1 <= n <= 100).
The second line of each
test case contains n integers, each between 1 and 1000. The input ends with a line containing a 0.

Output

One line for each test case.
""",
    ("2\n5 6\n1\n1000\n0\n", "3\n1 2 3\n0\n"),
    _zero,
    share=0.9,
)


def _lists(read: Reader) -> None:
    n, m = read.row((1, 100), (1, 100))
    for _ in range(n):
        words = read.words()
        count = int(words[0])
        assert 0 <= count <= m and len(words) == count + 1
        distinct(words[1:])
        assert all(re.fullmatch("[1-9][0-9]*", word) and int(word) <= m for word in words[1:])


LISTS = Case(
    "lists",
    tex(
        "Tastes.",
        r"One line with two integers $n$ and $m$ ($1 \leq n, m \leq 100$), the number of guests and of dishes.",
        r"$n$ lines, each starting with an integer $k$ ($0 \leq k \leq m$), followed by $k$ distinct integers $d_1, "
        r"\ldots, d_k$ "
        r"($1 \leq d_i \leq m$), the dishes that the guest likes.",
    ),
    ("2 3\n2 1 3\n1 2\n", "1 5\n0\n", "2 4\n4 4 2 1 3\n3 1 2 4\n"),
    _lists,
    100,
)


def _two(read: Reader) -> None:
    n, m = read.row((1, 1000), (0, 1000))
    read.many(n, 1, 100)
    for _ in range(m):
        low, high = read.row((1, n), (1, n))
        assert low <= high


TWO = Case(
    "two",
    tex(
        "Rows of chairs.",
        r"One line with two integers $n$ and $m$ ($1 \leq n \leq 1000$, $0 \leq m \leq 1000$).",
        r"One line with $n$ integers $b_1,\ldots,b_n$ ($1 \leq b_i \leq 100$ for each $i$).",
        r"$m$ lines, each with two integers $l$ and $r$ ($1 \leq l \leq r \leq n$).",
    ),
    ("3 2\n1 2 3\n1 3\n2 2\n", "1 0\n7\n"),
    _two,
    1000,
)


def _blocks(read: Reader) -> None:
    for _ in range(read.one(1, 50)):
        r, c = read.row((1, 20), (1, 20))
        assert all(re.fullmatch(r"[.X]+", row) and len(row) == c for row in (read.line() for _ in range(r)))


BLOCKS = Case(
    "blocks",
    """**Input**

The first line contains an integer t (1 ≤ t ≤ 50), the number of test cases. The first line of each test case
contains two integers r and c
(1 ≤ r, c ≤ 20). Each of the following r lines contains c characters, each being `.` or `X`.

**Output**

A word for each test case.
""",
    ("2\n1 3\n.X.\n2 2\nXX\n..\n", "1\n1 1\nX\n"),
    _blocks,
    18,
    lambda text: int(text.split()[1]),
)


def _teams(read: Reader) -> None:
    n, k = read.row((1, 100), (1, 10))
    seen: list[str] = []
    for _ in range(n):
        names = read.words(k)
        assert all(re.fullmatch("[a-z]{1,10}", name) for name in names)
        seen += names
    distinct(seen)


TEAMS = Case(
    "teams",
    tex(
        "Teams of a league.",
        r"One line with two integers $n$ and $k$ ($1 \leq n \leq 100$, $1 \leq k \leq 10$).",
        r"$n$ lines, each with $k$ distinct names, strings of $1$ to $10$ lowercase letters. No name occurs twice in "
        r"the input.",
    ),
    ("2 2\nann bob\ncarl dora\n", "1 3\nx yy zzz\n"),
    _teams,
    share=0.95,
)


def _starts(read: Reader) -> None:
    n, x, y = read.row((1, 10**4), (1, 10**4), (1, 10**4))
    assert x <= n and y <= n and x != y


STARTS = Case(
    "starts",
    tex("A round track.", r"One line with three integers $n$, $x$ and $y$ ($1 \leq x, y \leq n \leq 10^4$, $x \neq y$)."),
    ("5 1 3\n", "2 2 1\n"),
    _starts,
    6000,
)

CASES = (PLAIN, ZERO, LISTS, TWO, BLOCKS, TEAMS, STARTS)

"""Numbers with signs, of which the absolute values are bounded or different."""

from __future__ import annotations

from tests.mutators.statements.case import Case, Reader, distinct, tex


def _genome(read: Reader) -> None:
    n = read.one(1, 50000)
    values = read.many(n, -n, n)
    assert sorted(map(abs, values)) == list(range(1, n + 1))


GENOME = Case(
    "genome",
    tex(
        "Genes that lie forwards and backwards.",
        r"One line with an integer $n$ ($1 \leq n \leq 50\,000$), the number of genes.",
        r"One line with $n$ integers $g_1, \ldots, g_n$ ($1 \leq |g_i| \leq n$), the genes in their order, negative where they "
        r"lie backwards. The values $|g_1|, \ldots, |g_n|$ are all different.",
    ),
    ("4\n-2 3 1 -4\n", "1\n-1\n", "3\n1 2 3\n"),
    _genome,
    50000,
)


def _charges(read: Reader) -> None:
    values = read.many(read.one(2, 1000), -(10**6), 10**6)
    assert 0 not in values
    distinct(list(map(abs, values)))


CHARGES = Case(
    "charges",
    r"""Input

The first line has the number of particles N (2 <= N <= 1000). The second line has N integers q_1, q_2, ..., q_N, their charges
(1 <= |q_i| <= 10^6). No two particles have the same charge or opposite ones: the absolute values of all charges are distinct.

Output

One line.
""",
    ("3\n5 -7 12\n", "2\n-1 100\n"),
    _charges,
    1000,
)


def _walk(read: Reader) -> None:
    n, _ = read.row((1, 20000), (1, 10**9))
    read.many(n, -n, n)


WALK = Case(
    "walk",
    r"""Input

The first line contains two integers $n$ and $s$ ($1 \le n \le 20000$, $1 \le s \le 10^9$). The second line contains $n$
integers $d_1, d_2, \ldots, d_n$ ($|d_i| \le n$).

Output

One number.
""",
    ("5 12\n-5 0 3 4 1\n", "1 7\n1\n"),
    _walk,
    20000,
)

CASES = (GENOME, CHARGES, WALK)

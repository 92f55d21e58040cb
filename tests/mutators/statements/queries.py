"""Rows of several sorts: queries, commands, events."""

from __future__ import annotations

from tests.mutators.statements.case import Case, Reader, number, tex


def _signs(read: Reader) -> None:
    n, q = read.row((2, 10**5), (1, 10**5))
    read.many(n, 0, 10**9)
    for _ in range(q):
        tag, one, other = read.words(3)
        if tag == "?":
            assert 1 <= number(one, 1, n) < number(other, 1, n)
        else:
            assert tag == "!"
            number(one, 1, n)
            number(other, 0, 10**9)


SIGNS = Case(
    "signs",
    r"""\problemname{Chair Lifts}
There are $n$ huts along a ridge.
\begin{Input}
  The input consists of:
  \begin{itemize}
    \item One line with two integers $n$ and $q$ ($2 \leq n \leq 10^5$, $1 \leq q \leq 10^5$), the number of huts and
of queries.
    \item One line with $n$ integers $h_1,\ldots,h_n$ ($0\leq h_i\leq 10^9$ for each $i$), the heights of the huts.
    \item $q$ lines, each describing a query. Each query is of one of the following two types:
    \begin{itemize}
      \item ``\texttt{? $l$ $r$}'': ask for the range from $l$ to $r$ ($1 \leq l < r \leq n$).
      \item ``\texttt{! $i$ $x$}'': set the height of hut $i$ ($1 \leq i \leq n$) to $x$ ($0 \leq x \leq 10^9$).
    \end{itemize}
  \end{itemize}
\end{Input}
\begin{Output}
For each query of the first type, output the answer.
\end{Output}
""",
    ("5 3\n1 5 2 8 3\n? 1 5\n! 2 0\n? 1 2\n", "2 1\n4 4\n? 1 2\n"),
    _signs,
    90000,
    lambda text: int(text.split()[1]),
)


def _types(read: Reader) -> None:
    n, q = read.row((1, 1000), (1, 1000))
    for _ in range(q):
        words = read.words()
        if words[0] == "1":
            assert len(words) == 4 and number(words[1], 1, n) <= number(words[2], 1, n)
            number(words[3], -1000, 1000)
        else:
            assert words[0] == "2" and len(words) == 2
            number(words[1], 1, n)


TYPES = Case(
    "types",
    r"""## Input

The first line contains two integers $n$ and $q$ ($1 \le n, q \le 1000$). Then $q$ lines follow, one query each:

- `1 l r x`: add $x$ to all elements from $l$ to $r$ ($1 \le l \le r \le n$, $-1000 \le x \le 1000$).
- `2 i`: print element $i$ ($1 \le i \le n$).

## Output

The answers.
""",
    ("5 4\n1 1 3 10\n2 3\n1 2 2 -5\n2 2\n", "1 1\n2 1\n"),
    _types,
    1000,
    lambda text: int(text.split()[1]),
)


def _stack(read: Reader) -> None:
    for _ in range(read.one(1, 1000)):
        words = read.words()
        if words[0] == "push":
            assert len(words) == 2
            number(words[1], 1, 10**6)
        else:
            assert words == ["top"]


STACK = Case(
    "stack",
    tex(
        "A pile of plates.",
        r"One line with an integer $n$ ($1 \le n \le 1000$), the number of commands.",
        r"$n$ lines, each with a command, either ``\texttt{push x}'' with an integer $x$ ($1 \le x \le 10^6$), or "
        r"``\texttt{top}''.",
    ),
    ("3\npush 5\ntop\npush 9\n", "4\ntop\npush 100\ntop\npush 7\n"),
    _stack,
    1000,
)


def _silent(read: Reader) -> None:
    n, q = read.row((1, 10**5), (1, 10**5))
    for _ in range(q):
        kind, a, b = read.row((1, 2), (1, n), (1, n))
        assert kind == 2 or a <= b


SILENT = Case(
    "silent",
    tex(
        "Lamps are switched.",
        r"One line with two integers $n$ and $q$ ($1 \le n, q \le 10^5$), the number of lamps and of events.",
        r"$q$ lines, each with three integers that describe an event: its type, and two lamps.",
    ),
    ("5 4\n1 1 3\n2 5 1\n1 2 5\n2 4 2\n", "3 2\n1 1 1\n2 3 3\n"),
    _silent,
    90000,
    lambda text: int(text.split()[1]),
)


def _cases(read: Reader) -> None:
    for _ in range(read.one(1, 20)):
        n, q = read.row((1, 100), (1, 100))
        for _ in range(q):
            tag, one, other = read.words(3)
            assert tag in "AB"
            if tag == "A":
                assert number(one, 1, n) != number(other, 1, n)
            else:
                number(one, 1, n)
                number(other, 0, 50)


IN_CASES = Case(
    "in_cases",
    r"""Input
The first line contains the number of test cases $t$ ($1 \le t \le 20$). Each test case starts with a line with two
integers $n$ and $q$
($1 \le n \le 100$, $1 \le q \le 100$). Then follow $q$ lines, each with one of:
* `A x y`: join $x$ and $y$ ($1 \le x, y \le n$, $x \ne y$);
* `B x k`: ask for the $k$ friends of $x$ ($1 \le x \le n$, $0 \le k \le 50$).
Output
A number.
""",
    ("2\n3 2\nA 1 2\nB 3 0\n2 2\nB 1 1\nA 2 1\n",),
    _cases,
    100,
    lambda text: int(text.split()[2]),
)

CASES = (SIGNS, TYPES, STACK, SILENT, IN_CASES)

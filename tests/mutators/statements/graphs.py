"""Graphs and trees, as edges and as parents."""

from __future__ import annotations

from tests.mutators.statements.case import Case, Reader, distinct, parts, tex


def _roads(read: Reader) -> None:
    n, m, k = read.row((1, 500), (0, 2000), (1, 500))
    assert n - 1 <= m <= min(2000, n * (n - 1) // 2) and k <= n
    edges = []
    for _ in range(m):
        a, b, _ = read.row((1, n), (1, n), (1, 10**6))
        assert a != b
        edges.append((min(a, b), max(a, b)))
    distinct(edges)
    assert parts(n, edges) == 1
    distinct(read.many(k, 1, n))


ROADS = Case(
    "roads",
    r"""\problemname{Gallery Walk}
\section*{Input}
The first line of the input contains three integers $n$, $m$, and $k$ ($1 \le n \le 500$, $n-1 \le m \le \min(2000,
n(n-1)/2)$, $1 \le k \le n$).
The next $m$ lines each contain three integers $a$, $b$ and $\ell$ ($1 \le a, b \le n$, $a \ne b$, $1 \le \ell \le
10^{6}$), a hallway
between rooms $a$ and $b$ of length $\ell$ metres.
There is at most one hallway between any pair of rooms, and it is possible to get from every room to every other room.
The last line contains $k$ distinct integers $r_1, \dots, r_k$, the rooms with a statue.
\section*{Output}
Print the length.
""",
    ("3 3 2\n1 2 5\n2 3 4\n1 3 20\n1 3\n", "4 3 1\n1 2 1\n2 3 1\n3 4 7\n2\n"),
    _roads,
    500,
)


def _tree(read: Reader) -> None:
    n = read.one(2, 200000)
    edges = [(a, b) for a, b in (read.row((1, n), (1, n)) for _ in range(n - 1))]
    assert parts(n, edges) == 1


TREE = Case(
    "tree",
    tex(
        "A garden has ponds.",
        r"One line with an integer $n$ ($2 \leq n \leq 2\cdot 10^5$), the number of ponds.",
        r"$n-1$ lines, each with two integers $a$ and $b$ ($1 \leq a, b \leq n$, $a \neq b$), meaning that a canal "
        r"joins ponds $a$ and $b$.",
        after="It is guaranteed that the canals form a tree.",
    ),
    ("3\n1 2\n1 3\n", "4\n4 2\n2 1\n3 2\n"),
    _tree,
    150000,
)


def _parents(read: Reader) -> None:
    n = read.one(2, 200000)
    for place, parent in enumerate(read.many(n - 1, 1, n)):
        assert parent < place + 2
    word = read.line()
    assert len(word) == n and set(word) <= set("RGB")


PARENTS = Case(
    "parents",
    tex(
        "A company grows.",
        r"One line containing an integer $n$ ($2 \le n \le 2 \cdot 10^5$), the number of people.",
        r"One line containing $n-1$ integers $p_2, p_3, \dots, p_n$ ($1 \le p_i < i$), where $p_i$ is the boss of person $i$.",
        r"One line with a string $s$ of length $n$, consisting of the characters \texttt{R}, \texttt{G}, and \texttt{B}.",
    ),
    ("3\n1 1\nRGB\n", "4\n1 2 3\nRRRR\n"),
    _parents,
    200000,
)


def _forest(read: Reader) -> None:
    n = read.one(1, 1000)
    for place in range(1, n + 1):
        parent, _ = read.row((0, place - 1), (1, 10**9))
        assert parent < place


FOREST = Case(
    "forest",
    tex(
        "Folders lie in folders.",
        r"One line with an integer $n$ ($1 \leq n \leq 1000$), the number of folders.",
        r"$n$ lines, the $i$th of which contains two integers $p_i$ and $w_i$ ($0 \leq p_i \leq i-1$, $1 \leq w_i \leq 10^9$), "
        r"the folder that folder $i$ lies in, or $0$ if it lies in none, and its size.",
    ),
    ("3\n0 5\n1 2\n1 7\n", "1\n0 10\n"),
    _forest,
    1000,
)


def _directed(read: Reader) -> None:
    n, m = read.row((2, 1000), (1, 5000))
    edges = []
    for _ in range(m):
        a, b = read.row((1, n), (1, n))
        assert a != b
        edges.append((a, b))
    distinct(edges)
    following: dict[int, list[int]] = {}
    waiting = dict.fromkeys(range(1, n + 1), 0)
    for a, b in edges:
        following.setdefault(a, []).append(b)
        waiting[b] += 1
    ready = [one for one in waiting if not waiting[one]]
    for one in ready:
        for other in following.get(one, ()):
            waiting[other] -= 1
            if not waiting[other]:
                ready.append(other)
    assert len(ready) == n


DIRECTED = Case(
    "directed",
    r"""# Courses

## Input

The first line contains two integers $n$ and $m$ ($2 \le n \le 1000$, $1 \le m \le 5000$), the number of courses and
of requirements.
Each of the next $m$ lines contains two integers $a$ and $b$ ($1 \le a, b \le n$, $a \ne b$): there is a directed
edge from $a$ to $b$.
The directed graph is acyclic, and no two edges connect the same pair of courses.

## Output

The number of orders.
""",
    ("3 2\n1 2\n2 3\n", "4 4\n1 2\n1 3\n3 4\n2 4\n"),
    _directed,
    950,
)


def _route(read: Reader) -> None:
    n, m = read.row((2, 1000), (1, 2000))
    edges = []
    for _ in range(m):
        a, b, _ = read.row((1, n), (1, n), (1, 1000))
        assert a != b
        edges.append((a, b))
    seen, waiting = {1}, [1]
    while waiting:
        one = waiting.pop()
        for a, b in edges:
            for start, end in ((a, b), (b, a)):
                if start == one and end not in seen:
                    seen.add(end)
                    waiting.append(end)
    assert n in seen


ROUTE = Case(
    "route",
    tex(
        "A courier rides.",
        r"One line with two integers $n$ and $m$ ($2 \leq n \leq 1000$, $1 \leq m \leq 2000$), the number of towns and roads.",
        r"$m$ lines, each with three integers $a$, $b$ and $t$ ($1 \leq a, b \leq n$, $a \neq b$, $1 \leq t \leq "
        r"1000$), a road in "
        r"both directions between towns $a$ and $b$ that takes $t$ minutes.",
        after="It is guaranteed that there is a path from town $1$ to town $n$.",
    ),
    ("3 2\n1 2 5\n2 3 4\n", "4 3\n1 2 1\n1 4 9\n2 4 2\n"),
    _route,
    900,
)


def _functional(read: Reader) -> None:
    n = read.one(2, 10**5)
    for place, friend in enumerate(read.many(n, 1, n), 1):
        assert friend != place


FUNCTIONAL = Case(
    "functional",
    tex(
        "Everybody has a best friend.",
        r"One line with an integer $n$ ($2 \leq n \leq 10^5$).",
        r"One line with $n$ integers $f_1, \ldots, f_n$ ($1 \leq f_i \leq n$, $f_i \neq i$ for each $i$), the best "
        r"friend of each person.",
    ),
    ("3\n2 3 1\n", "2\n2 1\n"),
    _functional,
    10**5,
)

CASES = (ROADS, TREE, PARENTS, FOREST, DIRECTED, ROUTE, FUNCTIONAL)

"""Limits that are told of nouns, not of names; facts of the story; rows that name each other; lines that nothing counts."""

from __future__ import annotations

import re

from tests.mutators.statements.case import Case, Reader, distinct, number, parts


def _shelves(read: Reader) -> None:
    total = 0
    for _ in range(read.one(1, 50)):
        n = read.one(1, 20000)
        total += n
        read.many(n, 1, 10**6)
    assert total <= 60000


SHELVES = Case(
    "shelves",
    r"""\problemname{Shelves}
How far does a shelf bend?
\section*{Input}
The first line of input contains an integer $T$, the number of test cases. Each test case starts with a line with a single
integer $n$, the length of the shelf. The next line contains $n$ integers $g_1, \dots, g_n$, the weights of the books.
\section*{Limits}
\begin{itemize}
\item There are at most 50 test cases.
\item Each shelf has at least 1 and at most 20\,000 books.
\item In total there are not more than 60\,000 books in all the test cases.
\item The weights are positive and do not exceed $10^6$.
\end{itemize}
\section*{Output}
""",
    ("2\n3\n4 1 9\n4\n2 2 5 7\n",),
    _shelves,
    20000,
    lambda text: len(text.split()),
)


def _badges(read: Reader) -> None:
    read.many(read.one(1, 5000), 10, 700000)


BADGES = Case(
    "badges",
    r"""\problemname{Badges}
\section*{Input}
The first line contains one integer $m$. The second line contains $m$ integers, the codes on the badges of the guests.
\section*{Constraints}
\begin{itemize}
\item The number $m$ of guests is at least 1 and at most 5000.
\item No code is smaller than 10 or greater than 700\,000.
\end{itemize}
\section*{Output}
""",
    ("4\n12 30 44 19\n", "2\n99 10\n"),
    _badges,
    5000,
)


def _valleys(read: Reader) -> None:
    n, m = read.row((1, 3000), (0, 6000))
    edges = []
    for _ in range(m):
        u, v, _ = read.row((1, n), (1, n), (1, 500))
        assert u != v
        edges.append((u, v))
    assert parts(n, edges) == 1


VALLEYS = Case(
    "valleys",
    r"""\problemname{Cable Cars}
Between the valleys run cable cars, each of them between two different valleys and in both directions. It is possible to get
from every valley to every other valley by cable car, maybe with some changes.
\section*{Input}
The first line contains two integers $n$ and $m$, the number of valleys and the number of cable cars. Each of the following $m$
lines describes a cable car by three integers $u$, $v$ and $c$, where $u$ and $v$ are the valleys that it connects and $c$ is
the fare.
\section*{Limits}
$1 \le n \le 3000$ and $0 \le m \le 6000$. Valleys are numbered from 1 to $n$. All fares are between 1 and 500 inclusive.
\section*{Output}
""",
    ("3 3\n1 2 4\n2 3 9\n1 3 20\n", "4 3\n1 4 5\n2 4 1\n3 4 7\n"),
    _valleys,
    2700,
)


def _lockers(read: Reader) -> None:
    n, q = read.row((1, 4000), (1, 4000))
    read.many(n, 0, 10**6)
    asked = 0
    for _ in range(q):
        tag, *rest = read.words()
        if tag == "clear":
            assert len(rest) == 1
            number(rest[0], 1, n)
        elif tag == "put":
            assert len(rest) == 2
            number(rest[0], 1, n)
            number(rest[1], 1, 10**6)
        else:
            assert tag == "count" and len(rest) == 2
            assert number(rest[0], 1, n) <= number(rest[1], 1, n)
            asked += 1
    assert asked


LOCKERS = Case(
    "lockers",
    r"""\problemname{Lockers}
\section*{Input}
The first line contains two integers $n$ and $q$, the number of lockers and the number of orders. The second line contains $n$
integers: the number of coins which are in the lockers at the start. Each of the following $q$ lines has one of these forms:

\begin{tabular}{ll}
\texttt{put} $i$ $x$ & $x$ coins go into locker $i$ \\
\texttt{clear} $i$ & locker $i$ is emptied \\
\texttt{count} $l$ $r$ & a question of the guard \\
\end{tabular}
\section*{Limits}
$n$ and $q$ are at least 1 and at most 4000. The lockers contain between 0 and $10^6$ coins at the start, $1 \le x \le 10^6$,
all locker numbers are between 1 and $n$, and $l \le r$ holds in each question. There is at least one question.
\section*{Output}
""",
    ("4 6\n8 0 5 7\ncount 1 4\nput 3 2\ncount 2 3\nclear 4\nput 1 3\ncount 1 1\n",),
    _lockers,
    3600,
)


def _recipes(read: Reader) -> None:
    n = read.one(1, 300)
    rows = [read.words() for _ in range(n)]
    names = [row[0] for row in rows]
    distinct(names)
    for name, count, *needed in rows:
        assert all(re.fullmatch("[a-z]{1,12}", word) for word in (name, *needed))
        assert number(count, 0, n) == len(needed) and name not in needed and set(needed) <= set(names)
        distinct(needed)


RECIPES = Case(
    "recipes",
    r"""\problemname{Recipes}
\section*{Input}
The first line contains an integer $n$ ($1 \le n \le 300$), the number of recipes. Each of the next $n$ lines describes one
recipe. The line starts with the name of the recipe, followed by an integer $k$ and the names of $k$ other recipes that must be
cooked before. All names consist of at least 1 and at most 12 lower case letters. The names of the recipes are distinct.
A list never has the same name twice, and each name in it is the name of one of the recipes.
\section*{Output}
""",
    ("4\nbroth 0\nsoup 1 broth\nbread 0\nlunch 2 soup bread\n", "2\nhot 1 cold\ncold 1 hot\n"),
    _recipes,
    270,
)


def _till(read: Reader) -> None:
    rows = read.lines[read.lines.index("STOP") :]
    assert rows == ["STOP"]
    count = len(read.lines) - 1
    assert 1 <= count <= 400
    for _ in range(count):
        name, amount, price = read.words(3)
        assert re.fullmatch("[a-z]{1,15}", name) and re.fullmatch(r"(?:0|[1-9]\d*)\.\d\d", price)
        number(amount, 1, 5000)
        assert 5 <= int(price.replace(".", "")) <= 99995
    read.line()


TILL = Case(
    "till",
    r"""\problemname{The Till}
\section*{Input}
Each line consists of the name of the fruit, the number of pieces $k$ and the price $p$ of one piece, separated by single
spaces. The name is a word of lower case letters, at most 15 of them. The number of pieces is an integer between 1 and
5000 inclusive. The price is given with exactly two digits after the decimal point, it is at least 0.05
and does not exceed 999.95.

After the last line of the list there is a line with the word \texttt{STOP} only. The list has at least one and not more than
400 lines, without the \texttt{STOP}.
\section*{Output}
""",
    ("plums 4 0.30\npears 1 6.99\nSTOP\n", "figs 12 4.99\nSTOP\n"),
    _till,
)


CASES = (SHELVES, BADGES, VALLEYS, LOCKERS, RECIPES, TILL)

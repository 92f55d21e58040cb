"""Numbers told together that stand on lines of their own, rows that name each other without circles, lines of names."""

from __future__ import annotations

import re

from tests.mutators.statements.case import Case, Reader, distinct, number


def _fence(read: Reader) -> None:
    w = read.one(2, 10**5)
    read.one(1, 10**9)
    m = read.one(0, w - 1)
    if m:
        posts = read.many(m, 1, w)
        assert sorted(set(posts)) == posts


FENCE = Case(
    "fence",
    r"""\problemname{Broken Fence}
A fence has $w$ posts, numbered from $1$ through $w$ along the road. Wind has blown down some of them.
\section*{Input}
The first three lines contain one integer each:
\begin{itemize}
\item $w$, the number of posts ($2 \le w \le 10^5$);
\item $g$, the price of a post ($1 \le g \le 10^9$);
\item $m$, the number of posts that lie on the ground ($0 \le m < w$).
\end{itemize}
If $m > 0$, then a fourth line follows with the numbers of these posts in ascending order, with blanks between them.
No post is listed twice.
\section*{Output}
The price of a new fence.
""",
    ("6\n10\n0\n", "9\n4\n3\n2 5 7\n", "5\n1\n2\n3 4\n"),
    _fence,
    90_000,
)


def _lamp(read: Reader) -> None:
    p = read.one(1, 10**6)
    q = read.one(1, 500)
    r = read.one(1, 500)
    assert q <= r
    assert p >= 1


LAMP = Case(
    "lamp",
    r"""\problemname{Street Lamp}
\section*{Input}
The first three lines contain the integers $p$, $q$ and $r$, one on each line ($1 \le p \le 10^6$ and
$1 \le q \le r \le 500$).
\section*{Output}
The number of nights.
""",
    ("20\n3\n7\n", "4\n5\n5\n"),
    _lamp,
    900_000,
)


def _courses(read: Reader) -> None:
    n = read.one(1, 5000)
    needs: dict[str, list[str]] = {}
    for _ in range(n):
        words = read.words()
        assert re.fullmatch("[a-z]{1,8}", words[0]) and words[0] not in needs
        assert number(words[1], 0, n - 1) == len(words) - 2
        distinct(words[2:])
        needs[words[0]] = words[2:]
    assert sum(map(len, needs.values())) <= 20_000
    assert all(word in needs for words in needs.values() for word in words)
    left = {name: len(words) for name, words in needs.items()}
    opens: dict[str, list[str]] = {}
    for name, words in needs.items():
        for word in words:
            opens.setdefault(word, []).append(name)
    ready = [name for name, count in left.items() if not count]
    for name in ready:
        for other in opens.get(name, ()):
            left[other] -= 1
            if not left[other]:
                ready.append(other)
    assert len(ready) == n


COURSES = Case(
    "courses",
    r"""\problemname{Evening School}
Some courses may be taken only after certain others. In which order can they all be taken?
\section*{Input}
The first line contains $n$ ($1 \le n \le 5\,000$), the number of courses. Each of the following $n$ lines describes one
course. This line begins with the name of the course, followed by the number $r$ of other courses that are required before it
($0 \le r < n$) and the names of these $r$ courses. A name consists of $1$ to $8$ lowercase letters. All names are
different, no name is given twice on a line, and the sum of all $r$ is at most $20\,000$. It is guaranteed that there is
such an order.
\section*{Output}
The courses in such an order.
""",
    ("4\nbaking 2 yeast ovens\novens 1 fire\nyeast 0\nfire 0\n", "3\nknots 1 rope\nrope 0\nsails 1 knots\n"),
    _courses,
    4500,
)


def _choir(read: Reader) -> None:
    lines = [read.line() for _ in range(read.one(1, 800))]
    assert all(re.fullmatch("[A-Z][a-z]{0,11}( [A-Z][a-z]{0,11}){1,2}", line) for line in lines)
    distinct(lines)


CHOIR = Case(
    "choir",
    r"""\problemname{Choir}
\section*{Input}
First comes a line with an integer $n$ ($1 \le n \le 800$), the number of singers. Then follow $n$ lines, each with the
name of a singer: one or two first names and a family name. Each name has at most $12$ letters, a capital letter and then
small ones. No two singers are called the same.
\section*{Output}
""",
    ("2\nUna Berg\nLiv Astrid Moen\n", "3\nPer Dahl\nPer Ola Dahl\nKari Lund\n"),
    _choir,
    700,
)


def _orchard(read: Reader) -> None:
    lines = [read.line() for _ in range(read.one(1, 300))]
    assert all(re.fullmatch("[a-z]{2,9}( [a-z]{2,9}){0,3}", line) for line in lines)
    distinct(lines)


ORCHARD = Case(
    "orchard",
    r"""\problemname{Orchard}
\section*{Input}
The first line has an integer $k$ ($1 \le k \le 300$), the number of sorts of apples. Each of the next $k$ lines has what
one sort is called, between 1 and 4 words, a blank between them. Every word has from 2 to 9 letters, all of them small.
All sorts are distinct.
\section*{Output}
""",
    ("3\nred winter pippin\ncox\ngolden reinette\n", "2\nold mill queen\nmay bell\n"),
    _orchard,
    270,
)

CASES = (FENCE, LAMP, COURSES, CHOIR, ORCHARD)

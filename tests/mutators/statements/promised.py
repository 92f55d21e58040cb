"""What is promised of rows as a whole: told in other sentences than those that name them."""

from __future__ import annotations

from math import gcd

from tests.mutators.statements.case import Case, Reader, decimal, distinct, number, tex


def _lanterns(read: Reader) -> None:
    total = 0
    for _ in range(read.one(1, 1000)):
        m, _ = read.row((2, 10**5), (1, 9))
        word = read.line()
        assert len(word) == m and set(word) <= set("ox")
        assert read.one(1, m)
        total += m
    assert total <= 10**5


LANTERNS = Case(
    "lanterns",
    r"""\problemname{Fences}
Farmers paint fences.
\section*{Input}
The first line of the input contains the number of fences $f$ ($1 \leq f \leq 1000$). For every one of these, there are
three lines:
\begin{itemize}
  \item One line with two integers $m$ and $c$ ($2 \le m \le 10^5$, $1 \le c \le 9$), the number of planks
and of pots.
  \item One line with a string of $m$ characters, each of which is either `\texttt{o}' or `\texttt{x}'.
  \item One line with an integer $b$ ($1 \le b \le m$), the plank to begin with.
\end{itemize}
The sum of all $m$ does not exceed $10^5$.

\section*{Output}
Output one integer for each fence.
""",
    ("3\n5 2\noxoox\n4\n2 9\nxx\n1\n3 1\noxo\n3\n",),
    _lanterns,
    90000,
    lambda text: sum(len(line) for line in text.split("\n")[2::3]),
)


def _mentors(read: Reader) -> None:
    n = read.one(1, 10**4)
    total = 0
    for own in range(1, n + 1):
        words = read.words()
        number(words[0], 1, 10**6)
        k = number(words[1], 0, n - 1)
        others = [number(word, 1, n) for word in words[2:]]
        assert len(others) == k and own not in others
        distinct(others)
        total += k
    assert total <= 2 * 10**4


MENTORS = Case(
    "mentors",
    tex(
        "Every climber trusts some of the others.",
        r"One line with an integer $n$ ($1 \leq n \leq 10^4$), the number of climbers, who are numbered $1$ to $n$.",
        r"$n$ lines, one for each climber. The $j$th of these lines begins with two integers $w_j$ and $t_j$ "
        r"($1 \le w_j \le 10^6$, $0 \le t_j < n$): the weight of climber $j$, and how many others she trusts. After that come "
        r"$t_j$ different integers between $1$ and $n$, those whom she trusts. No climber trusts herself.",
        after=r"The sum of all $t_j$ does not exceed $2 \cdot 10^4$.",
    ),
    ("4\n60 2 2 3\n75 1 4\n58 0\n90 3 1 2 3\n", "2\n5 1 2\n7 1 1\n"),
    _mentors,
    9000,
)


def _beacons(read: Reader) -> None:
    ways = set()
    n = read.one(2, 10**4)
    for _ in range(n):
        x, y = read.row((-5000, 5000), (-5000, 5000))
        step = gcd(x, y)
        assert step
        ways.add(max((x // step, y // step), (-x // step, -y // step)))
    assert len(ways) == n


BEACONS = Case(
    "beacons",
    tex(
        "A pilot boat waits at the origin.",
        r"One line with an integer $n$ ($2 \leq n \leq 10^4$), the number of beacons.",
        r"$n$ lines, each with two integers $x_i$ and $y_i$ ($-5000 \leq x_i, y_i \leq 5000$), the place of a beacon.",
        after="No beacon stands at $(0, 0)$, and no two beacons lie on one line with the boat.",
    ),
    ("4\n1 2\n3 1\n-4 7\n0 -6\n", "3\n5 5\n-5 3\n2 -9\n"),
    _beacons,
    9000,
)


def _moor(read: Reader) -> None:
    h, w = read.row((1, 60), (1, 60))
    rows = [read.line() for _ in range(h)]
    assert all(len(row) == w and set(row) <= set("#,~HM") for row in rows)
    cells = {(i, j): rows[i][j] for i in range(h) for j in range(w)}
    assert [*cells.values()].count("H") == [*cells.values()].count("M") == 1
    waiting = [cell for cell, mark in cells.items() if mark == "H"]
    seen = set(waiting)
    while waiting:
        i, j = waiting.pop()
        for beside in ((i + 1, j), (i - 1, j), (i, j + 1), (i, j - 1)):
            if beside not in seen and cells.get(beside, "~") != "~":
                seen.add(beside)
                waiting.append(beside)
    assert any(cells[cell] == "M" for cell in seen)


MOOR = Case(
    "moor",
    r"""\problemname{Over the Moor}
\begin{Input}
The first line contains two integers $h$ and $w$ ($1 \leq h, w \leq 60$, $h \cdot w \geq 2$), the size of the map.

Then follow $h$ lines with $w$ characters each, every one of them being one of `\texttt{\#}' (heather), `\texttt{,}' (grass),
`\texttt{\~}' (bog), `\texttt{H}' (the house) and `\texttt{M}' (the mill). There is exactly one \texttt{H} and one \texttt{M}.
It is guaranteed that there is a path from the house to the mill that does not go through a bog.
\end{Input}
\begin{Output}
Output a number.
\end{Output}
""",
    ("3 4\nH#,,\n~~#,\nM##~\n", "2 3\nH##\n~#M\n"),
    _moor,
    50,
)


def _scales(read: Reader) -> None:
    for _ in range(read.one(1, 5000)):
        one, other = read.words(2)
        assert one[-2] == other[-2] == "."
        assert one.lstrip("-")[:2] != "00" and (one.lstrip("-")[0] != "0" or one.lstrip("-")[1] == ".")
        assert other[0] != "0" or other[1] == "."
        decimal(one, -500, 500, 1)
        decimal(other, 0, 900, 1)


SCALES = Case(
    "scales",
    tex(
        "A scale is read twice a day.",
        r"One line with an integer $n$ ($1 \leq n \leq 5000$), the number of days.",
        r"$n$ lines, each with two real numbers $a_i$ and $b_i$ ($-500 \le a_i \le 500$, $0 \le b_i \le 900$), "
        "the readings of a day.",
        after="Every reading is given with exactly one digit after the decimal point. The same may be read on several days.",
    ),
    ("2\n10.0 3.5\n-20.5 0.5\n", "1\n7.5 12.0\n"),
    _scales,
    4500,
)


def _ferries(read: Reader) -> None:
    n, q = read.row((2, 10**4), (1, 10**4))
    for place, above in enumerate(read.many(n - 1, 1, n), 2):
        assert above < place
    tags = set()
    for _ in range(q):
        words = read.words()
        tags.add(words[0])
        if words[0] == "load":
            assert len(words) == 3
            number(words[1], 1, n)
            number(words[2], 1, 10**6)
        else:
            assert words[0] == "weigh" and len(words) == 2
            number(words[1], 1, n)
    assert "weigh" in tags


FERRIES = Case(
    "ferries",
    tex(
        "Crates stand upon crates.",
        r"One line with two integers $n$ and $q$ ($2 \leq n \leq 10^4$, $1 \leq q \leq 10^4$), the number of crates "
        "and of events.",
        r"One line with $n-1$ integers $p_2, p_3, \dots, p_n$ ($1 \leq p_i < i$ for each $i$), the crate below crate $i$.",
        r"$q$ lines with the events in chronological order, each of one of two different forms:\begin{itemize}"
        r"\item \texttt{load $c$ $w$} ($1 \le c \le n$, $1 \le w \le 10^6$): a weight $w$ is put into crate $c$."
        r"\item \texttt{weigh $c$} ($1 \le c \le n$): crate $c$ is weighed.\end{itemize}",
        after="There is at least one event of the second form.",
    ),
    ("4 4\n1 2 2\nload 2 7\nweigh 1\nload 4 100\nweigh 3\n", "2 1\n1\nweigh 2\n"),
    _ferries,
    9000,
    lambda text: int(text.split()[1]),
)

CASES = (LANTERNS, MENTORS, BEACONS, MOOR, SCALES, FERRIES)

"""Strings, names, words beside numbers."""

from __future__ import annotations

import re

from tests.mutators.statements.case import Case, Reader, distinct, number, tex


def _dictionary(read: Reader) -> None:
    words = [read.line() for _ in range(read.one(1, 1000))]
    assert all(re.fullmatch("[a-z]{1,20}", word) for word in words) and sum(map(len, words)) <= 10**4
    distinct(words)


DICTIONARY = Case(
    "dictionary",
    r"""\problemname{Letter Salad}
\section*{Input}
The first line contains an integer $N$, the number of words ($1 \le N \le 1\,000$). Each of the following $N$ lines
contains a word, consisting
of between $1$ and $20$ lowercase letters \texttt{a}-\texttt{z}. All words are distinct. The total length of all
words does not exceed $10\,000$.
\section*{Output}
""",
    ("3\nabc\nde\nz\n", "1\nqq\n"),
    _dictionary,
    900,
)


def _election(read: Reader) -> None:
    n = read.one(1, 100)
    rows = [read.words(2) for _ in range(n)]
    assert all(re.fullmatch("[A-Z][a-z]{0,29}", name) for name, _ in rows)
    distinct([name for name, _ in rows])
    votes = [number(count, 0, 10**6) for _, count in rows]
    assert votes.count(max(votes)) == 1


ELECTION = Case(
    "election",
    r"""\problemname{Village Vote}
\section*{Input}
The first line contains an integer $n$ ($1 \le n \le 100$) the number of candidates. Then follow $n$ lines, each with
the name of a candidate
and the number of votes $v$ ($0 \le v \le 10^6$) they received, separated by a space. A name consists of at most $30$
English letters, starting
with an uppercase letter followed by lowercase letters. Names are unique. It is guaranteed that there is a unique winner.
\section*{Output}
""",
    ("2\nAlice 4\nBob 7\n", "3\nEve 1\nMallory 0\nTrent 9\n"),
    _election,
    100,
)


def _pair(read: Reader) -> None:
    for _ in range(2):
        assert re.fullmatch("[a-z]{1,5000}", read.line())


PAIR = Case(
    "pair",
    tex(
        "Two spells.",
        r"One line with a string $s$ ($1 \le |s| \le 5000$), consisting of lowercase English letters.",
        r"One line with a string $t$ ($1 \le |t| \le 5000$), consisting of lowercase English letters.",
    ),
    ("abc\nxabcx\n", "q\nzz\n"),
    _pair,
    5000,
    lambda text: len(text.split()[0]),
)


def _sized(read: Reader) -> None:
    n, k = read.row((1, 10**5), (1, 10**5))
    assert k <= n
    assert re.fullmatch("[01]*", word := read.line()) and len(word) == n


SIZED = Case(
    "sized",
    """<h2>Input</h2>
<p>The first line contains two integers <i>n</i> and <i>k</i> (1 &le; <i>k</i> &le; <i>n</i> &le; 10<sup>5</sup>).</p>
<p>The second line contains a binary string <i>s</i> of length <i>n</i>.</p>
<h2>Output</h2>
<p>Print a number.</p>
""",
    ("5 2\n01101\n", "3 3\n000\n"),
    _sized,
    10**5,
)


def _hyphens(read: Reader) -> None:
    words = [read.line() for _ in range(read.one(1, 100))]
    assert all(re.fullmatch("[a-z-]{1,30}", word) for word in words)


HYPHENS = Case(
    "hyphens",
    tex(
        "Compound words.",
        r"One line with an integer $n$ ($1 \leq n \leq 100$).",
        r"$n$ lines, each with a word of at most $30$ characters, which are lowercase letters or hyphens (`\texttt{-}').",
    ),
    ("2\nwell-known\nbread\n", "3\nmerry-go-round\na\nx-ray\n"),
    _hyphens,
    100,
)


def _stock(read: Reader) -> None:
    n, k = read.row((1, 1000), (1, 10))
    rows = [read.words(k + 1) for _ in range(n)]
    assert all(re.fullmatch("[a-z]{1,15}", row[0]) for row in rows)
    distinct([row[0] for row in rows])
    assert all(number(word, 0, 100) >= 0 for row in rows for word in row[1:])


STOCK = Case(
    "stock",
    tex(
        "A shop counts.",
        r"One line with two integers $n$ and $k$ ($1 \leq n \leq 1000$, $1 \leq k \leq 10$), the number of wares and of days.",
        r"$n$ lines, each with the name of a ware, a string of at most $15$ lowercase letters, and $k$ integers $a_1, "
        r"\ldots, a_k$ "
        r"($0 \leq a_i \leq 100$ for each $i$), how many were sold on each day. No two wares have the same name.",
    ),
    ("2 3\nsoap 1 2 3\nrope 0 0 100\n", "1 1\nhat 7\n"),
    _stock,
    1000,
)


def _colours(read: Reader) -> None:
    n = read.one(1, 500)
    for _ in range(n):
        colour, size = read.words(2)
        assert colour in ("red", "green", "blue")
        number(size, 1, 1000)


COLOURS = Case(
    "colours",
    tex(
        "Balls in an urn.",
        r"One line with an integer $n$ ($1 \le n \le 500$).",
        r"$n$ lines, each with a colour, one of `\texttt{red}', `\texttt{green}' or `\texttt{blue}', and an integer "
        r"$d$ ($1 \le d \le 1000$), "
        r"the diameter.",
    ),
    ("2\nred 5\nblue 7\n", "3\ngreen 1\ngreen 2\nred 1000\n"),
    _colours,
    500,
)


def _brackets(read: Reader) -> None:
    assert re.fullmatch("[()]{2,10000}", word := read.line()) and len(word) % 2 == 0


BRACKETS = Case(
    "brackets",
    tex(
        "Round brackets.",
        r"One line with a string $s$ of even length ($2 \leq |s| \leq 10^4$), consisting of the characters "
        r"`\texttt{(}' and `\texttt{)}'.",
    ),
    ("()\n", "))((()\n", "(())\n"),
    _brackets,
    9000,
    lambda text: len(text.split()[0]),
)

CASES = (DICTIONARY, ELECTION, PAIR, SIZED, HYPHENS, STOCK, COLOURS, BRACKETS)

"""Lines of text, and lines of keywords of which the format is not understood."""

from __future__ import annotations

import re

from tests.mutators.statements.case import Case, Reader, distinct, number, tex


def _diary(read: Reader) -> None:
    for _ in range(read.one(1, 300)):
        line = read.line()
        assert 2 <= len(line) <= 80
        assert re.fullmatch(r"[a-z,.' ]+", line)
        assert line == " ".join(line.split())


DIARY = Case(
    "diary",
    tex(
        "A diary is found in an attic.",
        r"One line with an integer $n$ ($1 \leq n \leq 300$), the number of lines of the diary.",
        r"$n$ lines, the lines of the diary. Each line has length between $2$ and $80$ and consists of English letters "
        r"(\texttt{a}--\texttt{z}), full stops (\texttt{.}), commas (\texttt{,}), apostrophes (\texttt{'}) and blanks. "
        "No line begins or ends with a blank, and there are no two consecutive blanks.",
    ),
    ("2\nit rained, and i read.\nwe couldn't leave\n", "3\nsunshine.\na walk to the mill, then home\nletters . . .\n"),
    _diary,
    270 * 70,
    len,
)


def _potions(read: Reader) -> None:
    n = read.one(1, 1000)
    below: dict[int, list[int]] = {}
    for own in range(1, n + 1):
        words = read.words()
        if words[0] == "herb":
            assert len(words) == 2
            number(words[1], 1, 10**6)
            continue
        assert words[0] == "brew"
        numbers = [number(word, 1, 10**6) for word in words[1:]]
        parts = numbers[1::2]
        assert len(numbers) == 1 + 2 * numbers[0] and all(part <= n for part in parts)
        distinct(parts)
        below[own] = parts
    done: dict[int, bool] = {}

    def free(own: int) -> bool:
        if own not in done:
            done[own] = False
            done[own] = all(free(part) for part in below.get(own, ()))
        return done[own]

    assert all(free(own) for own in range(1, n + 1))


POTIONS = Case(
    "potions",
    tex(
        "Potions are brewed from herbs and other potions.",
        r"One line with an integer $n$ ($1 \leq n \leq 1000$), the number of things on the shelf.",
        r"$n$ lines, the $i$th of which says where thing $i$ comes from, in one of two ways:\begin{itemize}"
        r"\item \texttt{herb $p$}: it is bought for $p$ ($1 \le p \le 10^6$)."
        r"\item \texttt{brew $k$ $a_1$ $c_1$ $\ldots$ $a_k$ $c_k$}: it is made of $c_j$ drops of thing $a_j$ for each $j$, "
        r"all of them different ($1 \le k$, $1 \le a_j \le n$, $1 \le c_j \le 10^6$).\end{itemize}",
        after="It is guaranteed that nothing is needed to make itself, be it directly or indirectly.",
    ),
    ("4\nbrew 2 3 5 2 70\nbrew 1 4 9\nherb 20\nherb 1\n", "2\nherb 6\nbrew 1 1 800\n"),
    _potions,
)

CASES = (DIARY, POTIONS)

"""Grids of characters and of numbers."""

from __future__ import annotations

from tests.mutators.statements.case import Case, Reader, tex


def _rows(read: Reader, h: int, w: int, letters: str) -> list[str]:
    rows = [read.line() for _ in range(h)]
    assert all(len(row) == w and set(row) <= set(letters) for row in rows)
    return rows


def _reached(rows: list[str], start: tuple[int, int], wall: str = "#") -> set[tuple[int, int]]:
    seen, waiting = {start}, [start]
    while waiting:
        r, c = waiting.pop()
        for a, b in ((r + 1, c), (r - 1, c), (r, c + 1), (r, c - 1)):
            if 0 <= a < len(rows) and 0 <= b < len(rows[0]) and rows[a][b] != wall and (a, b) not in seen:
                seen.add((a, b))
                waiting.append((a, b))
    return seen


def _walled(rows: list[str]) -> None:
    assert set(rows[0]) | set(rows[-1]) | {row[0] for row in rows} | {row[-1] for row in rows} == {"#"}


def _maze(read: Reader) -> None:
    h, w = read.row((3, 50), (3, 50))
    rows = _rows(read, h, w, ".#SE")
    _walled(rows)
    whole = "".join(rows)
    assert whole.count("S") == whole.count("E") == 1


MAZE = Case(
    "maze",
    tex(
        "A maze of ice.",
        r"One line with two integers $h$ and $w$ ($3 \leq h, w \leq 50$), the height and width of the grid.",
        r"$h$ lines with $w$ characters each. Each character is either `\texttt{.}' (empty), `\texttt{\#}' (a wall), "
        r"`\texttt{S}' "
        r"(the start) or `\texttt{E}' (the exit).",
        after="The border of the grid consists only of walls. There is exactly one start and exactly one exit.",
    ),
    ("3 4\n####\n#SE#\n####\n", "5 5\n#####\n#S..#\n#.#.#\n#..E#\n#####\n"),
    _maze,
    50,
)


def _way(read: Reader) -> None:
    r, c = read.row((1, 100), (2, 100))
    rows = _rows(read, r, c, ".#KH")
    places = {cell: (i, j) for i, row in enumerate(rows) for j, cell in enumerate(row)}
    assert "".join(rows).count("K") == "".join(rows).count("H") == 1
    assert places["H"] in _reached(rows, places["K"])


WAY = Case(
    "way",
    r"""Input
The first line contains two integers $r$ and $c$ ($1 \le r \le 100$, $2 \le c \le 100$). Each of the following $r$
lines contains a string of
$c$ characters: `#` is a rock, `.` is free, `K` is the kid (exactly one) and `H` its home (exactly one).
It is guaranteed that the kid can reach its home.
Output
A number.
""",
    ("2 3\nK.#\n#.H\n", "1 2\nHK\n", "3 3\nK#H\n.#.\n...\n"),
    _way,
    100,
)


def _numbers(read: Reader) -> None:
    n, m = read.row((1, 300), (1, 300))
    for _ in range(n):
        read.many(m, -100, 100)


NUMBERS = Case(
    "numbers",
    tex(
        "A field of heights.",
        r"One line with two integers $n$ and $m$ ($1 \leq n, m \leq 300$).",
        r"$n$ lines, each with $m$ integers $a_{i,1}, \ldots, a_{i,m}$ ($-100 \leq a_{i,j} \leq 100$ for each $i$ and $j$).",
    ),
    ("2 3\n1 2 3\n-4 5 0\n", "1 1\n9\n"),
    _numbers,
    300,
)


def _digits(read: Reader) -> None:
    n = read.one(1, 9)
    _rows(read, n, n, "0123456789")


DIGITS = Case(
    "digits",
    tex(
        "A square of digits.",
        r"One line with an integer $n$ ($1 \leq n \leq 9$).",
        r"$n$ lines, each with a string of $n$ digits.",
    ),
    ("2\n01\n23\n", "3\n123\n406\n789\n"),
    _digits,
    9,
)


def _island(read: Reader) -> None:
    h, w = read.row((3, 40), (3, 40))
    rows = _rows(read, h, w, "~^")
    land = [(r, c) for r in range(h) for c in range(w) if rows[r][c] == "^"]
    assert land and all(0 < r < h - 1 and 0 < c < w - 1 for r, c in land)


ISLAND = Case(
    "island",
    tex(
        "A map of an island.",
        r"One line with two integers $h$ and $w$ ($3 \leq h, w \leq 40$).",
        r"$h$ lines, each with $w$ characters `\texttt{\~}' (water) or `\texttt{\^}' (land).",
        after="There is at least one land cell, and the outermost rows and columns are water.",
    ),
    ("3 3\n~~~\n~^~\n~~~\n", "4 5\n~~~~~\n~^^^~\n~^~^~\n~~~~~\n"),
    _island,
    40,
    share=0.85,
)

CASES = (MAZE, WAY, NUMBERS, DIGITS, ISLAND)

"""Grids of characters with rules: marks that stand so often, a border of walls, ways from mark to mark; told, and obeyed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from random import Random

Rows = Sequence[str]
Cell = tuple[int, int]
WALLS = "#Xx*@"
"""What is a wall where it is in the border of every example, or else the first of these that a grid has."""
_BORDER = re.compile(r"\b(?:border\w*|boundar\w+|surround\w*|enclos\w+|outermost|perimeter|outer (?:row|edge|ring)s?)\b", re.I)
_WAY = re.compile(r"\b(?:paths?|reach\w*|routes?|ways?|possible to|connected|get from|get to|accessible|escape)\b", re.I)
_SOME = re.compile(r"\bat least (?:one|two|1|2)\b|\bnot (?:all )?empty\b", re.IGNORECASE)
_ALL = re.compile(r"\b(?:connected|every|all|any two|each)\b", re.I)
_NAMED = (
    r"[`'\"{{]\\?{}\}}?[`'\"]?[\s(:=,—-]{{1,4}}(?:(?:is|are|for|means?|denot\w+|represent\w*|indicat\w+|mark\w*|stands?|of"
    r"|an?|the|being)\s+){{0,4}}(?P<name>[a-zA-Z]{{3,20}})"
)
"""How a statement explains a character, to be filled with it."""
_NOT = r"\b(?:not|never|neither|nor|without|avoid\w*|except)\b"
MOST_OF_A_MARK = 4


@dataclass(frozen=True, slots=True)
class Lattice:
    """`marks`: (character, how often it stands); `border`: of what all cells at the edge are; `wall`: what bars a way, "" where
    no way is asked for; `joined`: all cells that are no wall are one area, else the marks are in one.
    """

    marks: tuple[tuple[str, int], ...] = ()
    border: str = ""
    wall: str = ""
    joined: bool = False
    needed: str = ""
    """Characters that stand in every grid."""

    def broken(self, rows: Rows) -> str:
        """Why a grid is none of these, or ""."""
        for mark, times in self.marks:
            found = sum(row.count(mark) for row in rows)
            if found != times:
                return f"{mark!r} {found} times, not {times}"
        missing = [letter for letter in self.needed if not any(letter in row for row in rows)]
        if missing:
            return f"no {missing[0]!r}"
        if self.border and any(rows[row][column] != self.border for row, column in _edge(rows)):
            return f"the border is not all {self.border!r}"
        return "no way leads from mark to mark" if self.wall and not self._passable(rows) else ""

    def _passable(self, rows: Rows) -> bool:
        named = {mark for mark, _ in self.marks}
        cells = [cell for cell in _cells(rows) if rows[cell[0]][cell[1]] != self.wall]
        wanted = cells if self.joined else [(row, column) for row, column in cells if rows[row][column] in named]
        return not wanted or set(wanted) <= _area(rows, wanted[0], self.wall)

    def imposed(self, rows: list[str], alphabet: str, rng: Random) -> list[str] | None:
        """The grid with the rules obeyed, as near to what it is as is easily had; None where it has no room for its marks."""
        named = {mark for mark, _ in self.marks}
        others = "".join(one for one in alphabet if one not in named) or alphabet
        grid = [[rng.choice(others) if cell in named else cell for cell in row] for row in rows]
        edge = set(_edge(rows)) if self.border else set()
        for row, column in edge:
            grid[row][column] = self.border
        free = [cell for cell in _cells(rows) if cell not in edge]
        total = sum(times for _, times in self.marks)
        if len(free) < total:
            return None
        places = rng.sample(free, total)
        for mark, times in self.marks:
            for _ in range(times):
                row, column = places.pop()
                grid[row][column] = mark
        taken = {cell for cell in free if grid[cell[0]][cell[1]] in named}
        for letter in self.needed:
            rest = [cell for cell in free if cell not in taken]
            if rest and not any(letter in row for row in grid):
                row, column = rng.choice(rest)
                grid[row][column] = letter
                taken.add((row, column))
        if self.wall:
            self._opened(grid, named, others, rng)
        return ["".join(row) for row in grid]

    def _opened(self, grid: list[list[str]], named: set[str], others: str, rng: Random) -> None:
        """Ways made between the marks; with `joined` what no way leads to is walled up."""
        floor = [one for one in others if one != self.wall and one != self.border] or [
            one for one in others if one != self.wall
        ]
        if not floor:
            return
        cells = [(row, column) for row, line in enumerate(grid) for column, one in enumerate(line) if one != self.wall]
        marks = [(row, column) for row, column in cells if grid[row][column] in named] or cells[:1]
        kept = [next((cell for cell in cells if grid[cell[0]][cell[1]] == letter), None) for letter in self.needed]
        joined = [*marks, *(cell for cell in kept if cell is not None)] if self.joined else marks
        for start, end in pairwise(joined):
            for row, column in _walk(start, end, rng):
                if grid[row][column] == self.wall:
                    grid[row][column] = floor[0]
        if self.joined and marks:
            area = _area(["".join(line) for line in grid], marks[0], self.wall)
            for row, column in cells:
                if (row, column) not in area:
                    grid[row][column] = self.wall


def _cells(rows: Rows) -> list[Cell]:
    return [(row, column) for row, line in enumerate(rows) for column in range(len(line))]


def _edge(rows: Rows) -> list[Cell]:
    last, wide = len(rows) - 1, len(rows[0]) - 1 if rows else -1
    return [(row, column) for row, column in _cells(rows) if row in (0, last) or column in (0, wide)]


def _area(rows: Rows, start: Cell, wall: str) -> set[Cell]:
    """The cells that can be reached from one by steps to the four beside."""
    found, waiting = {start}, [start]
    while waiting:
        row, column = waiting.pop()
        for cell in ((row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1)):
            inside = 0 <= cell[0] < len(rows) and 0 <= cell[1] < len(rows[cell[0]])
            if inside and cell not in found and rows[cell[0]][cell[1]] != wall:
                found.add(cell)
                waiting.append(cell)
    return found


def _walk(start: Cell, end: Cell, rng: Random) -> list[Cell]:
    """The cells of a shortest way between two, the turns at random."""
    (row, column), found = start, []
    while (row, column) != end:
        if row != end[0] and (column == end[1] or rng.random() < 0.5):
            row += 1 if row < end[0] else -1
        else:
            column += 1 if column < end[1] else -1
        found.append((row, column))
    return found


def lattice_of(grids: Sequence[Rows], text: str, unclear: Sequence[str]) -> Lattice | None:
    """The rules that all the grids of the examples obey, of those that the statement speaks of or that are seldom an accident.

    Marks are letters and digits that stand equally often in every grid, beside what stands more often.
    """
    full = [grid for grid in grids if grid and grid[0]]
    if not full:
        return None
    letters = sorted({letter for grid in full for row in grid for letter in row})
    often = {letter: {sum(row.count(letter) for row in grid) for grid in full} for letter in letters}
    plain = any(not letter.isalnum() for letter in letters)
    marks = tuple(
        (letter, next(iter(times)))
        for letter, times in often.items()
        if plain and letter.isalnum() and len(times) == 1 and next(iter(times)) <= MOST_OF_A_MARK
    )
    border = _border(full, text)
    asked_for = any(_SOME.search(one) for one in unclear)
    everywhere = "".join(letter for letter, times in often.items() if 0 not in times and letter not in dict(marks))
    needed = everywhere if asked_for else ""
    found = Lattice(marks, border, needed=needed)
    if any(_WAY.search(one) for one in unclear):
        ways = [one for one in unclear if _WAY.search(one)]
        for wall in _walls(letters, dict(marks), border, text, ways):
            for joined in (True, False) if any(_ALL.search(one) for one in unclear) else (False,):
                asked = Lattice(marks, border, wall, joined, needed)
                if found.wall == "" and (joined or len(marks) > 1) and not any(asked.broken(grid) for grid in full):
                    found = asked
    return found if found != Lattice() else None


def _walls(letters: Sequence[str], marks: Mapping[str, int], border: str, text: str, ways: Sequence[str]) -> list[str]:
    """What may bar a way, the likeliest first: what the sentence about ways calls by its name, the border, usual walls.

    A name stands beside its character where the statement explains it: "`^` (island)"; it bars what does not lead over it.
    """
    named = []
    for one in letters:
        said = [match["name"] for match in re.finditer(_NAMED.format(re.escape(one)), text)]
        if any(re.search(rf"{_NOT}[^.;]*\b{re.escape(name[:-1])}\w{{0,2}}\b", way, re.I) for name in said for way in ways):
            named.append(one)
    if named and not border:  # what the sentence does not name bars no way
        return [one for one in named if one not in marks]
    usual = [*named, *([border] if border else [one for one in WALLS if one in letters][:1])]
    return [one for one in dict.fromkeys(usual) if one not in marks]


def _border(grids: Sequence[Rows], text: str) -> str:
    """What the border of all grids is of: where the statement speaks of it, or where all grids have an inside beside it."""
    around = {grid[row][column] for grid in grids for row, column in _edge(grid)}
    if len(around) != 1:
        return ""
    inside = all(len(set("".join(grid))) > 1 and min(len(grid), len(grid[0])) > 2 for grid in grids)
    return around.pop() if inside or _BORDER.search(text) else ""

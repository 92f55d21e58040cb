"""Text to values under a format, line by line, with the incidental spacing kept aside."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from mutators.formats.nodes import (
    Atom,
    Count,
    Format,
    Kind,
    Line,
    List,
    Node,
    Parsed,
    Repeat,
    Spacing,
    Token,
    Value,
    Values,
    counts,
)

MAX_DIGITS = 4000
"""Longer integers keep their text: Python converts no more than 4300 digits."""

INTEGER = re.compile(r"[+-]?[0-9]+")
DECIMAL = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")


class FormatMismatch(ValueError):
    """The text is not of the format; the message quotes the offender."""


def parse(format: Format, text: str) -> Parsed:
    """The values of `text` and its spacing; FormatMismatch where it is not of the format."""
    reader = Reader(text, format)
    values = reader.block(format.body)
    reader.finish()
    return Parsed(values, reader.spacing())


class Reader:
    """A text's lines and how far they are read. `block` reads on; `values` holds what the counts refer to."""

    def __init__(self, text: str, format: Format) -> None:
        breaks = text.count("\n")
        self.newline = "\r\n" if breaks and text.count("\r\n") == breaks else "\n"
        core = text.rstrip()
        self.tail = text[len(core) :]
        self.lines = core.split(self.newline) if core else []
        self.blocks_left = 100 * (len(self.lines) + 100)  # where blank lines are skipped, rows without tokens are nowhere
        self.blank_lines = max(0, self.tail.count("\n") - (1 if core else 0))  # blank ones at the end, if they are asked for
        if format.skip_blank_lines:
            self.lines = _folded(self.lines, self.newline)
        self.place = 0
        self.written = 0
        self.skips = format.skip_blank_lines
        self.values: dict[str, Atom] = {}
        self.variables = frozenset(counts(format.body))
        self.odd: list[tuple[int, str, str]] = []

    def finish(self) -> None:
        """FormatMismatch unless everything is read."""
        if self.place < len(self.lines):
            raise self._mismatch("the end", self.lines[self.place].strip())

    def spacing(self) -> Spacing:
        """How the text that was read differs from the plain rendering of its values."""
        blank = 0 if self.skips else max(0, self.place - len(self.lines))
        plain = self.newline * (blank + bool(self.lines))
        return Spacing(self.newline, None if self.tail == plain else self.tail, tuple(self.odd))

    def block(self, body: tuple[Node, ...]) -> Values:
        """The values of one block, read from here."""
        self.blocks_left -= 1
        if self.skips and self.blocks_left < 0:
            raise self._mismatch("fewer empty repetitions", None)
        found: list[Value] = []
        for node in body:
            if isinstance(node, Line):
                self._line(node, found)
            else:
                found.append(self._repeat(node))
        return tuple(found)

    def _repeat(self, node: Repeat) -> Values:
        if node.count is not None:
            total = self._number(node.count, node.name)
            rows = self._plain_rows(node, total) or self._rows_of_sorts(node, total)
            return rows if rows is not None else tuple([self.block(node.body) for _ in range(total)])
        found: list[Values] = []
        end = None if node.terminator is None else node.terminator.split()
        while True:
            if self.place >= len(self.lines):
                if end is None:
                    return tuple(found)
                raise self._mismatch(f"{node.terminator!r}", None)
            if end is not None and self.lines[self.place].split() == end:
                self._advance(node.terminator or "")
                return tuple(found)
            before = self.place
            found.append(self.block(node.body))
            if self.place == before:
                raise self._mismatch(f"a repetition of {node.name}", self.lines[self.place])

    def _plain_rows(self, node: Repeat, total: int) -> Values | None:
        """All rows at once where they are plainly written integers, as those of nearly every long input; else None."""
        line = node.body[0]
        if total < 8 or len(node.body) > 1 or not isinstance(line, Line) or not line.items:
            return None
        width = len(line.items)
        if not all(
            isinstance(item, Token) and item.kind is Kind.INTEGER and item.name not in self.variables for item in line.items
        ):
            return None
        rows = self.lines[self.place : self.place + total]
        numbers = plain_integers(" ".join(rows))
        if numbers is None or len(rows) != total or any(row.count(" ") != width - 1 for row in rows):
            return None
        self.place += total
        self.written += total
        return tuple(zip(*[iter(numbers)] * width, strict=True))

    def _rows_of_sorts(self, node: Repeat, total: int) -> Values | None:
        """As `_plain_rows`, of rows that are a word and as many plainly written integers as it asks for."""
        if total < 8 or len(node.body) > 1 or len(node.fields) != 2:
            return None
        first, last = node.fields
        if not isinstance(first, Token) or not isinstance(last, List):
            return None
        plain = first.kind is Kind.WORD and first.length is None and last.token.kind is Kind.INTEGER
        if not plain or not last.sizes or self.variables.intersection((first.name, last.name)):
            return None
        rows = [row.split(" ") for row in self.lines[self.place : self.place + total]]
        sizes = frozenset(last.sizes)
        if len(rows) != total or not all((row[0], len(row) - 1) in sizes for row in rows):
            return None
        words = [word for row in rows for word in row[1:]]
        numbers = plain_integers(" ".join(words)) if words else ()
        if numbers is None or len(numbers) != len(words):
            return None
        self.place += total
        self.written += total
        left = iter(numbers)
        return tuple([(row[0], tuple(islice(left, len(row) - 1))) for row in rows])

    def _line(self, line: Line, found: list[Value]) -> None:
        items = line.items
        last = items[-1] if items else None
        fixed = len(items) - isinstance(last, List)
        if self.skips and self._is_blank(line):
            found.extend([()] * len(items))
            return
        if isinstance(last, Token) and last.kind is Kind.TEXT:
            self._text_line(items, found)
            return
        if self.place >= len(self.lines) + max(1, self.blank_lines):
            raise self._mismatch("a line", None)  # of blank lines at the end, no more than there are, or one
        raw = self.lines[self.place] if self.place < len(self.lines) else ""
        if last is not None and fixed == 0:
            numbers = self._plain_list(last, raw)
            if numbers is not None:
                found.append(numbers)
                self._advance(raw)
                return
        words = raw.split()
        if len(words) < fixed or (fixed == len(items) and len(words) > fixed):
            raise self._mismatch(f"{fixed} token{'s'[: fixed != 1]}", raw if self.place < len(self.lines) else None)
        for item, word in zip(items, words, strict=False):
            if isinstance(item, Token):
                found.append(self._atom(item, word))
        if isinstance(last, List):
            rest = words[fixed:]
            if last.sizes and (words[fixed - 1], len(rest)) not in last.sizes:
                raise self._mismatch(f"as many tokens of {last.name} as {last.sizes}", raw)
            if last.count is not None and len(rest) != (total := self._number(last.count, last.name)):
                raise self._mismatch(f"{total} = {last.count} tokens of {last.name}", raw if raw else None)
            found.append(tuple([self._atom(last.token, word) for word in rest]))
        self._advance(" ".join(words))

    def _is_blank(self, line: Line) -> bool:
        """Whether the line has no tokens, so that it is not there where blank lines are skipped."""
        if len(line.items) == 1 and isinstance(line.items[0], List) and line.items[0].count is not None:
            return self._number(line.items[0].count, line.items[0].name) == 0
        return not line.items

    def _plain_list(self, last: Token | List, raw: str) -> tuple[int, ...] | None:
        """The numbers of a line that is one list of plainly written integers, as many as there must be; else None."""
        if not isinstance(last, List) or last.token.kind is not Kind.INTEGER or last.name in self.variables:
            return None
        numbers = plain_integers(raw)
        if numbers is None or (last.count is not None and len(numbers) != last.count.of(self.values)):
            return None
        return numbers

    def _text_line(self, items: Sequence[Token | List], found: list[Value]) -> None:
        before = len(items) - 1
        if self.place >= len(self.lines) + self.blank_lines and (before or self.place):
            raise self._mismatch("a line of text", None)
        raw = self.lines[self.place] if self.place < len(self.lines) else ""
        # skipped blank lines are folded into the line, and no part of the text
        words = raw.split(None, before) if before else [raw.rpartition(self.newline)[2] if self.skips else raw]
        if len(words) < before:
            raise self._mismatch(f"{before} token{'s'[: before != 1]} and a text", raw)
        for item, word in zip(items, words, strict=False):
            assert isinstance(item, Token)
            found.append(self._atom(item, word))
        if len(words) == before:
            found.append("")
        self._advance(" ".join(words))

    def _advance(self, plain: str) -> None:
        if self.place < len(self.lines) and self.lines[self.place] != plain:
            self.odd.append((self.written, plain, self.lines[self.place]))
        self.place += 1
        self.written += 1

    def _atom(self, token: Token, word: str) -> Atom:
        if token.kind is Kind.INTEGER:
            value = integer(word)
            if value is None:
                raise self._mismatch(f"an integer for {token.name}", word)
            if token.name in self.variables:
                self.values[token.name] = value
            return value
        if token.kind is Kind.DECIMAL and not DECIMAL.fullmatch(word):
            raise self._mismatch(f"a number for {token.name}", word)
        if token.length is not None and len(word) != (total := self._number(token.length, token.name)):
            raise self._mismatch(f"{total} = {token.length} characters for {token.name}", word)
        return word

    def _number(self, count: Count, name: str) -> int:
        number = count.of(self.values)
        if number is None:
            values = ", ".join(f"{one} = {self.values.get(one)!r}" for one in count.variables)
            raise self._mismatch(f"a length {count} of {name}", values)
        return number

    def _mismatch(self, expected: str, got: str | None) -> FormatMismatch:
        shown = "the end" if got is None else repr(got if len(got) <= 60 else got[:57] + "...")
        return FormatMismatch(f"expected {expected} on line {self.place + 1}, got {shown}")


def integer(word: str) -> Atom | None:
    """An int where `word` is an integer written plainly, the word where it is one written otherwise, None where it is none."""
    if not INTEGER.fullmatch(word):
        return None
    if len(word) > MAX_DIGITS:
        return word
    value = int(word)
    return value if str(value) == word else word


def plain_integers(raw: str) -> tuple[int, ...] | None:
    """The numbers of a line that is nothing but plainly written integers between single blanks; else None."""
    try:
        numbers = tuple(map(int, raw.split(" ")))
        return numbers if " ".join(map(str, numbers)) == raw else None
    except ValueError:
        return None


def _folded(lines: list[str], newline: str) -> list[str]:
    """Blank lines joined to the line after them, so that only lines with tokens are left."""
    found: list[str] = []
    blank: list[str] = []
    for line in lines:
        if line.strip():
            found.append(newline.join([*blank, line]))
            blank = []
        else:
            blank.append(line)
    return found

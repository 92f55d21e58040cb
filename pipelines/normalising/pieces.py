"""A program as pieces: tokens, each with the blanks and comments that stand before it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mutators.programs.c_family.lexing import Dialect, tokens


class Unfit(ValueError):
    """A program that is better kept as it is. The message says what is in it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A token. `before`: the blanks and comments before it; `hidden`: macros that it came from, which do not expand again."""

    kind: str
    text: str
    before: str = ""
    hidden: frozenset[str] = frozenset()


def pieces_of(source: str) -> tuple[list[Piece], str]:
    """The pieces of a program, and what stands behind the last one."""
    found, end = [], 0
    for token in tokens(source, Dialect.CPP):
        before, end = source[end : token.start], token.end
        if token.text == "\\":  # a line that goes on in the next one, outside of a directive
            raise Unfit("a line is continued with a backslash")
        found.append(Piece(token.kind, source[token.start : token.end], before))
    return found, source[end:]


def text_of(pieces: Iterable[Piece], behind: str = "") -> str:
    """The program again. Where two pieces would run together that did not stand together, a blank parts them."""
    return "".join(_apart(pieces)) + behind


def _apart(pieces: Iterable[Piece]) -> Iterator[str]:
    last = ""
    for piece in pieces:
        if not piece.before and last and merges(last, piece.text):
            yield " "
        yield piece.before + piece.text
        last = piece.text


def merges(left: str, right: str) -> bool:
    """Whether two tokens are read as others where nothing stands between them."""
    if (left[-1].isalnum() or left[-1] in "_$\"'") and (right[0].isalnum() or right[0] in "_$\"'"):
        return True
    return [one.text for one in tokens(left + right, Dialect.CPP)] != [
        one.text for one in tokens(f"{left} {right}", Dialect.CPP)
    ]

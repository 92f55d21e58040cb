"""`typedef` and `using` of simple types at file scope put back: `ll` becomes `long long` again.

Where a name may mean something else, its alias stays: it is defined twice, or something stands behind it that does not stand
behind a type. Whether the program still compiles is for the caller to find out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipelines.normalising.pieces import Piece, pieces_of, text_of

_BEHIND_A_TYPE = frozenset({"*", "&", "&&", ">", ">>", ",", "(", ")", "::", "..."})
_NOT_BEFORE = frozenset({".", "->", "::", "~", "class", "struct", "enum", "union", "typename", "namespace", "goto", "using"})
_SIMPLE = frozenset({"<", ">", ">>", ",", "::"})
_NO_TYPE = frozenset({"struct", "class", "enum", "union", "typename", "template", "decltype", "operator", "const", "volatile"})


@dataclass(frozen=True, slots=True)
class _Alias:
    """`name` stands for the tokens `meant`; its definition is pieces[begin:end]."""

    name: str
    meant: tuple[Piece, ...]
    begin: int
    end: int


def expand_aliases(source: str) -> str:
    """The program without those aliases that can be done without. Raises Unfit."""
    pieces, behind = pieces_of(source)
    while True:
        alias = _first(pieces)
        if alias is None:
            return text_of(pieces, behind)
        pieces = _put_back(pieces, alias)


def _first(pieces: Sequence[Piece]) -> _Alias | None:
    found = _definitions(pieces)
    counts = Counter(one.name for one in found)
    return next((one for one in found if counts[one.name] == 1 and _always_a_type(pieces, one)), None)


def _definitions(pieces: Sequence[Piece]) -> list[_Alias]:
    """The aliases of simple types that are defined at file scope."""
    found, depth = [], 0
    for place, piece in enumerate(pieces):
        depth += (piece.text == "{") - (piece.text == "}")
        fresh = place == 0 or pieces[place - 1].kind == "directive" or pieces[place - 1].text in (";", "}")
        if depth or not fresh or piece.text not in ("typedef", "using"):
            continue
        end = next((at for at in range(place, len(pieces)) if pieces[at].text == ";"), None)
        if end is None:
            continue
        inside = pieces[place + 1 : end]
        if piece.text == "typedef" and len(inside) > 1:
            name, meant = inside[-1], inside[:-1]
        elif piece.text == "using" and len(inside) > 2 and inside[1].text == "=":
            name, meant = inside[0], inside[2:]
        else:
            continue
        if name.kind == "word" and _is_simple(meant):
            found.append(_Alias(name.text, tuple(meant), place, end + 1))
    return found


def _is_simple(meant: Sequence[Piece]) -> bool:
    """Whether these are words and the arguments of templates alone, with no comma between declarations."""
    depth = 0
    for piece in meant:
        if piece.text in _NO_TYPE or not (piece.kind in ("word", "number") or piece.text in _SIMPLE):
            return False
        depth += piece.text.count("<") - piece.text.count(">")
        if piece.text == "," and not depth:
            return False
    return depth == 0


def _always_a_type(pieces: Sequence[Piece], alias: _Alias) -> bool:
    """Whether each use of the name stands where a type can, and none before its definition."""
    for place, piece in enumerate(pieces):
        if piece.text != alias.name or piece.kind != "word" or alias.begin <= place < alias.end:
            continue
        before = pieces[place - 1].text if place else ""
        after = pieces[place + 1] if place + 1 < len(pieces) else Piece("operator", ";")
        if place < alias.begin or before in _NOT_BEFORE or not (after.kind == "word" or after.text in _BEHIND_A_TYPE):
            return False
        if after.text in ("(", "::") and len(alias.meant) > 1 and not _can_be_cast(pieces, place, after.text, alias):
            return False
    return True


def _can_be_cast(pieces: Sequence[Piece], place: int, after: str, alias: _Alias) -> bool:
    """Whether `name(` and `name::` can be written with the type in place of its name."""
    if any(piece.text == "<" for piece in alias.meant) or any(piece.text == "::" for piece in alias.meant):
        return True  # pair<int, int>(1, 2) needs no parentheses
    before = pieces[place - 1].text if place else ";"
    called = pieces[place + 2].text if place + 2 < len(pieces) else ")"
    if after != "(" or called in (")", "*", "&"):
        return False
    return before == "return" or not (before.isidentifier() or before in (";", "{", "}", ">", "*", "&"))


def _put_back(pieces: Sequence[Piece], alias: _Alias) -> list[Piece]:
    done: list[Piece] = []
    bare = all(piece.kind == "word" for piece in alias.meant) and len(alias.meant) > 1
    for place, piece in enumerate(pieces):
        if alias.begin <= place < alias.end:
            continue
        if piece.text != alias.name or piece.kind != "word":
            done.append(piece)
            continue
        meant = [replace(one, before=" " if one.before and number else "") for number, one in enumerate(alias.meant)]
        if bare and place + 1 < len(pieces) and pieces[place + 1].text == "(":
            meant = [Piece("operator", "("), *meant, Piece("operator", ")")]  # long long(x) is none, (long long)(x) is a cast
        done += [replace(meant[0], before=piece.before), *meant[1:]]
    return done

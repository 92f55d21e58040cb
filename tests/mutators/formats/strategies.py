"""Random formats, values of a format, and texts with the white space that real inputs have."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count

from hypothesis import strategies as st

from mutators.formats.nodes import Atom, Count, Format, Kind, Line, List, Node, Repeat, Token, Value, Values, counts, fields

KINDS = (Kind.INTEGER, Kind.INTEGER, Kind.DECIMAL, Kind.WORD)
ATOMS = {
    Kind.INTEGER: st.integers(-20, 20) | st.integers(-(10**30), 10**30) | st.sampled_from(["007", "+5", "-0", "0" * 5000]),
    Kind.DECIMAL: st.sampled_from(["1.5", "-.5", "2.", "3", "1e9", "0.000", "-0.0"]),
    Kind.WORD: st.text("ab01#.-", min_size=1, max_size=5) | st.sampled_from(["é", "1", "0", "x" * 50]),
    Kind.TEXT: st.text("ab 1\t", max_size=9).map(str.rstrip),
}


@st.composite
def formats(draw: st.DrawFn) -> Format:
    """Any format: every sort of node, counts of every sort, two levels of repetition."""
    names = (f"v{number}" for number in count())

    def token(kinds: tuple[Kind, ...] = KINDS) -> Token:
        return Token(next(names), draw(st.sampled_from(kinds)))

    def some_count(known: tuple[str, ...]) -> Count:
        if not known or draw(st.booleans()):
            return Count(offset=draw(st.integers(0, 3)))
        chosen = draw(st.lists(st.sampled_from(known), min_size=1, max_size=2))
        return Count(tuple(chosen), draw(st.integers(1, 2)), draw(st.integers(0, 1)))

    def line(known: tuple[str, ...]) -> tuple[Line, tuple[str, ...]]:
        items: list[Token | List] = [token() for _ in range(draw(st.integers(0, 3)))]
        known = (*known, *(item.name for item in items if isinstance(item, Token) and item.kind is Kind.INTEGER))
        match draw(st.integers(0, 5)):
            case 0:
                items.append(List(token(), some_count(known)))
            case 1:
                items.append(token((Kind.TEXT,)))
            case 2:
                items.append(Token(next(names), Kind.WORD, length=Count(known[-1:], 1, 1)))
            case 3:
                items.append(List(token(), None))
        return Line(tuple(items)), known

    def block(depth: int, known: tuple[str, ...]) -> tuple[Node, ...]:
        found: list[Node] = []
        for _ in range(draw(st.integers(1, 3))):
            if depth < 2 and draw(st.integers(0, 2)) == 0:
                found.append(Repeat(next(names), some_count(known), block(depth + 1, known)))
            else:
                one, known = line(known)
                found.append(one)
        if not depth and draw(st.integers(0, 4)) == 0:
            found.append(Repeat(next(names), None, block(1, known), draw(st.sampled_from(["0 0", "END", None]))))
        return tuple(found)

    return Format(block(0, ()), draw(st.booleans()))


@st.composite
def values_of(draw: st.DrawFn, format: Format, most: int = 4) -> Values:
    """Values in which all counts are right. They need not parse again: a row may look like the terminator."""
    counting = counts(format.body)

    def atom(one: Token, known: Mapping[str, Atom]) -> Atom:
        if one.name in counting:
            return draw(st.integers(0, most))
        if one.length is not None:
            total = one.length.of(known)
            assert total is not None
            return draw(st.text("ab#.", min_size=total, max_size=total))
        return draw(ATOMS[one.kind])

    def block(body: tuple[Node, ...], around: Mapping[str, Atom]) -> Values:
        known = dict(around)
        found: list[Value] = []
        for one in fields(body):
            if isinstance(one, Token):
                known[one.name] = atom(one, known)
                found.append(known[one.name])
                continue
            total = draw(st.integers(0, most)) if one.count is None else one.count.of(known)
            assert total is not None
            if isinstance(one, List):
                found.append(tuple(atom(one.token, known) for _ in range(total)))
            else:
                found.append(tuple(block(one.body, known) for _ in range(total)))
        return tuple(found)

    return block(format.body, {})


@st.composite
def spaced(draw: st.DrawFn, text: str) -> str:
    """The text with other white space: line ends, a missing last newline, blanks at the ends of lines and between tokens."""
    if draw(st.booleans()):
        text = text.replace("\n", draw(st.sampled_from([" \n", "\r\n", "\t\n", "  \r\n"])), draw(st.integers(-1, 3)))
    if draw(st.booleans()):
        text = text.replace(" ", draw(st.sampled_from(["  ", "\t", " \f"])), draw(st.integers(-1, 3)))
    if draw(st.booleans()):
        text = text.rstrip() + draw(st.sampled_from(["", " ", "\n", "\n\n", "\r\n\r\n", " \n \n"]))
    if draw(st.booleans()):
        text = " " + text
    return text

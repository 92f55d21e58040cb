"""Input formats as contests have them, with random values: what inference must recover."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

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
    Token,
    Value,
    Values,
    counts,
    fields,
)
from mutators.formats.rendering import render


def ints(*names: str) -> Line:
    return Line(tuple(Token(name, Kind.INTEGER) for name in names))


def word(name: str, length: Count | None = None) -> Token:
    return Token(name, Kind.WORD, length)


def of(*names: str, factor: int = 1, offset: int = 0) -> Count:
    return Count(names, factor, offset)


def numbers(name: str, count: Count | None, *before: str) -> Line:
    return Line((*ints(*before).items, List(Token(name, Kind.INTEGER), count)))


def rows(name: str, count: Count | None, *body: Node, end: str | None = None) -> Repeat:
    return Repeat(name, count, body, end)


N, M, T = of("n"), of("m"), of("t")
TREE = rows("edges", of("n", offset=-1), ints("u", "v"))
EDGES = rows("edges", M, ints("u", "v"))
TEXT = Line((Token("text", Kind.TEXT),))

CONTESTS: dict[str, tuple[Node, ...]] = {
    "two numbers": (ints("a", "b"),),
    "a word": (Line((word("s"),)),),
    "n numbers": (ints("n"), numbers("a", N)),
    "n numbers, one a line": (ints("n"), rows("r", N, ints("a"))),
    "n k, n numbers": (ints("n", "k"), numbers("a", N)),
    "k n, n numbers": (ints("k", "n"), numbers("a", N)),
    "two lists": (ints("n", "m"), numbers("a", N), numbers("b", M)),
    "two lists, each after its count": (ints("n"), numbers("a", N), ints("m"), numbers("b", M)),
    "two lists of n": (ints("n"), numbers("a", N), numbers("b", N)),
    "numbers after their count on the line": (numbers("a", N, "n"),),
    "n points": (ints("n"), rows("r", N, ints("x", "y"))),
    "a string of length n": (ints("n"), Line((word("s", N),))),
    "grid": (ints("n", "m"), rows("r", N, Line((word("s", M),)))),
    "square grid": (ints("n"), rows("r", N, Line((word("s", N),)))),
    "matrix": (ints("n", "m"), rows("r", N, numbers("a", M))),
    "square matrix": (ints("n"), rows("r", N, numbers("a", N))),
    "n*m numbers": (ints("n", "m"), numbers("a", of("n", "m"))),
    "pairs on a line": (ints("n"), numbers("a", of("n", factor=2))),
    "2n-1 numbers": (ints("n"), numbers("a", of("n", factor=2, offset=-1))),
    "n+1 numbers": (ints("n"), numbers("a", of("n", offset=1))),
    "tree": (ints("n"), TREE),
    "tree as parents": (ints("n"), numbers("p", of("n", offset=-1))),
    "weighted tree and values": (ints("n"), numbers("a", N), rows("e", of("n", offset=-1), ints("u", "v", "w"))),
    "graph": (ints("n", "m"), EDGES),
    "graph and queries": (ints("n", "m", "q"), EDGES, rows("qs", of("q"), ints("x", "y"))),
    "list and queries": (ints("n"), numbers("a", N), ints("q"), rows("qs", of("q"), ints("l", "r"))),
    "list and queries, counts together": (ints("n", "q"), numbers("a", N), rows("qs", of("q"), ints("l", "r"))),
    "lists of their own length": (ints("n"), rows("r", N, numbers("a", of("k"), "k"))),
    "names with numbers": (ints("n"), rows("r", N, Line((word("s"), Token("x", Kind.INTEGER))))),
    "texts": (ints("n"), rows("r", N, TEXT)),
    "a text": (TEXT,),
    "cases of two numbers": (ints("t"), rows("c", T, ints("a", "b"))),
    "cases of a list": (ints("t"), rows("c", T, ints("n"), numbers("a", N))),
    "cases of n k and a list": (ints("t"), rows("c", T, ints("n", "k"), numbers("a", N))),
    "cases of two lists": (ints("t"), rows("c", T, ints("n", "m"), numbers("a", N), numbers("b", M))),
    "cases of a string": (ints("t"), rows("c", T, ints("n"), Line((word("s", N),)))),
    "cases of a grid": (ints("t"), rows("c", T, ints("n", "m"), rows("r", N, Line((word("s", M),))))),
    "cases of a tree": (ints("t"), rows("c", T, ints("n"), TREE)),
    "cases of a graph": (ints("t"), rows("c", T, ints("n", "m"), EDGES)),
    "cases of a list and queries": (
        ints("t"),
        rows("c", T, ints("n", "q"), numbers("a", N), rows("qs", of("q"), ints("l", "r"))),
    ),
    "cases after a blank line": (ints("t"), rows("c", T, Line(()), ints("n"), numbers("a", N))),
    "pairs until 0 0": (rows("c", None, ints("a", "b"), end="0 0"),),
    "lists until 0": (rows("c", None, ints("n"), numbers("a", N), end="0"),),
    "graphs until 0 0": (rows("c", None, ints("n", "m"), EDGES, end="0 0"),),
    "pairs until the end": (rows("c", None, ints("a", "b")),),
    "lists until the end": (rows("c", None, ints("n"), numbers("a", N)),),
    "queries of several sorts": (
        ints("n", "q"),
        rows(
            "qs",
            of("q"),
            Line((Token("type", Kind.INTEGER), List(Token("x", Kind.INTEGER), None, (("1", 1), ("2", 2), ("3", 0))))),
        ),
    ),
    "8 rows of 8": (rows("r", Count(offset=8), Line((word("s", Count(offset=8)),))),),
    "decimals": (ints("n"), rows("r", N, Line((Token("x", Kind.DECIMAL), Token("y", Kind.DECIMAL))))),
}


def values_at_random(body: tuple[Node, ...], rng: Random, most: int, around: Mapping[str, Atom] | None = None) -> Values:
    """Values with counts of 1 to `most` (lists without a count, cases and repetitions too), numbers from 1 to 1000."""
    counting = frozenset(counts(body)) | frozenset(around or ())

    def atom(one: Token, known: Mapping[str, Atom]) -> Atom:
        if one.kind is Kind.WORD:
            total = one.length.of(known) if one.length else rng.randint(1, 9)
            return "".join(rng.choices("abcdxyz.#", k=total or 0))
        if one.kind is Kind.DECIMAL:
            return f"{rng.uniform(-99, 99):.{rng.randint(1, 3)}f}"
        if one.kind is Kind.TEXT:
            return " ".join("".join(rng.choices("abcde,", k=rng.randint(1, 6))) for _ in range(rng.randint(1, 6)))
        return rng.randint(1, most) if one.name in counting else rng.randint(1, 1000)

    known = dict(around or {})
    found: list[Value] = []
    for one in fields(body):
        if isinstance(one, Token):
            known[one.name] = found_atom = atom(one, known)
            found.append(found_atom)
        elif isinstance(one, List):
            if one.sizes:
                tag, total = rng.choice(one.sizes)
                found[-1] = int(tag)
            else:
                total = rng.randint(1, most) if one.count is None else one.count.of(known) or 0
            found.append(tuple(atom(one.token, known) for _ in range(total)))
        else:
            repeats = rng.randint(1, most) if one.count is None else one.count.of(known) or 0
            found.append(tuple(values_at_random(one.body, rng, most, known) for _ in range(repeats)))
    return tuple(found)


def inputs_at_random(body: tuple[Node, ...], rng: Random, total: int, most: int = 8) -> list[str]:
    """So many different inputs, which may not be alike in any count."""
    format = Format(body)
    return [render(format, Parsed(values_at_random(body, rng, most))) for _ in range(total)]


def outline(body: tuple[Node, ...]) -> object:
    """The structure without names: variables by their order, kinds, counts, lengths."""
    names = {name: f"#{place}" for place, name in enumerate(_in_order(body))}

    def count(one: Count | None) -> object:
        return one and (sorted(names[name] for name in one.variables), one.factor if one.variables else 1, one.offset)

    def item(one: Token | List) -> object:
        if isinstance(one, List):
            return "list", item(one.token), count(one.count), [size for _, size in one.sizes]
        return one.kind.value, count(one.length)

    def block(nodes: tuple[Node, ...]) -> object:
        return [
            [item(one) for one in node.items]
            if isinstance(node, Line)
            else ("repeat", count(node.count), node.terminator, block(node.body))
            for node in nodes
        ]

    return block(body)


def _in_order(body: tuple[Node, ...]) -> list[str]:
    found = []
    for one in fields(body):
        found.append(one.name)
        if isinstance(one, Repeat):
            found.extend(_in_order(one.body))
    return found

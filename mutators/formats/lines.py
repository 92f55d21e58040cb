"""Hypotheses about one line: which structures explain the numbers of tokens that the examples have there, at what price.

Prices are description lengths in tokens: a token that stands by itself costs 1, so five numbers on a line that an earlier `n`
explains are cheaper as a list, and two that `n - 1` would explain are not. The constants are guesses of how contests write.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mutators.formats.counting import Counts, Variable
from mutators.formats.nodes import Count, Kind, Line, List, Token
from mutators.formats.parsing import INTEGER

LINE, TOKEN, LIST, REPEAT = 0.5, 1.0, 1.4, 0.75
LEAST_LINE = 1.0
"""What a line costs at least (nearly: a quoted text costs half)."""
FREE_LIST, TEXT, CONSTANT = 4.5, 5.0, 5.0
MAX_PREFIX = 3
MAX_FIXED = 40
MAX_SORTS = 8
MAX_NUMBER_DIGITS = 7


@dataclass(frozen=True, slots=True)
class LineGuess:
    """A line, what it costs, and which variables it counts by."""

    cost: float
    line: Line
    used: frozenset[str] = frozenset()


Row = tuple[int, tuple[str, ...]]
"""Number of the example, tokens."""


def line_guesses(rows: Sequence[Row], counts: Counts, used: frozenset[str], fresh: int) -> Iterator[LineGuess]:
    """Structures of a line that stands so in every row; `used` count something else by then.

    Names of its tokens are `_N`, N counted up from `fresh`.
    """
    widths = [len(words) for _, words in rows]
    least = min(widths)
    same = all(width == least for width in widths)
    names = [f"_{fresh + place}" for place in range(max(least, MAX_PREFIX) + 1)]
    single = tuple(Token(name) for name in names)
    if same and least <= MAX_FIXED:
        yield LineGuess(LINE + TOKEN * least, Line(single[:least]))
    if same and least > CONSTANT:
        yield LineGuess(LINE + LIST + CONSTANT, Line((List(single[0], Count(offset=least)),)))
    for before in range(min(least, MAX_PREFIX) + 1):
        for cost, count in _counts_of_rest(rows, before, counts, used, names):
            line = Line((*single[:before], List(single[before], count)))
            yield LineGuess(LINE + TOKEN * before + LIST + cost, line, frozenset(count.variables))
    yield from _open_guesses(rows, single, same)


def _counts_of_rest(
    rows: Sequence[Row], before: int, counts: Counts, used: frozenset[str], names: Sequence[str]
) -> Iterator[tuple[float, Count]]:
    """Counts that give the number of tokens after the first `before` in every row."""
    for place in range(before):  # a count on the line itself
        if all(words[place] == str(len(words) - before) for _, words in rows):
            alone = 0.75 if before == 1 else 1.25
            yield (alone if place == before - 1 else alone + 1.0), Count((names[place],))
    rest: dict[int, int] = {}
    for number, words in rows:
        if rest.setdefault(number, len(words) - before) != len(words) - before:
            return
    found = list(counts.explain(rest, used))
    if not found:
        return
    dearer = 0.0
    if before:  # two lists are written on two lines, and a number before a list of numbers is one of them
        alike = all(INTEGER.fullmatch(word) for _, words in rows for word in words[:before])
        dearer = 1.75 if alike else 0.5
    if not all(INTEGER.fullmatch(words[before]) for _, words in rows if len(words) > before):
        dearer += 1.0  # words on a line are rarely counted: a lone one is likelier to be a string
    for cost, count in found:
        yield cost + dearer, count


def _open_guesses(rows: Sequence[Row], single: tuple[Token, ...], same: bool) -> Iterator[LineGuess]:
    """A list of unexplained length, and a text."""
    lines = min(len(rows), 8)
    if not same and (sizes := _sizes(rows)):
        yield LineGuess(LINE + TOKEN + LIST + len(sizes), Line((single[0], List(single[1], None, sizes))))
    worded = [words for _, words in rows if not all(map(INTEGER.fullmatch, words))]
    yield LineGuess(LINE + FREE_LIST + 0.5 * lines + (1.0 if worded else 0.0), Line((List(single[0], None),)))
    text = Token(single[0].name, Kind.TEXT)
    prose = [words for words in worded if len(words) > 1 and not any(map(_number_like, words))]
    if any(word[0] == word[-1] == '"' for words in worded for word in words):
        yield LineGuess(LINE, Line((text,)))
    elif same and prose and len(prose) == len(rows):
        yield LineGuess(
            LINE + 2.0 + 0.4 * lines, Line((text,))
        )  # words, none a number: the next line may well have more of them
    else:
        yield LineGuess(LINE + TEXT + (0.1 if worded else 0.5) * lines, Line((text,)))
    if worded and all(words and INTEGER.fullmatch(words[0]) for _, words in rows):
        yield LineGuess(LINE + TOKEN + TEXT + 0.1 * lines, Line((single[0], Token(single[1].name, Kind.TEXT))))


def _sizes(rows: Sequence[Row]) -> tuple[tuple[str, int], ...]:
    """The first token of each row with the number of those after it, if it determines that and there are few of them."""
    sizes: dict[str, int] = {}
    for _, words in rows:
        if not words or sizes.setdefault(words[0], len(words) - 1) != len(words) - 1 or len(sizes) > MAX_SORTS:
            return ()
    return tuple(sorted(sizes.items())) if len(rows) >= len(sizes) + 2 else ()


def _number_like(word: str) -> bool:
    return any("0" <= character <= "9" for character in word)


def variables_of(line: Line, rows: Sequence[Row], examples: int, depth: int, first: bool) -> Iterator[Variable]:
    """The tokens of a line that can be counts: small integers, not negative in any example. At most the first eight.

    Examples without a row have the value -1, which counts nothing.
    """
    for place, item in enumerate(line.items[:8]):
        if not isinstance(item, Token) or item.kind is Kind.TEXT:
            return
        values = [-1] * examples
        for number, words in rows:
            word = words[place]
            if not (word.isascii() and word.isdigit() and len(word) <= MAX_NUMBER_DIGITS):
                break
            values[number] = int(word)
        else:
            yield Variable(item.name, tuple(values), depth, first and not place)

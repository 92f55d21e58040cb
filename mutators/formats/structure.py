"""The search for structures under which all examples match: cheapest first, from the first line to the last.

A state is the beginning of a block together with the place that it has reached in every example. It is continued by a line,
by lines repeated as often as a count says, or by blocks repeated so or until the end; a block of several lines is found by the
same search over its first instance in each example, and must then match all the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from math import inf

from mutators.formats.counting import CountGuess, Counts
from mutators.formats.examples import Example, repeated, repeated_until
from mutators.formats.frontier import Frontier, Inside, Later, State, unexplained
from mutators.formats.lines import LEAST_LINE, REPEAT, Row, line_guesses, variables_of
from mutators.formats.nodes import Atom, Count, Line, List, Node, Repeat, Token

MAX_DEPTH = 2
MAX_STEPS = 3000
"""States that one search goes on from."""
MAX_BLOCK_NODES = 6
SLACK = 1.5
"""How much dearer than the cheapest the other structures may be that are worth a look at their tokens."""

UNTIL_END, UNTIL_LINE, CONSTANT_LINES, NO_ROWS = 5.0, 2.0, 5.0, 2.5
ENDS = frozenset({"0", "-1", "#", "*", ".", "END", "end", "EOF", "$", "-"})


@dataclass(frozen=True, slots=True)
class Structure:
    """A structure that all examples match. Its tokens are words or texts: what else they are is not looked at here."""

    cost: float
    body: tuple[Node, ...]


def structures(examples: Sequence[Example], limit: int = 6, slack: float = SLACK) -> list[Structure]:
    """The structures that match all examples and are `slack` dearer than the cheapest at most, in order of their price.

    At most `limit`; empty if none is found.
    """
    return Search(examples).whole(limit, slack)


class Search:
    """The examples, and how states go on in them."""

    def __init__(self, examples: Sequence[Example]) -> None:
        self.examples = examples
        self.ends = tuple(len(one.lines) for one in examples)
        self.steps = 0

    def whole(self, limit: int, slack: float) -> list[Structure]:
        """Structures of the whole input."""
        found: list[Structure] = []
        frontier = Frontier(self, State(0.0, (0,) * len(self.examples), (), (), frozenset(), 0, 0))
        while self.steps < MAX_STEPS and frontier.bound < (found[0].cost + slack if found else inf):
            state = frontier.step()
            self.steps += 1
            if state is not None and state.places == self.ends:
                found.append(Structure(state.cost, state.body))
                if len(found) == limit:
                    break
        return found

    def continuations(self, state: State) -> Iterator[State | Inside | Later]:
        """What may come next."""
        if all(place < 0 or place >= end for place, end in zip(state.places, self.ends, strict=True)):
            return
        if len(state.body) >= MAX_BLOCK_NODES and state.depth:
            return
        taking = [number for number, place in enumerate(state.places) if place >= 0]
        counts = Counts(state.scope, state.used, state.depth, taking)
        yield from self._lines(state, counts)
        for guess in counts:
            if state.depth and not any(guess.values[number] for number in taking):
                yield self._no_rows(state, guess)
            if self._possible(state, guess.values):
                count = guess.count
                least = state.cost + REPEAT + guess.cost + LEAST_LINE
                yield Later(least, partial(self._rows, state, counts, guess.cost, count, guess.values))
                if count.plain and count.variables[0] not in state.used and self._roomy(state, guess.values):
                    yield Inside(self, state, REPEAT + guess.cost, Repeat(f"_{state.fresh}", count, ()), guess.values)
        yield Later(state.cost + CONSTANT_LINES, partial(self._constant_rows, state, counts))
        if not state.depth:
            yield from self._until(state, counts)

    def _possible(self, state: State, totals: Sequence[int]) -> bool:
        """Whether there are lines enough for so many blocks, and a block in some example."""
        here = [(total, end - place) for total, place, end in zip(totals, state.places, self.ends, strict=True) if place >= 0]
        return all(0 <= total <= left for total, left in here) and any(total for total, _ in here)

    def _roomy(self, state: State, totals: Sequence[int]) -> bool:
        """Whether there may be so many blocks of two lines or more in some example. (The end swallows a last blank line.)"""
        return state.depth < MAX_DEPTH and any(
            place >= 0 and 0 < 2 * total <= end - place + 1
            for total, place, end in zip(totals, state.places, self.ends, strict=True)
        )

    def _lines(self, state: State, counts: Counts) -> Iterator[State]:
        """One line more. A blank one that the end of the text swallowed counts as there."""
        rows = [
            (number, self.examples[number].lines[place] if place < self.ends[number] else ())
            for number, place in enumerate(state.places)
            if place >= 0
        ]
        for guess in line_guesses(rows, counts, frozenset(), state.fresh):
            last = guess.line.items[-1:]
            if (
                any(not words for _, words in rows)
                and not (last and isinstance(last[0], List))
                and not self._all_have_a_line(state)
            ):
                continue
            places = [place + 1 if place >= 0 else place for place in state.places]
            reached = [min(place, end) for place, end in zip(places, self.ends, strict=True)]
            after = state.then(guess.cost, guess.line, reached, guess.used, len(guess.line.items))
            found = tuple(variables_of(guess.line, rows, len(self.examples), state.depth, not state.body))
            yield replace(after, scope=state.scope + found)

    def _all_have_a_line(self, state: State) -> bool:
        return all(place < end for place, end in zip(state.places, self.ends, strict=True))

    def _rows(self, state: State, counts: Counts, cost: float, count: Count, totals: Sequence[int]) -> Iterator[State]:
        """A single line that is repeated."""
        rows: list[Row] = []
        for number, (place, total) in enumerate(zip(state.places, totals, strict=True)):
            if place >= 0:
                rows.extend((number, words) for words in self.examples[number].lines[place : place + total])
        places = [place + total if place >= 0 else place for place, total in zip(state.places, totals, strict=True)]
        yield from self._repeated_line(state, counts, REPEAT + cost, count, rows, places)

    def _no_rows(self, state: State, guess: CountGuess) -> State:
        """Rows of which the first blocks have none: what they look like is found out from later blocks (see `tightening`)."""
        row = Line((List(Token(f"_{state.fresh + 1}"), None),))
        node = Repeat(f"_{state.fresh}", guess.count, (row,))
        return state.then(REPEAT + guess.cost + NO_ROWS, node, state.places, frozenset(guess.count.variables), 2)

    def _repeated_line(
        self,
        state: State,
        counts: Counts,
        cost: float,
        count: Count | None,
        rows: Sequence[Row],
        places: Sequence[int],
        end: str | None = None,
    ) -> Iterator[State]:
        used = frozenset(count.variables if count else ()) - state.used
        for guess in line_guesses(rows, counts, used, state.fresh + 1):
            if guess.line.items:
                node = Repeat(f"_{state.fresh}", count, (guess.line,), end)
                yield state.then(cost + guess.cost, node, places, used | guess.used, 1 + len(guess.line.items))

    def _constant_rows(self, state: State, counts: Counts) -> Iterator[State]:
        """As many lines in every example, without a count, from four on."""
        runs = []
        for number, place in enumerate(state.places):
            if place >= 0:
                lines = self.examples[number].lines
                width = len(lines[place]) if place < len(lines) else 0
                end = place
                while end < len(lines) and len(lines[end]) == width:
                    end += 1
                runs.append(end - place)
        total = min(runs)
        if total >= 4 and total == max(runs):
            yield from self._rows(state, counts, CONSTANT_LINES, Count(offset=total), [total] * len(self.examples))

    def _at_end(self, places: Sequence[int]) -> bool:
        return all(place < 0 or place == end for place, end in zip(places, self.ends, strict=True))

    def after_all(
        self, start: State, block: State, repeat: Repeat, totals: Sequence[int]
    ) -> tuple[tuple[int, ...], list[int]] | None:
        """The line after all instances of a block in each example (-1 where there is none), and how many there were.

        None where an instance does not match, or where blocks that stand only once end before the text does: there nothing
        would tell their end.
        """
        ends = []
        totals = list(totals)
        for number, (one, place, total) in enumerate(zip(self.examples, start.places, totals, strict=True)):
            after: int | None = -1
            if place >= 0:
                values: dict[str, Atom] = {variable.name: variable.values[number] for variable in start.scope}
                if repeat.count is None:
                    until = repeated_until(block.body, one, place, values, tuple((repeat.terminator or "").split()))
                    after, totals[number] = until or (None, 0)
                else:
                    after = repeated(block.body, one, place, values, total)
            if after is None:
                return None
            ends.append(min(after, len(one.lines)))
        return None if max(totals) == 1 and not self._at_end(ends) else (tuple(ends), totals)

    def _until(self, state: State, counts: Counts) -> Iterator[State | Inside | Later]:
        """Lines or blocks until a line that is the last one of every example, or until the end."""
        lasts = {one.lines[-1] if one.lines else () for one in self.examples}
        last = next(iter(lasts))
        if len(lasts) == 1 and 0 < len(last) <= 4 and len(set(last)) == 1 and _ends(last):
            yield from self._until_line(state, counts, UNTIL_LINE, last)
        yield from self._until_line(state, counts, UNTIL_END, ())

    def _until_line(self, state: State, counts: Counts, cost: float, end: tuple[str, ...]) -> Iterator[State | Inside | Later]:
        rows: list[Row] = []
        for number, (one, place) in enumerate(zip(self.examples, state.places, strict=True)):
            rows.extend((number, words) for words in one.lines[place : len(one.lines) - bool(end)])
        lengths = [len(one.lines) - bool(end) - place for one, place in zip(self.examples, state.places, strict=True)]
        if len(rows) <= 1 or min(lengths) < 0 or (end and any(words == end for _, words in rows)):
            return
        terminator = " ".join(end) or None
        price = cost + unexplained(lengths, state)
        rest = partial(self._repeated_line, state, counts, price, None, rows, self.ends, terminator)
        yield Later(state.cost + price + LEAST_LINE, rest)
        yield Inside(self, state, cost, Repeat(f"_{state.fresh}", None, (), terminator), [2] * len(self.examples))


def _ends(last: tuple[str, ...]) -> bool:
    """Whether a line may be what ends others: one of ENDS, or a lone word in capitals, as `STOP`."""
    return last[0] in ENDS or (len(last) == 1 and last[0].isalpha() and last[0].isupper() and 3 <= len(last[0]) <= 8)

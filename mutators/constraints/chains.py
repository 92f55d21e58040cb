"""Chains of relations in a text: `1 ≤ l ≤ r ≤ n`, `-10^9 ≤ x_i, y_i ≤ 10^9`, `1 ≤ t_1 ≤ ... ≤ t_n`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from mutators.constraints.expressions import Expression, Number, Variable
from mutators.constraints.lexing import is_word, tokens
from mutators.constraints.parsing import Parser

RELATIONS = frozenset("≤≥<>≠=")
_BEFORE_NAMES = frozenset(("where", "and", "with", "that", "integer", "number", "or"))
_FURTHEST_BACK = 20
"""Tokens before a relation in which its left side is looked for."""
MOST_CHAINS = 2000
"""Of one description: a real one has some tens."""


@dataclass(frozen=True, slots=True)
class Chain:
    """`terms[0] relations[0] terms[1] ...`; a term is a list of expressions that the relation holds for each.

    `sequence`: the base of `t_1 ≤ t_2 ≤ ... ≤ t_n`, which is one term here, and the relation between its elements.
    """

    terms: tuple[tuple[Expression, ...], ...]
    relations: tuple[str, ...]
    start: int
    end: int
    sequence: tuple[str, str] | None = None


def chains(text: str) -> list[Chain]:
    """The chains of `text`, in order. What is not understood is left out, and with it the relation beside it."""
    return list(islice(_ChainParser(tokens(text)).chains(), MOST_CHAINS))


class _ChainParser(Parser):
    """Chains on top of expressions."""

    def chains(self) -> Iterator[Chain]:
        done = 0
        for place, token in enumerate(self.tokens):
            if token.kind == "relation" and place >= done and self.continues(place):
                left = self._left(place, done)
                if left is None:
                    continue
                chain, done = self._chain(left, place)
                if chain is not None:
                    yield chain

    def _left(self, place: int, floor: int) -> tuple[tuple[Expression, ...], int] | None:
        """The longest list of expressions that ends right before the relation at `place`, and where it begins."""
        end = place
        if self.text(end - 1) == ",":  # `h_i, s_i, ≤ 10`
            end -= 1
        if self.text(end - 1) in ("is", "are", "be"):
            end -= 1
        lowest = max(floor, end - _FURTHEST_BACK)
        for back in range(end - 1, lowest - 1, -1):
            if self.tokens[back].block:
                lowest = back
                break
        for start in range(lowest, end):
            found = self._list(start)
            if found is not None and found[1] == end:
                return (found[0], start) if self.opened(start) and not self._spoken(start, end) else None
        return None

    def _spoken(self, start: int, end: int) -> bool:
        """Whether what stands there is a word of the sentence: `the sum over all test cases ≤ 5`."""
        if end - start > 1 or not self.continues(start) or not is_word(self.tokens[start]):
            return False
        return is_word(self.tokens[start - 1]) and self.tokens[start - 1].text.lower() not in _BEFORE_NAMES

    def _list(self, place: int) -> tuple[tuple[Expression, ...], int] | None:
        """Expressions separated by commas; numbers stand alone. `a_1, ..., a_n` is all elements of `a`."""
        found = self.sum(place)
        if found is None:
            return None
        values, here = [found[0]], found[1]
        while self.text(here) in (",", ";") and self.continues(here) and not isinstance(values[-1], Number):
            more = here + 1
            if self.tokens[more : more + 1] and self.tokens[more].kind == "dots":
                last = self.sum(more + 2) if self.text(more + 1) == "," else None
                if last is None or not (whole := _whole(values[-1], last[0])):
                    break
                values = [one for one in values if not _whole(one, last[0])] + [whole]
                here = last[1]
                continue
            following = self.sum(more)
            if following is None or isinstance(following[0], Number) or self.prose(more) or following[0] in values:
                break
            values.append(following[0])
            here = following[1]
        return tuple(values), here

    def _chain(self, left: tuple[tuple[Expression, ...], int], place: int) -> tuple[Chain | None, int]:
        terms, relations = [left[0]], []
        end = place
        dots = False
        while self.text(place) in RELATIONS and self.continues(place):
            relation = self.text(place)
            if self.tokens[place + 1 : place + 2] and self.tokens[place + 1].kind == "dots":
                dots = True
                place += 2
                continue
            found = self._list(place + 1) if self.continues(place + 1) else None
            if found is None:
                place += 1
                break
            values, here = found
            going_on = self.text(here) in RELATIONS
            trailing = self.text(here) == "," and self.text(here + 1) in RELATIONS and self.continues(here + 1)
            alone = isinstance(terms[-1][0], Number) and self._listed_alone(here)
            if len(values) > 1 and not ((going_on or trailing or alone) and all(isinstance(one, Number) for one in terms[-1])):
                single = self.sum(place + 1)
                assert single is not None
                values, here, trailing = (single[0],), single[1], False
            if not self.closed(here):
                place = here
                break
            terms.append(values)
            relations.append(relation)
            place = end = here + (1 if trailing else 0)
        if not relations:
            return None, place
        last = self.tokens[max(end - 1, 0)]
        if not _monotone(terms, relations):
            return None, max(end, place)  # `1≤n≤10001≤n≤1000`: a formula twice
        chain = Chain(tuple(terms), tuple(relations), self.tokens[left[1]].start, last.end)
        return (_collapsed(chain) if dots else chain), max(end, place)

    def _listed_alone(self, place: int) -> bool:
        """Whether a list of names ends there for certain: before a bracket that closes, before the next chain's number, or with
        the text or the item of a list.
        """
        if place >= len(self.tokens) or self.tokens[place].block:
            return True
        following = self.tokens[place + 1 : place + 2]
        number = bool(following) and following[0].kind == "number" and self.text(place + 2) in RELATIONS
        return self.text(place) == ")" or (self.text(place) == "," and number)


def _monotone(terms: list[tuple[Expression, ...]], relations: list[str]) -> bool:
    """Whether the constants of a chain go the way of its relations."""
    numbers = [term[0] for term in terms if isinstance(term[0], Number)]
    for constants in ([one.value for one in numbers], [one.other for one in numbers]):
        upwards = all(low <= high for low, high in pairwise(constants))
        downwards = all(low >= high for low, high in pairwise(constants))
        if (upwards or not set(relations) <= set("≤<")) and (downwards or not set(relations) <= set("≥>")):
            return True
    return False


def _whole(one: Expression, other: Expression) -> Variable | None:
    """All elements of the sequence that `one` and `other` are elements of."""
    if (
        isinstance(one, Variable)
        and isinstance(other, Variable)
        and one.base == other.base
        and one.subscript
        and other.subscript
    ):
        return Variable(one.base, "*")
    return None


def _collapsed(chain: Chain) -> Chain | None:
    """`1 ≤ t_1 ≤ t_2 ≤ ... ≤ t_n ≤ m` as `1 ≤ t_* ≤ m` with the relation inside; None where the dots stand for else."""
    bases = [term[0].base if isinstance(term[0], Variable) and term[0].subscript else None for term in chain.terms]
    repeated = {base for base in bases if base is not None and bases.count(base) > 1}
    if len(repeated) != 1:
        return None
    (base,) = repeated
    first, last = bases.index(base), len(bases) - 1 - bases[::-1].index(base)
    inner = set(chain.relations[first:last])
    if len(inner) != 1 or bases[first : last + 1] != [base] * (last + 1 - first):
        return None
    return replace(
        chain,
        terms=(*chain.terms[:first], (Variable(base, "*"),), *chain.terms[last + 1 :]),
        relations=(*chain.relations[:first], *chain.relations[last:]),
        sequence=(base, inner.pop()),
    )

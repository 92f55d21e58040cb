"""How far each field of a format may go: by the statement where it says so, else by what the tests showed, widened."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from mutators.constraints.evaluation import Places, token_at
from mutators.constraints.expressions import (
    Exact,
    Expression,
    Interval,
    Number,
    Operation,
    Size,
    Variable,
    interval,
)
from mutators.constraints.records import Alphabet, Compare, Constraint, Decimals, Sum
from mutators.formats.nodes import Format, Kind, Path, Repeat, Token, walk

_ROUNDS = 6
OBSERVED = "true of every test that was seen"
"""The source of what the statement does not say."""


@dataclass(frozen=True, slots=True)
class Limit:
    """The bounds of one field: of its values, or, where `of_length`, of the lengths of its texts.

    `low` and `high` are the widest that any input may have: where a bound depends on other variables, on their greatest
    values; the exact relations are in `relative`. `low_from` and `high_from` quote the statement where the bound is stated,
    else say what the tests showed. `alphabet`: the characters of texts.
    """

    name: str
    path: Path
    low: Exact | None
    high: Exact | None
    low_from: str
    high_from: str
    low_stated: bool
    high_stated: bool
    of_length: bool = False
    alphabet: str = ""
    alphabet_stated: bool = False
    decimals: int = 0
    relative: tuple[Compare, ...] = ()


@dataclass(frozen=True, slots=True)
class _End:
    value: Exact
    source: str


Ends = dict[str, _End]


def limits(format: Format, constraints: Sequence[Constraint], places: Places) -> tuple[Limit, ...]:
    """The limit of every field but repetitions, in the order of the input."""
    names = {path: name for name, path in places.items()}
    lows, highs = stated_ends(format, constraints, places)
    found = []
    for path, one in walk(format.body):
        if not isinstance(one, Repeat):
            token = one if isinstance(one, Token) else one.token
            found.append(_limit(token, path, names.get(path), lows, highs, constraints))
    return tuple(found)


def _limit(token: Token, path: Path, name: str | None, lows: Ends, highs: Ends, constraints: Sequence[Constraint]) -> Limit:
    text = token.kind in (Kind.WORD, Kind.TEXT)
    key = f"|{name}|" if text else name or ""
    low, high = lows.get(key), highs.get(key)
    seen_low, seen_high, why = _seen(token, text)
    about = [one for one in constraints if name in [variable.name for variable in one.variables]]
    alphabet = next((one.characters | one.first for one in about if isinstance(one, Alphabet)), None)
    decimals = next((one.digits for one in about if isinstance(one, Decimals)), token.seen.decimals)
    if token.kind is Kind.INTEGER:
        low = low and _End(math.ceil(low.value), low.source)
        high = high and _End(math.floor(high.value), high.source)
    return Limit(
        token.name,
        path,
        low.value if low else _not_above(seen_low, high),
        high.value if high else _not_below(seen_high, low),
        low.source if low else why,
        high.source if high else why,
        low is not None and low.source != OBSERVED,
        high is not None and high.source != OBSERVED,
        text,
        "".join(sorted(alphabet)) if alphabet else token.seen.alphabet,
        alphabet is not None,
        decimals,
        tuple(one for one in about if isinstance(one, Compare) and len(one.variables) > 1),
    )


def _not_above(value: Exact | None, high: _End | None) -> Exact | None:
    return value if value is None or high is None else min(value, high.value)


def _not_below(value: Exact | None, low: _End | None) -> Exact | None:
    return value if value is None or low is None else max(value, low.value)


def _seen(token: Token, text: bool) -> tuple[Exact | None, Exact | None, str]:
    """What the tests showed of the token, widened, and in words."""
    seen = token.seen
    if text:
        if not seen.occurrences:
            return None, None, "nothing was seen"
        low, high = seen.shortest, seen.longest
        return min(low, 1), widened(low, high)[1], f"lengths {low}..{high} in the tests, widened"
    if seen.low is None or seen.high is None:
        return None, None, "nothing was seen"
    if token.within is not None:
        return token.index_base, seen.high, f"indexes {token.index_base}..{token.within} in all tests, {seen.high} the greatest"
    return (*widened(seen.low, seen.high), f"{seen.low}..{seen.high} in the tests, widened")


def widened(low: int, high: int) -> tuple[int, int]:
    """The range with its ends moved outwards to the next of 1, 2, 5, 10, 20, 50, ... and their negatives; 0 stays.

    So the sign and the order of magnitude stay: 0..9 -> 0..10, -7..7 -> -10..10, 12..57 -> 10..100. Low ends of 1 to 5 stay
    too, as problems ask for at least two or three of something.
    """
    return (low if 0 <= low <= 5 else _round(low, below=True)), (high if high == 0 else _round(high, below=False))


def _round(value: int, below: bool) -> int:
    """The nearest of 1, 2, 5, 10, ... and their negatives that is not above, or not below, `value`, which is not 0."""
    if value < 0:
        return -_round(-value, not below)
    unit: int = 10 ** (len(str(value)) - 1)
    steps = [unit * step for step in (1, 2, 5, 10)]
    return max(step for step in steps if step <= value) if below else min(step for step in steps if step >= value)


def stated_ends(format: Format, constraints: Sequence[Constraint], places: Places) -> tuple[Ends, Ends]:
    """The least and greatest values of names, and of lengths `|name|`, that the constraints leave, taken together."""
    lows: Ends = {}
    highs: Ends = {}
    kinds = {name: token.kind for name, path in places.items() if (token := token_at(format, path)) is not None}
    compares = [one for one in constraints if isinstance(one, Compare)]
    sums = [
        one
        for one in constraints
        if isinstance(one, Sum) and one.relation in ("≤", "=") and isinstance(one.term, Variable | Size)
    ]
    for _ in range(_ROUNDS):
        changed = False
        for one in compares:
            for left, relation, right in _directions(one):
                changed |= _tighten(left, relation, right, one.source, lows, highs, kinds)
        for total in sums:  # a part is not more than the whole where no part is negative
            low, high = _ends_of(total.term, lows, highs)[0], _ends_of(total.bound, lows, highs)[1]
            if low is not None and low >= 0 and high is not None:
                changed |= _lower(highs, _key(total.term), high, total.source)
        if not changed:
            break
    return lows, highs


def _ends_of(one: Expression, lows: Ends, highs: Ends) -> Interval:
    def of(part: Expression) -> Interval:
        low, high = lows.get(_key(part)), highs.get(_key(part))
        least = 0 if low is None and isinstance(part, Size) else None
        return low.value if low else least, high.value if high else None

    return interval(one, of)


def _directions(one: Compare) -> list[tuple[Expression, str, Expression]]:
    """The relation as `left ≤ right` or `left < right`, both ways round for an equation."""
    if one.relation in ("≤", "<"):
        return [(one.left, one.relation, one.right)]
    if one.relation in ("≥", ">"):
        return [(one.right, {"≥": "≤", ">": "<"}[one.relation], one.left)]
    return [(one.left, "≤", one.right), (one.right, "≤", one.left)] if one.relation == "=" else []


def _tighten(
    left: Expression, relation: str, right: Expression, source: str, lows: Ends, highs: Ends, kinds: Mapping[str, Kind]
) -> bool:
    """The ends moved by `left relation right`; whether any did."""
    changed = _parts(left, right, source, lows, highs) | _factors(left, right, source, lows, highs, kinds)
    step = 1 if relation == "<" and _whole(left, kinds) and _whole(right, kinds) else 0
    least, greatest = _ends_of(left, lows, highs)[0], _ends_of(right, lows, highs)[1]
    if greatest is not None and isinstance(left, Variable | Size):
        changed |= _lower(highs, _key(left), greatest - step, source)
        if isinstance(left, Size) and isinstance(left.of, Variable) and kinds.get(left.of.name) in (Kind.INTEGER, Kind.DECIMAL):
            changed |= _lower(highs, left.of.name, greatest - step, source) | _raise(
                lows, left.of.name, step - greatest, source
            )
    if least is not None and not (isinstance(left, Size) and least == 0) and isinstance(right, Variable | Size):
        changed |= _raise(lows, _key(right), least + step, source)
    return changed


def _parts(left: Expression, right: Expression, source: str, lows: Ends, highs: Ends) -> bool:
    """The ends of what is added up to `left`, which is at most `right`: what the least of the others leaves."""
    terms = _added(left)
    greatest = _ends_of(right, lows, highs)[1]
    known = [low for one in terms if (low := _ends_of(one, lows, highs)[0]) is not None]
    if len(terms) < 2 or greatest is None or len(known) < len(terms):
        return False
    changed = False
    for one, low in zip(terms, known, strict=True):
        if isinstance(one, Variable):
            changed |= _lower(highs, _key(one), greatest - sum(known) + low, source)
    return changed


def _factors(left: Expression, right: Expression, source: str, lows: Ends, highs: Ends, kinds: Mapping[str, Kind]) -> bool:
    """The ends of the factors of `left`, which is at most `right`: what the least of the others leaves."""
    factors = _multiplied(left)
    greatest = _ends_of(right, lows, highs)[1]
    known = [low for one in factors if (low := _ends_of(one, lows, highs)[0]) is not None and low >= 1]
    if len(factors) < 2 or greatest is None or len(known) < len(factors):
        return False
    changed = False
    for one, low in zip(factors, known, strict=True):
        if isinstance(one, Variable):
            most = Fraction(greatest) * Fraction(low) / math.prod(map(Fraction, known))
            changed |= _lower(highs, _key(one), math.floor(most) if _whole(one, kinds) else most, source)
    return changed


def _multiplied(one: Expression) -> list[Expression]:
    if isinstance(one, Operation) and one.operator == "*":
        return [*_multiplied(one.left), *_multiplied(one.right)]
    return [one]


def _added(one: Expression) -> list[Expression]:
    if isinstance(one, Operation) and one.operator == "+":
        return [*_added(one.left), *_added(one.right)]
    return [one]


def _key(one: Expression) -> str:
    if isinstance(one, Size):
        return f"|{one.of.name}|" if isinstance(one.of, Variable) else str(one)
    return one.name if isinstance(one, Variable) else str(one)


def _whole(one: Expression, kinds: Mapping[str, Kind]) -> bool:
    """Whether the value is a whole number for certain."""
    if isinstance(one, Number):
        return isinstance(one.value, int)
    if isinstance(one, Size):
        return not isinstance(one.of, Variable) or kinds.get(one.of.name) is not Kind.DECIMAL
    if isinstance(one, Variable):
        return kinds.get(one.name) is Kind.INTEGER
    return one.operator in ("+", "-", "*", "min", "max") and _whole(one.left, kinds) and _whole(one.right, kinds)


def _lower(highs: Ends, key: str, value: Exact, source: str) -> bool:
    if key in highs and highs[key].value <= value:
        return False
    highs[key] = _End(value, source)
    return True


def _raise(lows: Ends, key: str, value: Exact, source: str) -> bool:
    if key in lows and lows[key].value >= value:
        return False
    lows[key] = _End(value, source)
    return True

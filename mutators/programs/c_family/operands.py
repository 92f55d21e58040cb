"""What an operator of an expression is applied to, and whether that is a number."""

from __future__ import annotations

from mutators.programs.c_family.declarations import NUMBERS, REALS, Base, Declarations, Declared
from mutators.programs.c_family.lexing import Dialect, integer
from mutators.programs.c_family.reading import Unit
from mutators.programs.c_family.vocabulary import words

_LINKS = frozenset({".", "->", "::"})
_PREFIXES = frozenset({"-", "+", "!", "~", "++", "--", "*", "&"})
_WHOLE_CALLS = words(
    "abs size length count gcd lcm __gcd strlen getchar charAt parseInt nextInt intValue ord bitCount numberOfTrailingZeros "
    "__builtin_popcount __builtin_ctz __builtin_clz toupper tolower rand labs ordinal compareTo indexOf find_first_of"
)
_WIDE_CALLS = words("llabs nextLong parseLong __builtin_popcountll size_t")
_REAL_CALLS = words(
    "sqrt pow floor ceil fabs sin cos tan atan atan2 acos asin log log2 log10 exp hypot round fmod nextDouble parseDouble cbrt "
    "sqrtl powl fabsl floorl ceill"
)
_SAME_CALLS = frozenset({"max", "min", "abs", "fmax", "fmin"})
"""Calls of the type of their arguments."""
_BEFORE_UNARY = words("return case else do throw in auto const")
_MOST_NESTED = 8


class Operands:
    """Looks around operators."""

    def __init__(self, unit: Unit, types: Declarations) -> None:
        self._unit = unit
        self._types = types

    def is_binary(self, place: int) -> bool:
        """Whether the sign at a place stands between two operands; neither after another sign nor in a declaration."""
        unit = self._unit
        if place == 0 or place + 1 >= len(unit):
            return False
        before, kind = unit.texts[place - 1], unit.kinds[place - 1]
        if kind == "word":
            if before in _BEFORE_UNARY or before == "operator":
                return False
            if unit.texts[place] == "&&" and unit.before(place - 1) in ("", ";", "{", "}"):
                return False  # T &&x = y;
            return self._types.of(place - 1) is not None or self._types.type_at(place - 1) is None
        if before == ")":
            return not self.is_cast(unit.partner[place - 1]) and unit.partner[place - 1] not in unit.heads
        return kind in ("number", "char", "string") or before == "]"

    def is_cast(self, opening: int) -> bool:
        """Whether the brackets that open here hold a type and nothing else, with something to cast behind them."""
        unit = self._unit
        if opening < 0 or unit.partner[opening] < opening:
            return False
        if opening > 0 and unit.kinds[opening - 1] == "word" and unit.texts[opening - 1] not in _BEFORE_UNARY:
            return False
        named = self._types.type_at(opening + 1)
        if named is None or self._types.of(opening + 1) is not None:
            return False
        place = named[1]
        while unit.at(place) in ("*", "&"):
            place += 1
        return place == unit.partner[opening]

    def left(self, place: int) -> int:
        """Where the operand that ends before the sign at `place` begins: a name with what hangs on it, a number, brackets.

        `place` itself where none ends there.
        """
        unit = self._unit
        first = place
        while first > 0:
            while unit.before(first) in (")", "]"):
                opening = unit.partner[first - 1]
                if opening < 0 or unit.typed[first - 1]:
                    return place
                first = opening
                named = first > 0 and unit.kinds[first - 1] == "word" and unit.texts[first - 1] not in _BEFORE_UNARY
                if not named and unit.before(first) not in (")", "]"):
                    return place if unit.typed[first - 1] else first
            if not first or unit.kinds[first - 1] == "operator" or unit.texts[first - 1] in _BEFORE_UNARY:
                return first
            first -= 1
            if unit.before(first) not in _LINKS:
                return first
            first -= 1
        return first

    def right(self, place: int) -> int:
        """Where the operand that begins behind the sign at `place` ends: the token behind it; `place` + 1 where none is."""
        unit = self._unit
        end = place + 1
        while unit.at(end) in _PREFIXES:
            end += 1
        while unit.at(end) == "(" and self.is_cast(end):
            end = unit.partner[end] + 1
        if end >= len(unit):
            return place + 1
        if unit.texts[end] == "(" and unit.partner[end] > end:
            end = unit.partner[end] + 1
        elif unit.kinds[end] in ("word", "number", "char", "string"):
            end += 1
        else:
            return place + 1
        while end < len(unit):
            text = unit.texts[end]
            if text in ("(", "[") and unit.partner[end] > end:
                end = unit.partner[end] + 1
            elif text in _LINKS and end + 1 < len(unit):
                end += 2
            elif unit.typed[end]:
                end += 1
            else:
                break
        return end

    def number(self, first: int, end: int, nested: int = 0) -> Base | None:
        """The kind of number that the tokens from `first` to `end` are; None: none, or it is not known."""
        unit = self._unit
        while first < end and unit.texts[first] in ("-", "+", "~", "++", "--", "!"):
            first += 1
        if first >= end or nested > _MOST_NESTED:
            return None
        if unit.texts[first] == "(":
            return self._of_brackets(first, end, nested)
        kind = unit.kinds[first]
        if kind == "number":
            return _of_literal(unit.texts[first])
        if kind == "char":
            return Base.CHAR
        return self._of_path(first, end, nested) if kind == "word" else None

    def whole(self, first: int, end: int) -> bool:
        """Whether the tokens are an integer."""
        found = self.number(first, end)
        return found is not None and found not in REALS

    def expression(self, first: int, end: int, nested: int = 0) -> Base | None:
        """The kind of number that an expression of several operands is: the widest of them; None: one of them is not known."""
        unit = self._unit
        found: list[Base] = []
        place = first
        while place < end:
            stop = min(self.right(place - 1), end)
            if stop <= place:
                return None
            one = self.number(place, stop, nested + 1)
            if one is None:
                return None
            found.append(one)
            if stop < end and unit.texts[stop] not in _BETWEEN:
                return None
            place = stop + 1
        return max(found, key=list(Base).index) if found else None

    def _of_brackets(self, first: int, end: int, nested: int) -> Base | None:
        closing = self._unit.partner[first]
        if self.is_cast(first):
            named = self._types.type_at(first + 1)
            assert named is not None
            return named[0][0] if named[0][0] in NUMBERS and named[0][1] == 0 and closing < end - 1 else None
        return self.expression(first + 1, closing, nested + 1) if closing == end - 1 else None

    def _of_path(self, first: int, end: int, nested: int) -> Base | None:
        """`a`, `a[i]`, `p.x`, `f(x)`, `v.size()`: by the last name."""
        unit, word, place = self._unit, first, first + 1
        subscripts, call, linked = 0, -1, False
        while place < end:
            text = unit.texts[place]
            if text == "[" and unit.partner[place] > place:
                subscripts, place = subscripts + 1, unit.partner[place] + 1
            elif text == "(" and unit.partner[place] > place:
                call, place = place, unit.partner[place] + 1
            elif text in _LINKS:
                word, place, subscripts, call, linked = place + 1, place + 2, 0, -1, True
            elif unit.typed[place] or text in ("++", "--"):
                place += 1
            else:
                return None
        if word >= len(unit):
            return None
        if call >= 0:
            return self._of_call(word, call, nested) if not subscripts else None
        declared = self._types.member(word) if linked else self._types.of(word)
        if declared is None:
            return _of_known_name(unit, word, linked)
        return _element(declared, subscripts)

    def _of_call(self, word: int, call: int, nested: int) -> Base | None:
        unit, name = self._unit, self._unit.texts[word]
        declared = self._types.of(word) or self._types.member(word)
        if declared is not None and name not in _SAME_CALLS:
            return _element(declared, 0)
        if name in _SAME_CALLS:
            kinds = [self.expression(*one, nested + 1) for one in unit.split(call)]
            known = [one for one in kinds if one is not None]
            return max(known, key=list(Base).index) if known and len(known) == len(kinds) else None
        if name in _WHOLE_CALLS:
            return Base.INT
        if name in _WIDE_CALLS:
            return Base.WIDE
        if name in _REAL_CALLS:
            return Base.DOUBLE
        meant = self._types.type_at(word)  # ll(x)
        return meant[0][0] if meant and meant[0][1] == 0 and meant[0][0] in NUMBERS else None


_BETWEEN = frozenset({"+", "-", "*", "/", "%", "&", "|", "^", "<<", ">>"})


def _of_literal(text: str) -> Base:
    found = integer(text)
    if found is None:
        return Base.DOUBLE
    return Base.WIDE if "l" in found[1].lower() else Base.INT


def _of_known_name(unit: Unit, word: int, linked: bool) -> Base | None:
    name = unit.texts[word]
    if linked and unit.dialect is Dialect.JAVA and name == "length":
        return Base.INT
    return Base.WIDE if name in ("LLONG_MAX", "LLONG_MIN") else Base.INT if name in ("INT_MAX", "INT_MIN") else None


def _element(declared: Declared, subscripts: int) -> Base | None:
    base, depth = declared.type
    return base if base in NUMBERS and depth == subscripts else None

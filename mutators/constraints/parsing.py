"""Expressions in a text, by recursive descent: `2·10^5`, `n(n-1)/2`, `min(n, 100)`, `|s|`."""

from __future__ import annotations

from typing import TypeAlias

from mutators.constraints.expressions import Expression, Number, Size, Variable, combined, variables
from mutators.constraints.lexing import Token, grouped, is_word, number, tokens, variable
from mutators.constraints.notation import UNKNOWN

_WORDS_OF_SCALE = {"thousand": 10**3, "million": 10**6, "billion": 10**9}
_MOST_NESTED = 12
_MOST_TOKENS = 80
"""Of one expression."""
_OPERATORS = "+-*/^"

Parse: TypeAlias = tuple[Expression, int]
"""An expression and the place of the token behind it."""


class Parser:
    """Recursive descent over the tokens; every method returns None where nothing of its kind begins at `place`."""

    def __init__(self, found: list[Token]) -> None:
        self.tokens = found

    def text(self, place: int) -> str:
        """The token's text; "" past either end and across an empty line, where every expression ends."""
        return self.tokens[place].text if 0 <= place < len(self.tokens) else ""

    def continues(self, place: int) -> bool:
        return 0 < place < len(self.tokens) and not self.tokens[place].block

    def sum(self, place: int, depth: int = 0) -> Parse | None:
        return self._operations(place, depth, "+-")

    def _operations(self, place: int, depth: int, operators: str) -> Parse | None:
        operand = self._product if operators == "+-" else self._power
        first = place
        found = operand(place, depth)
        while found is not None and self.continues(found[1]) and found[1] - first < _MOST_TOKENS:
            left, here = found
            operator = "*" if self._times(here) else self.text(here)
            if operator in operators and operator and self.continues(here + 1) and not self._worded(left, here):
                right = operand(here + 1, depth)
                if right is None or self.prose(here + 1):
                    return found
                here = right[1]
            elif operators == "*/" and self._juxtaposed(here):
                operator, right = "*", self._power(here, depth)
                if right is None:
                    return found
                here = right[1]
            else:
                return found
            value = combined(operator, left, right[0])
            if value is None:
                return None
            found = value, here
        return found

    def _product(self, place: int, depth: int) -> Parse | None:
        return self._operations(place, depth, "*/")

    def _times(self, place: int) -> bool:
        """`2 x 10^5`."""
        beside = self.tokens[place - 1], *self.tokens[place + 1 : place + 2]
        return self.text(place) in ("x", "X") and len(beside) == 2 and all(one.kind == "number" for one in beside)

    def _juxtaposed(self, place: int) -> bool:
        """`2n`, `2(n-1)`, `n(n-1)`; but not `f(x)`, which may be any function."""
        token = self.tokens[place]
        if token.gap:
            return False
        if token.text == "(":
            before = self.tokens[place - 1]
            single = self.text(place + 2) == ")"
            return before.kind == "number" or before.text == ")" or (before.kind == "name" and not single)
        return token.kind == "name" and (self.tokens[place - 1].kind == "number" or self.text(place - 1) == ")")

    def prose(self, place: int) -> bool:
        """Whether the name at `place` is a word of the sentence: of several letters, or the article before one."""
        token = self.tokens[place]
        if token.kind != "name" or token.text in ("min", "max"):
            return False
        if "_" not in token.text and len(token.text) > 1 and token.gap:
            return True
        return token.text in ("a", "A") and self.tokens[place + 1 : place + 2] != [] and is_word(self.tokens[place + 1])

    def _worded(self, left: Expression, place: int) -> bool:
        """Whether the operator at `place` stands behind a word of the sentence: `satisfying -5 ≤ x`."""
        return isinstance(left, Variable) and len(left.base) > 1 and not left.subscript and self.tokens[place].gap

    def _power(self, place: int, depth: int) -> Parse | None:
        found = self._atom(place, depth)
        if found is None or self.text(found[1]) != "^" or not self.continues(found[1]):
            return found
        exponent = self._signed(found[1] + 1, depth)
        if exponent is None:
            return None
        value = combined("^", found[0], exponent[0])
        return None if value is None else (value, exponent[1])

    def _signed(self, place: int, depth: int) -> Parse | None:
        sign = self.text(place)
        if sign not in ("+", "-"):
            return self._atom(place, depth)
        found = self._power(place + 1, depth + 1) if depth < _MOST_NESTED else None
        if found is None or sign == "+":
            return found
        value = combined("-", Number(0), found[0])
        return None if value is None else (value, found[1])

    def _atom(self, place: int, depth: int) -> Parse | None:
        if place >= len(self.tokens) or depth >= _MOST_NESTED:
            return None
        token = self.tokens[place]
        if token.kind == "number":
            return self._number(place)
        if token.text in ("min", "max") and self.text(place + 1) == "(":
            return self._extremum(place, depth)
        if token.kind == "name":
            return variable(token.text), place + 1
        if token.text in ("-", "+"):
            return self._signed(place, depth)
        if token.text == "(":
            inner = self.sum(place + 1, depth + 1)
            return (inner[0], inner[1] + 1) if inner is not None and self.text(inner[1]) == ")" else None
        if token.text == "|":
            inner = self.sum(place + 1, depth + 1)
            return (Size(inner[0]), inner[1] + 1) if inner is not None and self.text(inner[1]) == "|" else None
        return None

    def _number(self, place: int) -> Parse | None:
        value = number(self.tokens[place].text)
        if value is None:
            return None
        scale = _WORDS_OF_SCALE.get(self.text(place + 1))
        return (
            (Number(value * scale), place + 2)
            if scale and self.continues(place + 1)
            else (Number(value, grouped(self.tokens[place].text)), place + 1)
        )

    def _extremum(self, place: int, depth: int) -> Parse | None:
        found = self.sum(place + 2, depth + 1)
        while found is not None and self.text(found[1]) == ",":
            more = self.sum(found[1] + 1, depth + 1)
            if more is None:
                return None
            value = combined(self.text(place), found[0], more[0])
            found = None if value is None else (value, more[1])
        return (found[0], found[1] + 1) if found is not None and self.text(found[1]) == ")" else None

    def closed(self, place: int) -> bool:
        """Whether an expression may end before `place`: nothing there goes on with it in a way that was not understood."""
        if not self.continues(place):
            return True
        token = self.tokens[place]
        if token.text in ("!", "^", "/", "*", UNKNOWN, "%", "∑", "|"):
            return False
        if token.text in ("+", "-"):
            return token.gap and self.prose(place + 1) if place + 1 < len(self.tokens) else True
        if token.text in ("choose", "log", "lg", "mod", "times"):
            return False
        if token.kind == "number" and not token.line:
            return False  # `10 0000`: whatever it is, it is not 10
        return token.gap or (token.kind not in ("number", "name") and token.text != "(")

    def opened(self, place: int) -> bool:
        """Whether an expression may begin at `place`: what stands before is not a part of it that was not understood."""
        if not self.continues(place):
            return True
        before = self.tokens[place - 1]
        if before.text in (*_OPERATORS, UNKNOWN, "∑", "%", "!"):
            return False
        return self.tokens[place].gap or (before.kind not in ("number", "name") and before.text not in (")", "|"))


def expression(text: str) -> Expression | None:
    """All of `text` as one expression; None where it is none."""
    parser = Parser(tokens(text))
    result = parser.sum(0)
    return result[0] if result is not None and result[1] == len(parser.tokens) else None


def leading_expression(text: str) -> tuple[Expression, int] | None:
    """The expression that `text` begins with and where it ends; None where none begins, or where it goes on unintelligibly.

    Words of the sentence are no variables here: `at most one`.
    """
    parser = Parser(tokens(text[:400]))
    result = parser.sum(0)
    if (
        result is None
        or not parser.closed(result[1])
        or any(len(one.base) > 2 and not one.subscript for one in variables(result[0]))
    ):
        return None
    return result[0], parser.tokens[result[1] - 1].end

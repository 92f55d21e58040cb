"""The tokens of a text in the one notation: numbers, names, relations and all the rest."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from mutators.constraints.expressions import Variable, exact
from mutators.constraints.notation import THIN

_GROUPED = rf"[0-9]{{1,3}}(?:(?:(?: ?{THIN} ?|[ '])[0-9]{{3}})+|(?:,[0-9]{{3}})+)(?![0-9])"
_TOKEN = re.compile(
    rf"(?P<gap>[\s`]+)|(?P<number>{_GROUPED}(?:\.[0-9]{{1,60}})?|[1-9][0-9]{{0,2}}(?:\.[0-9]{{3}}){{2,6}}(?![0-9])|[0-9]+(?:\.[0-9]{{1,60}})?(?:[eE][0-9]{{1,4}}(?![\w]))?)"
    r"|(?P<name>[^\W\d_]+(?:_(?:[A-Za-z0-9]+|\([^()\s]{1,12}(?: ?[^()\s]{1,12}){0,3}\))|\[[A-Za-z0-9+,-]{1,8}\])?'{0,3})"
    r"|(?P<relation>[≤≥<>≠=])|(?P<dots>\.{2,})|(?P<other>.)",
    re.DOTALL,
)
_POINTED = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3}){1,6}")
_MOST_DIGITS = 4000


@dataclass(frozen=True, slots=True)
class Token:
    """A token of the text; `kind` is number, name, relation, dots or other; `gap`: white space stands before it."""

    kind: str
    text: str
    start: int
    end: int
    gap: bool
    line: bool = False
    """A line end stands before it."""
    block: bool = False
    """An empty line stands before it: nothing reads past that."""


def tokens(text: str) -> list[Token]:
    """The tokens of `text`, in order."""
    found: list[Token] = []
    gap = line = block = False
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "other"
        if kind == "gap":
            gap, line, block = True, line or "\n" in match[0], block or match[0].count("\n") > 1
            continue
        found.append(Token(kind, match[0], match.start(), match.end(), gap, line, block))
        gap = line = block = False
    return found


def variable(text: str) -> Variable:
    """A variable from its spelling: `a_(i+1)`, `a[i]` and `a_i` have the base `a`."""
    base, mark, subscript = text.replace("[", "_(").replace("]", ")").partition("_")
    return Variable(base, subscript.strip("()").replace(" ", "") if mark else "")


def number(text: str) -> int | Fraction | None:
    """The exact value of a number as it is written: `100 000`, `1,000`, `2.50`, `1e9`; None where it is absurdly long."""
    if text.count(".") > 1:
        return grouped(text)
    digits = re.sub(rf"[ ,'{THIN}]", "", text)
    mantissa, _, exponent = digits.lower().partition("e")
    if len(mantissa) > _MOST_DIGITS or len(exponent) > 4 or int(exponent or 0) > _MOST_DIGITS:
        return None
    return exact(Fraction(mantissa) * 10 ** int(exponent or 0))


def grouped(text: str) -> int | None:
    """The value of `30.000` if its points part thousands; None where they cannot."""
    return int(text.replace(".", "")) if _POINTED.fullmatch(text) else None


def is_word(token: Token) -> bool:
    """Whether it is a word of the sentence that stands alone, rather than a variable."""
    return token.kind == "name" and token.gap and len(token.text) > 1 and "_" not in token.text

"""The tokens of a C, C++ or Java program, with their places.

Covered: line and block comments, strings with prefixes, raw strings, text blocks, characters, preprocessor lines with
continuations, numbers with separators and suffixes, names in any script, digraphs. Not covered: trigraphs, names split by a
line continuation. What never ends (a string, a comment) ends with its line or with the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum


class Dialect(Enum):
    """Whose tokens they are."""

    C = "c"
    CPP = "c++"
    JAVA = "java"


@dataclass(frozen=True, slots=True)
class Token:
    """`kind` is word, number, string, char, operator or directive. A digraph has the text of what it stands for."""

    kind: str
    text: str
    start: int
    end: int


_ESCAPE = r"\\(?:\r\n|(?s:.))"
_DIRECTIVE = rf"(?m:^)[ \t\f\v]*(?:\#|%:)(?:/\*(?s:.*?)(?:\*/|\Z)|//[^\n\r]*|{_ESCAPE}|[^\n\r\\])*"
_COMMENT = r"//(?:\\\r?\n|[^\n\r])*|/\*(?s:.*?)(?:\*/|\Z)"
_RAW = r'(?:u8|[uUL])?R"(?P<delimiter>[^()\\\s"]{0,16})\((?s:.*?)(?:\)(?P=delimiter)"|\Z)'
_BLOCK = rf'"""(?:{_ESCAPE}|(?s:.))*?(?:"""|\Z)'
_STRING = rf'(?:u8|[uUL])?"(?:{_ESCAPE}|[^"\\\n\r])*"?'
_CHARACTER = rf"(?:u8|[uUL])?'(?:{_ESCAPE}|[^'\\\n\r])*'?"
_NUMBER = r"\.?\d(?:[eEpP][+-](?=\d)|'(?=\w)|[\w.])*"
_OPERATOR = r">>>=|<<=|>>=|>>>|\.\.\.|<=>|->\*?|\+\+|--|&&|\|\||::|[-+*/%&|^=!<>]=|<<|>>|##|(?s:\S)"
_DIGRAPH = r"<:(?!:(?![:>]))|:>|<%|%>"
_MEANT = {"<:": "[", ":>": "]", "<%": "{", "%>": "}"}
_SKIPPED = frozenset({"space", "comment"})
_STRINGS = frozenset({"raw", "block"})


def _pattern(*kinds: tuple[str, str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{name}>{text})" for name, text in kinds))


_SPACE = ("space", r"[^\S\n\r]+|[\n\r]+")
_REST = (
    ("string", _STRING),
    ("char", _CHARACTER),
    ("word", r"[^\W\d][\w$]*|\$[\w$]*"),
    ("number", _NUMBER),
)
_OTHER = ("operator", _OPERATOR)
# a directive is tried before the blanks of its line are taken, a raw string before its R is taken for a name
_PATTERNS = {
    Dialect.C: _pattern(("directive", _DIRECTIVE), _SPACE, ("comment", _COMMENT), *_REST, ("digraph", _DIGRAPH), _OTHER),
    Dialect.CPP: _pattern(
        ("directive", _DIRECTIVE), _SPACE, ("comment", _COMMENT), ("raw", _RAW), *_REST, ("digraph", _DIGRAPH), _OTHER
    ),
    Dialect.JAVA: _pattern(_SPACE, ("comment", _COMMENT), ("block", _BLOCK), *_REST, _OTHER),
}


def tokens(source: str, dialect: Dialect) -> list[Token]:
    """The tokens of any text, in order; white space and comments left out."""
    found = []
    for match in _PATTERNS[dialect].finditer(source):
        kind = match.lastgroup or "operator"
        if kind in _SKIPPED:
            continue
        text = match[0]
        if kind == "digraph":
            kind, text = "operator", _MEANT[text]
        elif kind in _STRINGS:
            kind = "string"
        found.append(Token(kind, text, match.start(), match.end()))
    return found


_INTEGER = re.compile(r"(0[xX][\da-fA-F]+|0[bB][01]+|\d+)([uUlLzZ]*)", re.ASCII)
_REAL = re.compile(r"((?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?)([fFlLdD]?)", re.ASCII)


def integer(text: str) -> tuple[int, str] | None:
    """The value and the suffix of an integer's token; None for another number."""
    match = _INTEGER.fullmatch(text.replace("'", "").replace("_", ""))
    if match is None or len(match[1]) > 40:
        return None
    digits = match[1]
    octal = len(digits) > 1 and digits.startswith("0") and digits.isdigit()
    if octal and not set(digits) <= set("01234567"):
        return None
    return int(digits, 8 if octal else 0), match[2]


def real(text: str) -> tuple[float, str] | None:
    """The value and the suffix of a real number's token; None for another number."""
    match = _REAL.fullmatch(text.replace("'", "").replace("_", ""))
    return (float(match[1]), match[2]) if match and integer(text) is None else None

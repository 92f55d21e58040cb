"""Formulas of TeX as MathML, which browsers draw by themselves: nothing is fetched and no script runs.

What is not understood stays readable: an unknown command is written as its name, a formula that makes no sense as its source.
"""

from __future__ import annotations

import re
from html import escape

from pipelines.explorer.symbols import (
    ACCENTS,
    BOUNDED,
    DOUBLE,
    DROPPED,
    FENCES,
    FUNCTIONS,
    LARGE,
    LETTERS,
    OPERATORS,
    SIZES,
    SPACES,
    STYLES,
    TEXTS,
)

MOST_CHARACTERS = 4000
MOST_NESTED = 40
_TOKEN = re.compile(r"\\([A-Za-z]+\*?|.)|(\d+(?:(?:\.|\{,\}|\\,(?=\d{3}))\d+)*)|([^\\\d])", re.DOTALL)
_TEXT_GROUP = re.compile(r"\s*\{((?:[^{}\\]|\\.)*)\}")
_TABLES = frozenset((*FENCES, "matrix", "array", "aligned", "align", "align*", "split", "smallmatrix", "gathered", "equation"))


class _Unclear(ValueError):
    """A formula that makes no sense."""


def formula(source: str, *, display: bool = False) -> str:
    """The formula as a `math` element, or its source as text where it makes no sense. The result is safe HTML."""
    source = source.strip()
    block = ' display="block"' if display else ""
    if len(source) <= MOST_CHARACTERS:
        try:
            content = _Parser(source).whole()
        except _Unclear:
            pass
        else:
            note = f'<annotation encoding="application/x-tex">{escape(source)}</annotation>'
            return f"<math{block}><semantics><mrow>{content}</mrow>{note}</semantics></math>"
    return f'<code class="formula">{escape(source)}</code>'


def _operator(text: str) -> str:
    return f"<mo>{escape(text)}</mo>"


def _row(content: str) -> str:
    return f"<mrow>{content}</mrow>"


class _Parser:
    """Reads a formula from left to right."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0
        self._depth = 0

    def whole(self) -> str:
        content = self._until("")
        if self._at < len(self._source):
            raise _Unclear(self._source)
        return content

    def _peek(self) -> str:
        return self._source[self._at : self._at + 1]

    def _until(self, closing: str) -> str:
        """Everything up to `closing` (a character, \\end or the end of all), which is not read."""
        self._depth += 1
        if self._depth > MOST_NESTED:
            raise _Unclear(self._source)
        parts: list[str] = []
        while self._at < len(self._source):
            if self._peek() == "}" or (closing and self._source.startswith(closing, self._at)):
                break
            if closing == r"\end" and (self._peek() == "&" or self._source.startswith("\\\\", self._at)):
                break
            if self._peek() in "^_'":
                parts.append(self._scripts(parts.pop() if parts else "<mrow></mrow>"))
            else:
                atom = self._atom()
                if atom:
                    parts.append(atom)
        self._depth -= 1
        return "".join(parts)

    def _scripts(self, base: str) -> str:
        below = above = ""
        while self._peek() in ("^", "_", "'"):
            sign = self._peek()
            self._at += 1
            if sign == "'":
                above += _operator("′")
            elif sign == "^":
                above += self._argument()
            else:
                below += self._argument()
            self._blanks()
        around = base.startswith('<mo movablelimits="true"') or base.startswith('<mi class="bounded"')
        sub, sup, both = ("munder", "mover", "munderover") if around else ("msub", "msup", "msubsup")
        if below and above:
            return f"<{both}>{base}{_row(below)}{_row(above)}</{both}>"
        return f"<{sub}>{base}{_row(below)}</{sub}>" if below else f"<{sup}>{base}{_row(above)}</{sup}>"

    def _blanks(self) -> None:
        while self._peek().isspace():
            self._at += 1

    def _argument(self) -> str:
        """A group in braces, or the next atom. Raises _Unclear where there is none."""
        self._blanks()
        if self._peek() in ("", "}", "^", "_", "&"):
            raise _Unclear(self._source)
        return self._atom()

    def _atom(self) -> str:
        if self._peek() == "{":
            self._at += 1
            content = self._until("}")
            if self._peek() != "}":
                raise _Unclear(self._source)
            self._at += 1
            return _row(content)
        found = _TOKEN.match(self._source, self._at)
        if found is None:
            raise _Unclear(self._source)
        self._at = found.end()
        command, digits, other = found.groups()
        if command is not None:
            return self._command(command)
        if digits is not None:
            return f"<mn>{escape(digits.replace('{,}', ',').replace(chr(92) + ',', ' '))}</mn>"
        if other.isspace() or other == "$":
            return ""
        if other == "~":
            return '<mspace width="0.25em"></mspace>'
        if other == "-":
            return _operator("−")
        return f"<mi>{escape(other)}</mi>" if other.isalpha() else _operator(other)

    def _command(self, name: str) -> str:
        if name in LETTERS:
            return f"<mi>{LETTERS[name]}</mi>"
        if name in OPERATORS:
            return _operator(OPERATORS[name])
        if name in LARGE:
            return f'<mo movablelimits="true">{LARGE[name]}</mo>'
        if name in FUNCTIONS:
            return f'<mi class="bounded">{name}</mi>' if name in BOUNDED else f"<mi>{name}</mi>"
        if name in SPACES:
            return f'<mspace width="{SPACES[name]}em"></mspace>'
        if name in DROPPED:
            return ""
        if name == "\\":
            return '<mspace linebreak="newline"></mspace>'
        return self._taking(name)

    def _taking(self, name: str) -> str:
        """A command with arguments."""
        if name in TEXTS:
            return f"<mtext>{escape(self._text())}</mtext>"
        if name in STYLES:
            return self._styled()
        if name in ("frac", "dfrac", "tfrac", "cfrac"):
            return f"<mfrac>{_row(self._argument())}{_row(self._argument())}</mfrac>"
        if name in ("binom", "dbinom", "tbinom"):
            pair = f"{_row(self._argument())}{_row(self._argument())}"
            return _row(f'{_operator("(")}<mfrac linethickness="0">{pair}</mfrac>{_operator(")")}')
        if name == "sqrt":
            return self._root()
        if name in ACCENTS:
            return f'<mover accent="true">{_row(self._argument())}{_operator(ACCENTS[name])}</mover>'
        if name in ("underline", "underbrace"):
            return f"<munder>{_row(self._argument())}{_operator('_' if name == 'underline' else '⏟')}</munder>"
        if name == "mathbb":
            letters = self._text()
            return f"<mi>{escape(''.join(DOUBLE.get(letter, letter) for letter in letters))}</mi>"
        if name in SIZES:
            return self._fence()
        if name == "begin":
            return self._table()
        if name == "end":
            raise _Unclear(self._source)
        return f"<mtext>{escape(name)}</mtext>"

    def _text(self) -> str:
        """The text in braces, as it stands."""
        found = _TEXT_GROUP.match(self._source, self._at)
        if found is None:
            raise _Unclear(self._source)
        self._at = found.end()
        return re.sub(r"\\(.)", r"\1", found.group(1)).replace("~", " ").replace("$", "")

    def _styled(self) -> str:
        """Upright or bold letters: a word stays one word."""
        found = _TEXT_GROUP.match(self._source, self._at)
        if found is not None and found.group(1).isalnum():
            self._at = found.end()
            return f'<mi mathvariant="normal">{escape(found.group(1))}</mi>'
        return self._argument()

    def _root(self) -> str:
        self._blanks()
        if self._peek() != "[":
            return f"<msqrt>{self._argument()}</msqrt>"
        self._at += 1
        degree = self._until("]")
        if self._peek() != "]":
            raise _Unclear(self._source)
        self._at += 1
        return f"<mroot>{_row(self._argument())}{_row(degree)}</mroot>"

    def _fence(self) -> str:
        """What follows \\left, \\right or \\big: one sign, or a full stop for none."""
        self._blanks()
        if self._peek() == ".":
            self._at += 1
            return ""
        if self._peek() in ("", "{", "}"):
            return ""
        return self._atom()

    def _table(self) -> str:
        kind = self._text()
        if kind not in _TABLES:
            raise _Unclear(self._source)
        if kind == "array":
            self._text()
        rows: list[list[str]] = [[""]]
        while True:
            rows[-1][-1] += self._until(r"\end")
            if self._source.startswith(r"\end", self._at):
                self._at += len(r"\end")
                if self._text() != kind:
                    raise _Unclear(self._source)
                break
            if self._peek() == "&":
                self._at += 1
                rows[-1].append("")
            elif self._source.startswith("\\\\", self._at):
                self._at += 2
                rows.append([""])
            else:
                raise _Unclear(self._source)
        cells = "".join(f"<mtr>{''.join(f'<mtd>{cell}</mtd>' for cell in row)}</mtr>" for row in rows if row != [""])
        fences = [_operator(sign) for sign in FENCES.get(kind, "")] + ["", ""]
        return _row(f"{fences[0]}<mtable>{cells}</mtable>{fences[1]}")

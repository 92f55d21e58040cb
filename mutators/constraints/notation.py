"""A description in any of its forms (plain text, LaTeX, Markdown, HTML) to one notation, with the way back to the source.

One pass, no backtracking. What comes out: relations are ≤ ≥ < > ≠ =, products `*`, powers `^`, sub- and superscripts of
more than one character stand in round brackets, `...` are dots, blocks are separated by empty lines, and `¿` stands for
every formula command that is not understood, so that nothing is read past it.
"""

from __future__ import annotations

import html
import re
from array import array
from dataclasses import dataclass, field
from itertools import islice

MAX_CHARACTERS = 1 << 17
"""A description is read up to here; real ones are shorter."""
UNKNOWN = "¿"
THIN = "\u2009"
QUOTE = "`"
"""Around what is set in a typewriter face; formulas are read as if it was not there."""
_GREEK = {
    **{"alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "lambda": "λ", "mu": "μ", "sigma": "σ"},
    **{"theta": "θ", "omega": "ω", "ell": "ℓ"},
}
_COMMANDS: dict[str, str] = {
    **dict.fromkeys(("le", "leq", "leqslant", "leqq"), "≤"),
    **dict.fromkeys(("ge", "geq", "geqslant", "geqq"), "≥"),
    **dict.fromkeys(("ne", "neq"), "≠"),
    **{"lt": "<", "gt": ">", "in": "∈", "min": "min", "max": "max", "sum": "∑", "infty": "∞", "to": "→"},
    **dict.fromkeys(("cdot", "times", "ast"), "*"),
    **dict.fromkeys(("dots", "ldots", "cdots", "dotsc", "dotsb", "vdots"), "..."),
    **dict.fromkeys(("lvert", "rvert", "vert", "mid"), "|"),
    **dict.fromkeys(("quad", "qquad", "newline", "enspace"), " "),
    **dict.fromkeys(("par", "item", "hline", "bigskip", "medskip", "smallskip"), "\n\n"),
    **dict.fromkeys(("lbrace",), "{"),
    **dict.fromkeys(("rbrace",), "}"),
    **_GREEK,
}
_SILENT = re.compile(
    "text|textbf|textit|textsc|textrm|textsf|emph|underline|mbox|url|mathrm|mathbf|mathit|mathsf|mathtt|mathbb|mathcal"
    "|operatorname|left|right|displaystyle|textstyle|limits|noindent|centering|bf|it|em|tt|rm|sc|small|large|big|Big|bigl"
    "|bigr|label|caption|footnote|mathop|ensuremath"
)
"""Commands that only format: their groups stay."""
_FRACTIONS = frozenset(("frac", "dfrac", "tfrac"))
_ESCAPED = {
    ",": THIN,
    ";": " ",
    ":": " ",
    " ": THIN,
    "!": "",
    "\\": "\n",
    "{": "{",
    "}": "}",
    "|": "|",
    "(": "",
    ")": "",
    "[": "",
    "]": "",
}
_CHARACTERS: dict[str, str] = {
    **dict.fromkeys("≤≦⩽", "≤"),
    **dict.fromkeys("≥≧⩾", "≥"),
    **dict.fromkeys("·×⋅∙∗•", "*"),
    **dict.fromkeys("−‐‑", "-"),
    **dict.fromkeys("…⋯", "..."),
    **dict.fromkeys("\u2009\u202f\u2006\u200a", THIN),
    **dict.fromkeys("\xa0\u2002\u2003", " "),
    **dict.fromkeys("∣│", "|"),
    **dict.fromkeys("\u200b\ufeff", ""),
    **{"≠": "≠", "＜": "<", "＞": ">"},
    **dict.fromkeys("√∏⌊⌋⌈⌉", UNKNOWN),
}
_SUPER, _SUB = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "₀₁₂₃₄₅₆₇₈₉ₐₑᵢⱼₖₗₘₙₚᵣₛₜᵤᵥₓ"
_TYPED = dict(zip(_SUPER + _SUB, "0123456789-0123456789aeijklmnprstuvx", strict=True))
_BLOCKS = re.compile("p|li|ul|ol|div|tr|table|h1|h2|h3|h4|h5|h6|section|dl|dt|dd|blockquote|hr|article")
_INLINE = re.compile("sup|sub|br|b|i|em|strong|var|code|tt|span|a|u|s|td|th|tbody|thead|font|center|img|big|small|nobr|kbd")
_PIECE = re.compile(
    r"(?P<definition>\\(?:(?:re)?newcommand\*?\s?|def)\{?\\[A-Za-z]{1,30}\}?\{[^{}\n]{0,60}(?:\{[^{}\n]{0,20}\}[^{}\n]{0,20})?\})"
    r"|\\(?P<block>begin|end)\s?\{(?P<environment>[A-Za-z]{1,20})\*?\}(?:\[[^\]\n]{0,40}\])?(?P<columns>\{[^{}\n]{0,80}\})?"
    r"|\\(?P<command>[A-Za-z]+)\*?[ ]?"
    r"|\\(?P<escaped>[\s\S])"
    r"|(?P<relation>(?:<|&lt;)=|=<|(?:>|&gt;)=|=>|!=|==|<>)"
    r"|&(?P<entity>[A-Za-z]{1,24}|\#[0-9]{1,7}|\#x[0-9A-Fa-f]{1,6});"
    r"|</?(?P<tag>[A-Za-z][A-Za-z0-9]{0,9})(?:\s[^<>]{0,400})?/?>"
    r"|(?P<thousands>\{,\})"
    rf"|(?P<super>[{_SUPER}]+)|(?P<sub>[{_SUB}]+)"
    r"|(?P<power>\*\*(?=[0-9(]))"
    r"|(?P<heading>\#{1,6}[ ])"
    rf"|(?P<plain>[^\W_{_SUPER}{_SUB}]+|[ ,.;:()]+)"
    r"|(?P<one>[\s\S])"
)
_DEFINITION = re.compile(
    r"\\(?:(?:re)?newcommand\*?\s?|def)\{?\\(?P<name>[A-Za-z]{1,30})\}?\{(?P<value>[^\\{}\n]{1,40}(?:\{[^\\{}\n]{1,20}\}[^\\{}\n]{0,20})?|"
    r"[^\n\\{}]{0,20}\\(?:cdot|times|,) ?[^\n\\{}]{1,20}(?:\{[^\\{}\n]{1,10}\})?)\}"
)
_TEX = re.compile(r"\\(?:section|begin|problemname)\b")
_ARROW = {"<=": "≤", "=<": "≤", ">=": "≥", "=>": "≥", "!=": "≠", "==": "=", "<>": "≠"}


@dataclass(frozen=True, slots=True)
class Plain:
    """`text` in the one notation; its character i stands for description[origins[i]:ends[i]]."""

    text: str
    origins: array[int]
    ends: array[int]
    description: str

    def source(self, start: int, end: int, characters: int = 200) -> str:
        """What the description has for text[start:end], in one line, cut to so many characters."""
        if start >= end:
            return ""
        raw = self.description[self.origins[start] : self.ends[end - 1]]
        line = " ".join(raw[: 4 * characters].split()).strip("$ ")
        return line if len(line) <= characters else line[: characters - 1] + "…"


def plain(description: str) -> Plain:
    """The description in the one notation. Never fails; time is linear, and only MAX_CHARACTERS are read."""
    reader = _Reader(description[:MAX_CHARACTERS])
    return Plain("".join(reader.read()), reader.origins, reader.ends, description[:MAX_CHARACTERS])


def _macros(source: str) -> dict[str, str]:
    """Names of commands that the statement defines without arguments (`\\newcommand{\\maxn}{10^5}`), and their plain text."""
    found = {match["name"]: match["value"] for match in islice(_DEFINITION.finditer(source), 200)}
    return {name: "".join(_Reader(value).read()) for name, value in found.items()}


@dataclass
class _Reader:
    """The state of the one pass: open groups, and what the text so far ends with."""

    source: str
    origins: array[int] = field(default_factory=lambda: array("L"))
    ends: array[int] = field(default_factory=lambda: array("L"))
    parts: list[str] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    """What closes each open brace."""
    fraction: int = 0
    macros: dict[str, str] = field(default_factory=dict)
    """What the statement's own commands without arguments stand for."""
    last: str = "\n"
    """The last character so far."""
    fresh: bool = True
    """Whether this line has nothing but blanks so far."""

    def read(self) -> list[str]:
        tex = _TEX.search(self.source) is not None
        skip_until = 0
        self.macros = _macros(self.source)
        for match in _PIECE.finditer(self.source):
            if match.start() < skip_until:
                continue
            if match["definition"]:
                continue
            if tex and match["one"] == "%":
                skip_until = self._line_end(match.start())
                continue
            if match["plain"]:
                self._copy(match[0], match.start())
            else:
                self._put(self._replacement(match), match.start(), match.end())
        return self.parts

    def _line_end(self, place: int) -> int:
        end = self.source.find("\n", place)
        return len(self.source) if end < 0 else end + 1

    def _copy(self, text: str, start: int) -> None:
        self._note(text)
        self.origins.extend(range(start, start + len(text)))
        self.ends.extend(range(start + 1, start + len(text) + 1))
        if self.fraction > 0 and not text.isspace():
            self.fraction = 0  # `\\frac12` has no groups

    def _put(self, text: str, start: int, end: int) -> None:
        if text:
            self._note(text)
            self.origins.extend([start] * len(text))
            self.ends.extend([end] * len(text))

    def _note(self, text: str) -> None:
        self.parts.append(text)
        self.last = text[-1]
        self.fresh = self.last == "\n" or (self.fresh and text.isspace())

    def _replacement(self, match: re.Match[str]) -> str:
        if match["block"]:
            heading = match["block"] == "begin" and match["environment"] in ("Input", "Output")
            return f"\n\n{match['environment']}\n\n" if heading else "\n\n"
        if match["command"]:
            return self._command(match["command"], match[0][-1] == " ")
        if match["escaped"]:
            return _ESCAPED.get(match["escaped"], match["escaped"])
        if match["entity"]:
            return "".join(_CHARACTERS.get(one, one) for one in html.unescape(match[0]))
        if match["tag"]:
            return self._tag(match["tag"].lower(), match[0])
        if match["thousands"]:
            return THIN
        if match["relation"]:
            return _ARROW[html.unescape(match[0])]
        if match["super"] or match["sub"]:
            typed = "".join(_TYPED[one] for one in match[0])
            return ("^" if match["super"] else "_") + (typed if len(typed) == 1 else f"({typed})")
        if match["power"]:
            return "^" if self.last.isalnum() or self.last == ")" else ""
        if match["heading"]:
            return "\n\n" if self.fresh else match[0]
        return self._one(match)

    def _command(self, name: str, spaced: bool) -> str:
        if name in self.macros:
            return self.macros[name]
        if name in _FRACTIONS:
            self.fraction = 2
            return ""
        if name.endswith("section"):
            self.groups.append("\n\n")
            self.fraction = -1  # the group that follows is the heading
            return "\n\n"
        if name == "texttt":
            self.fraction = -2  # the group that follows is quoted
            return ""
        if _SILENT.fullmatch(name):
            return ""
        if name in ("log", "ln", "sqrt", "binom", "prod", "lfloor", "rfloor", "lceil", "rceil", "bmod", "pmod", "lg"):
            return UNKNOWN
        known = _COMMANDS.get(name, UNKNOWN)
        return known + (" " if spaced and known[-1:].isalpha() else "")

    def _tag(self, name: str, whole: str) -> str:
        closing = whole[1] == "/"
        if name in ("sup", "sub"):
            return ")" if closing else ("^(" if name == "sup" else "_(")
        if name == "br":
            return "\n"
        if _BLOCKS.fullmatch(name) or name == "pre":
            return "\n\n"
        if name in ("code", "tt", "kbd"):
            return QUOTE
        return "" if _INLINE.fullmatch(name) else whole

    def _one(self, match: re.Match[str]) -> str:
        character, place = match[0], match.start()
        if self.last == QUOTE == self.source[place + 1 : place + 2] and character != QUOTE:
            return character  # a single character between back quotes means itself
        if character == "{":
            return self._open()
        if character == "}":
            closing = self.groups.pop() if self.groups else ""
            if closing == ")/":
                self.fraction = 1
            return closing
        if character == "$":
            return ""
        if character in "~&":
            return " "
        if character in "*•":
            return self._star(place)
        if character in "–—":
            before, after = self.last, self.source[place + 1 : place + 2]
            return "-" if after.isdigit() and not before.isalnum() and character == "–" else " — "
        if character in "-+" and self.fresh and self.source[place + 1 : place + 2] in (" ", "\t"):
            return "\n"
        return _CHARACTERS.get(character, character)

    def _open(self) -> str:
        if self.fraction == -1:
            self.fraction = 0
            return ""
        if self.fraction == -2:
            self.fraction = 0
            self.groups.append(QUOTE)
            return QUOTE
        if self.fraction:
            self.groups.append(")/" if self.fraction == 2 else ")")
            self.fraction = 0
            return "("
        script = self.last in "^_"
        self.groups.append(")" if script else "")
        return "(" if script else ""

    def _star(self, place: int) -> str:
        """A product, or Markdown's emphasis and bullets, which go."""
        if self.fresh and self.source[place + 1 : place + 2] in (" ", "\t"):
            return "\n"
        before, after = self.source[place - 1 : place], self.source[place + 1 : place + 2]
        factors = (before.isalnum() or before in ")}") and (after.isalnum() or after in "(\\")
        return "*" if factors or (before == after == " ") else ""

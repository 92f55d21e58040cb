"""Statements to plain text: LaTeX, Markdown and HTML as contest problems use them.

Formulas become what a person would type (`1 \\le n \\le 2 \\cdot 10^5` -> `1 ≤ n ≤ 2·10^5`); anything unknown stays readable
rather than being dropped.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable

from bs4 import BeautifulSoup
from bs4.dammit import EncodingDetector
from bs4.element import NavigableString, PageElement, Tag
from markdown_it import MarkdownIt

_SYMBOLS = {
    "le": "≤",
    "leq": "≤",
    "leqslant": "≤",
    "ge": "≥",
    "geq": "≥",
    "geqslant": "≥",
    "ne": "≠",
    "neq": "≠",
    "lt": "<",
    "gt": ">",
    "cdot": "·",
    "times": "×",
    "ldots": "...",
    "dots": "...",
    "cdots": "...",
    "pm": "±",
    "infty": "∞",
    "to": "→",
    "rightarrow": "→",
    "leftarrow": "←",
    "in": "∈",
    "sim": "~",
    "approx": "≈",
    "lfloor": "⌊",
    "rfloor": "⌋",
    "lceil": "⌈",
    "rceil": "⌉",
    "oplus": "⊕",
    "bmod": "mod",
    "quad": " ",
    "qquad": " ",
    "textbackslash": "\\",
    ",": "",
    ";": " ",
    ":": " ",
    "!": "",
    "\\": "\n",
    **dict.fromkeys(("left", "right", "displaystyle", "limits", "hline", "noindent", "centering"), ""),
    **dict.fromkeys(("bf", "it", "em", "tt", "rm", "sc", "small", "large", "bigskip", "medskip", "smallskip"), ""),
}
"""Command -> what stands for it. Any other is written as its name: `\\log` -> `log`, `\\%` -> `%`."""
_SPACED = frozenset("≤≥≠<>±→←∈≈~×")
_UNWRAPPED = (
    *("text", "textbf", "textit", "texttt", "textsc", "textrm", "textsf", "emph", "underline", "mbox", "url", "caption"),
    *("mathrm", "mathbf", "mathit", "mathsf", "mathtt", "mathbb", "mathcal", "operatorname"),
)
_DROPPED = ("label", "vspace", "hspace")
_UNWRAP = re.compile(r"\\(?:" + "|".join(_UNWRAPPED) + r")\*?\s*\{([^{}]*)\}")
_FRACTION = re.compile(r"\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_ROOT = re.compile(r"\\sqrt\s*\{([^{}]*)\}")
_LINK = re.compile(r"\\href\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_INDEX = re.compile(r"([_^])\s*\{([^{}]+)\}")
_CALL = re.compile(r"\\([A-Za-z]+)\*?((?:\{[^{}]*\})+)")
_COMMAND = re.compile(r"\\([A-Za-z]+)\*?(\s?)|\\(.)", re.DOTALL)
_DIGIT_GAP = re.compile(r"(?<=\d)(?:\\,|\{,\}|\\ |~)(?=\d{3})")
_ONE_TERM = re.compile(r"[+-]?\d+|\\?[^\W_]+")

_BARE = re.compile(r"\{([^{}]*)\}")
_MOST_NESTED = 50
"""Groups nested deeper than this lose their braces and nothing else."""
_MARK, _END, _OPEN_BRACE, _CLOSE_BRACE = "\ue000", "\ue001", "\ue002", "\ue003"  # private use: no font has them


class _Kept:
    """Texts that no later step may touch: each is a placeholder, which `source` does not have, until `back` is called."""

    def __init__(self, source: str) -> None:
        self._texts: list[str] = []
        self._mark = _MARK
        while self._mark in html.unescape(source):
            self._mark += _MARK
        self._place = re.compile(f"{self._mark}(\\d+){_END}")

    def put(self, text: str) -> str:
        self._texts.append(text)
        return f"{self._mark}{len(self._texts) - 1}{_END}"

    def back(self, text: str) -> str:
        while self._place.search(text):  # a kept text may hold earlier ones
            text = self._place.sub(lambda match: self._texts[int(match[1])], text)
        return text


def formula_to_text(formula: str) -> str:
    """A TeX formula as one would type it in plain text."""
    text = _plain(re.sub(r"(?<!\\)&", " ", _DIGIT_GAP.sub("", formula)))
    text = re.sub(r"\s*·\s*", "·", text)
    text = re.sub(r"(?<=[⌊⌈])\s+|\s+(?=[⌋⌉])", "", text)
    return re.sub(r"\s+", " ", text).strip()


def _plain(text: str) -> str:
    """Commands and groups resolved; braces that are meant as such stay."""
    text = text.replace(r"\{", _OPEN_BRACE).replace(r"\}", _CLOSE_BRACE).replace("~", " ")
    text = _COMMAND.sub(_word, _without_groups(text)).replace("{", "").replace("}", "")
    return text.replace(_OPEN_BRACE, "{").replace(_CLOSE_BRACE, "}")


def _without_groups(text: str) -> str:
    """Groups in braces resolved from the inside out: `2^{n-1}` -> `2^(n-1)`."""
    for _ in range(_MOST_NESTED):
        before = text
        text = _UNWRAP.sub(r"\1", text)
        text = _FRACTION.sub(lambda match: f"{_term(match[1])}/{_term(match[2])}", text)
        text = _ROOT.sub(r"sqrt(\1)", text)
        text = _LINK.sub(r"\2 (\1)", text)
        text = _INDEX.sub(lambda match: match[1] + _term(match[2]), text)
        if text == before:
            text = _CALL.sub(_call, text)
        if text == before:
            text = _BARE.sub(r"\1", text)
        if text == before:
            break
    return text


def _term(text: str) -> str:
    return text if _ONE_TERM.fullmatch(text) else f"({text})"


def _call(match: re.Match[str]) -> str:
    """A command that we know nothing of, with its arguments in round brackets."""
    name, arguments = match[1], match[2]
    if name in _DROPPED:
        return ""
    if name in _SYMBOLS:
        return f"\\{name} " + arguments.replace("{", "").replace("}", "")
    if name == "footnote":
        name = ""
    return f" {name}" + arguments.replace("{}", "").replace("{", "(").replace("}", ")")


def _word(match: re.Match[str]) -> str:
    """What stands for a command, kept apart from the letters and digits beside it."""
    name, gap = match[1] or match[3], match[2] or ""
    symbol = _SYMBOLS.get(name, name)
    if symbol in _SPACED:
        return f" {symbol} "
    if not match[1] or not symbol:
        return symbol
    before, after = match.string[match.start() - 1 : match.start()], match.string[match.end() : match.end() + 1]
    left = " " if symbol.isalpha() and before.isalnum() else ""
    return left + symbol + (" " if symbol.isalpha() and after.isalnum() else gap)


_FORMULA = r"\$\$\$(?P<a>.+?)\$\$\$|\$\$(?P<b>.+?)\$\$|\\\((?P<c>.+?)\\\)|\\\[(?P<d>.+?)\\\]"
_DISPLAY = r"\\begin\{(?P<name>(?:equation|align|gather|eqnarray)\*?)\}(?P<e>.+?)\\end\{(?P=name)\}"
_TEX_MATH = re.compile(r"\\\\|\\[$%]|" + _FORMULA + "|" + _DISPLAY + r"|\$(?P<f>(?:[^$\\]|\\.)+)\$", re.DOTALL)
# Outside TeX a dollar may be money: a formula begins right behind its first and ends right before its last one.
_WEB_MATH = re.compile(r"\\[\\$]|" + _FORMULA + r"|\$(?!\s)(?P<f>(?:[^$\\]|\\.)+)(?<!\s)\$(?!\d)", re.DOTALL)
_MARKDOWN_MATH = re.compile(r"```.*?```|`[^`\n]+`|" + _WEB_MATH.pattern, re.DOTALL)


def _formulas(pattern: re.Pattern[str], text: str, kept: _Kept) -> str:
    """`text` with its formulas kept as plain text. What `pattern` matches without a formula in it stays."""

    def keep(match: re.Match[str]) -> str:
        found = [part for key, part in match.groupdict().items() if key != "name" and part is not None]
        return kept.put(formula_to_text(found[0])) if found else match[0]

    return pattern.sub(keep, text)


_VERBATIM = re.compile(r"\\begin\{(verbatim|lstlisting)\}(?:\[[^\]]*\])?(.*?)\\end\{\1\}", re.DOTALL)
_COMMENT = re.compile(r"(?<!\\)%.*")
_ACCENT = re.compile(r"\\([\"'`^~])\s*(?:\{([A-Za-z])\}|([A-Za-z]))")
_COMBINING = {'"': "\u0308", "'": "\u0301", "`": "\u0300", "^": "\u0302", "~": "\u0303"}
_TITLE = re.compile(r"\\problemname\s*\{([^{}]*)\}")
_SECTION = re.compile(r"\\(?:sub)*section\*?\s*\{([^{}]*)\}")
_FRAMED = r"(?:tabularx?|array|minipage|wrapfigure|multicols|figure|table)\*?"
_ENVIRONMENT = re.compile(
    r"\\begin\s*\{" + _FRAMED + r"\}(?:\[[^\]]*\])?(?:\{(?:[^{}]|\{[^{}]*\})*\})*|\\(?:begin|end)\s*\{\w+\*?\}(?:\[[^\]]*\])?"
)
_PICTURE = re.compile(r"\\(?:includegraphics|illustration)(?:\[[^\]]*\])?(?:\{(?:[^{}]|\{[^{}]*\})*\})+")


def latex_to_text(source: str) -> str:
    """A problem statement in the package format's subset of LaTeX. The title goes: a problem carries its name elsewhere."""
    kept = _Kept(source)
    text = _VERBATIM.sub(lambda match: "\n" + kept.put(match[2].strip("\n")) + "\n", source)
    text = _TITLE.sub("", _COMMENT.sub("", text))
    text = _PICTURE.sub("[picture]", _formulas(_TEX_MATH, text, kept))
    text = _ACCENT.sub(lambda match: unicodedata.normalize("NFC", (match[2] or match[3]) + _COMBINING[match[1]]), text)
    text = _SECTION.sub(r"\n\n\1\n\n", text)
    text = _ENVIRONMENT.sub("\n", text)
    text = re.sub(r"\s*\\item\b\s*", "\n- ", text)
    text = re.sub(r"\\\\(?:\[[^\]]*\])?[ \t]*\n?", r"\\\\", text)
    text = re.sub(r"[ \t]*(?<!\\)&[ \t]*", "\t", text)
    text = text.replace("``", '"').replace("''", '"').replace("---", "—").replace("--", "–")
    return kept.back(_tidy(_plain(text)))


_AROUND = {
    **dict.fromkeys(("p", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table"), ("\n\n", "\n\n")),
    **dict.fromkeys(("div", "section", "article", "blockquote"), ("\n", "\n")),
    **dict.fromkeys(("br", "tr"), ("\n", "")),
    **dict.fromkeys(("td", "th"), ("", "\t")),
    "li": ("\n- ", ""),
}
"""Element -> what stands before and behind its text."""


def html_to_text(source: str | bytes) -> str:
    """An HTML statement: blocks on lines of their own, `pre` kept as it is, sub- and superscripts typed out.

    Of bytes the encoding is found as a browser would: byte order mark, `meta`, UTF-8, else Windows-1252.
    """
    if isinstance(source, bytes):
        source = _decoded(source)
    kept = _Kept(source)
    return kept.back(_formulas(_WEB_MATH, _html_to_text(source, kept), kept))


_MEANT = {"utf-16": "utf-8", "utf-16le": "utf-8", "utf-16be": "utf-8", "iso-8859-1": "windows-1252", "ascii": "windows-1252"}
"""What browsers take some declarations for: who can read the declaration as ASCII does not have UTF-16 before him."""


def _decoded(source: bytes) -> str:
    # Not BeautifulSoup's own guess, which depends on what else is installed.
    content, marked = EncodingDetector.strip_byte_order_mark(source)
    declared = EncodingDetector.find_declared_encoding(content, is_html=True) or "utf-8"
    declared = _MEANT.get(declared, declared)
    for encoding in (marked or declared, "utf-8", "windows-1252"):
        try:
            return content.decode(encoding)
        except (LookupError, UnicodeError):
            continue
    return content.decode("latin-1")


def _html_to_text(source: str, kept: _Kept) -> str:
    soup = BeautifulSoup(source, "lxml")
    for tag in soup(["script", "style", "head", "title"]):
        tag.decompose()
    for tag in reversed(soup(["sup", "sub"])):
        tag.replace_with(("^" if tag.name == "sup" else "_") + _term(tag.get_text().strip()))
    for tag in soup("img"):
        tag.replace_with(" [picture] ")
    return re.sub(r"(?m)^-\s+(?=[^\s-])", "- ", _tidy(_element_text(soup, kept)))


def _element_text(root: Tag, kept: _Kept) -> str:
    parts: list[str] = []
    ahead: list[PageElement | str] = [root]  # no recursion: pages may nest deeper than Python's stack
    while ahead:
        node = ahead.pop()
        if isinstance(node, Tag):
            before, behind = _AROUND.get(node.name, ("", ""))
            parts.append(before)
            ahead.append(behind)
            if node.name in ("pre", "code"):
                for line_break in node("br"):
                    line_break.replace_with("\n")
                parts.append(kept.put(node.get_text().strip("\n")))
            else:
                ahead += reversed(node.contents)
        elif type(node) is NavigableString:
            parts.append(re.sub(r"\s+", " ", node))
        elif not isinstance(node, PageElement):
            parts.append(node)
    return "".join(parts)


def markdown_to_text(source: str) -> str:
    """A Markdown statement: rendered to HTML by markdown-it, formulas kept away from it, then as HTML."""
    kept = _Kept(source)
    text = _formulas(_MARKDOWN_MATH, source, kept)
    return kept.back(_html_to_text(MarkdownIt("commonmark", {"html": True}).enable("table").render(text), kept))


def _tidy(text: str) -> str:
    """Lines without space around them, tabs (between the cells of a table) as two spaces, one empty line at most."""
    lines = [re.sub(r"[ \t]*\t[ \t]*", "  ", re.sub(r" {2,}", " ", line.strip())) for line in text.splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


CONVERTERS: dict[str, Callable[[str], str]] = {
    ".tex": latex_to_text,
    ".md": markdown_to_text,
    ".html": html_to_text,
    ".htm": html_to_text,
    ".txt": str.strip,
}
"""File suffix -> converter, in the order in which they are preferred where a package has several."""

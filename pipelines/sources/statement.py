"""Statements to plain text: LaTeX, Markdown and HTML as contest problems use them.

Formulas become what a person would type (`1 \\le n \\le 2 \\cdot 10^5` -> `1 ≤ n ≤ 2·10^5`); anything unknown stays readable
rather than being dropped.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag
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
    "sum": "sum",
    "max": "max",
    "min": "min",
    "sim": "~",
    "approx": "≈",
    "lfloor": "⌊",
    "rfloor": "⌋",
    "lceil": "⌈",
    "rceil": "⌉",
    "oplus": "⊕",
    "mod": "mod",
    "bmod": "mod",
    "quad": " ",
    "qquad": " ",
    "left": "",
    "right": "",
    "displaystyle": "",
    "textbackslash": "\\",
    "%": "%",
    "$": "$",
    "_": "_",
    "&": "&",
    "#": "#",
    "{": "{",
    "}": "}",
    ",": "",
    ";": " ",
    ":": " ",
    "!": "",
    " ": " ",
    "\\": "\n",
}
_UNWRAPPED = (
    "text",
    "textbf",
    "textit",
    "texttt",
    "emph",
    "mathrm",
    "mathbf",
    "mathit",
    "mathsf",
    "operatorname",
    "url",
)
_MATH = re.compile(r"\$\$(.+?)\$\$|\$(.+?)\$|\\\((.+?)\\\)|\\\[(.+?)\\\]", re.DOTALL)
_COMMAND = re.compile(r"\\([A-Za-z]+)\*?\s?|\\(.)", re.DOTALL)
_UNWRAP = re.compile(r"\\(?:" + "|".join(_UNWRAPPED) + r")\s*\{([^{}]*)\}")
_FRACTION = re.compile(r"\\d?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_ROOT = re.compile(r"\\sqrt\s*\{([^{}]*)\}")
_DIGIT_GAP = re.compile(r"(?<=\d)(?:\\,|\{,\}|\\ |~)(?=\d{3})")
_BRACED_INDEX = re.compile(r"([_^])\{(\w+|[+-]?\d+)\}")


def formula_to_text(formula: str) -> str:
    """A TeX formula as one would type it in plain text."""
    text = _DIGIT_GAP.sub("", formula)
    for pattern, replacement in ((_UNWRAP, r"\1"), (_FRACTION, r"(\1)/(\2)"), (_ROOT, r"sqrt(\1)")):
        while pattern.search(text):
            text = pattern.sub(replacement, text)
    text = _BRACED_INDEX.sub(r"\1\2", text)
    text = _COMMAND.sub(lambda match: _symbol(match[1] or match[2]), text)
    text = re.sub(r"\s*·\s*", "·", text.replace("{", "").replace("}", "").replace("~", " "))
    return re.sub(r"[ \t]+", " ", text).strip()


def _symbol(command: str) -> str:
    symbol = _SYMBOLS.get(command, command)
    return f" {symbol} " if symbol in "≤≥≠<>±→←∈≈~×" and symbol else symbol


def _formulas_to_text(text: str) -> str:
    return _MATH.sub(lambda match: formula_to_text(next(part for part in match.groups() if part is not None)), text)


_COMMENT = re.compile(r"(?<!\\)%.*")
_TITLE = re.compile(r"\\problemname\s*\{([^{}]*)\}")
_SECTION = re.compile(r"\\(?:sub)*section\*?\s*\{([^{}]*)\}")
_ENVIRONMENT = re.compile(r"\\(?:begin|end)\s*\{(\w+)\*?\}(?:\[[^\]]*\])?(?:\{[^{}]*\})*")
_PICTURE = re.compile(r"\\(?:includegraphics|illustration)(?:\[[^\]]*\])?((?:\{[^{}]*\})+)")


def latex_to_text(source: str) -> str:
    """A problem statement in the package format's subset of LaTeX. The title goes: a problem carries its name elsewhere."""
    text = _TITLE.sub("", _COMMENT.sub("", source))
    text = _formulas_to_text(text)
    text = _PICTURE.sub("[picture]", text)
    text = _SECTION.sub(r"\n\n\1\n\n", text)
    text = _ENVIRONMENT.sub("\n", text)
    text = re.sub(r"\\(?:item)\b\s*", "\n- ", text)
    text = re.sub(r"\\hline\b", "", text)
    while _UNWRAP.search(text):
        text = _UNWRAP.sub(r"\1", text)
    text = text.replace("``", '"').replace("''", '"').replace("---", "—").replace("--", "–").replace("~", " ")
    text = _COMMAND.sub(lambda match: _symbol(match[1] or match[2]), text).replace("{", "").replace("}", "")
    return _tidy(text)


_BLOCKS = {"p", "div", "section", "article", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "table", "tr"}
_BLOCKS |= {"pre", "blockquote", "br"}


def html_to_text(source: str | bytes) -> str:
    """An HTML statement: blocks on lines of their own, `pre` kept as it is, sub- and superscripts typed out.

    Of bytes the encoding is found as a browser would: byte order mark, `meta`, then a guess.
    """
    soup = BeautifulSoup(source, "lxml")
    for tag in soup(["script", "style", "head", "title"]):
        tag.decompose()
    for tag in soup("sup"):
        tag.insert(0, "^")
    for tag in soup("sub"):
        tag.insert(0, "_")
    for tag in soup("img"):
        tag.replace_with("[picture]")
    return _tidy(_formulas_to_text(_element_text(soup)))


def _element_text(element: Tag) -> str:
    parts: list[str] = []
    for child in element.children:
        if isinstance(child, NavigableString):
            text = str(child)
            parts.append(text if element.name == "pre" else re.sub(r"\s+", " ", text))
        elif isinstance(child, Tag):
            inner = _element_text(child)
            if child.name == "li":
                inner = "- " + inner.strip()
            if child.name in ("td", "th"):
                inner += " "
            breaks = "\n" if child.name in _BLOCKS else ""
            parts.append(f"{breaks}{inner}{breaks}")
            if child.name in ("p", "h1", "h2", "h3", "h4"):
                parts.append("\n")
    return "".join(parts)


def markdown_to_text(source: str) -> str:
    """A Markdown statement: rendered to HTML by markdown-it, formulas kept away from it, then as HTML."""
    formulas: list[str] = []

    def hide(match: re.Match[str]) -> str:
        formulas.append(formula_to_text(next(part for part in match.groups() if part is not None)))
        return f"\x02{len(formulas) - 1}\x03"

    rendered = MarkdownIt("commonmark", {"html": True}).enable("table").render(_MATH.sub(hide, source))
    return re.sub(r"\x02(\d+)\x03", lambda match: formulas[int(match[1])], html_to_text(rendered))


def _tidy(text: str) -> str:
    lines = [line.strip() if not line.startswith("    ") else line.rstrip() for line in text.splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


CONVERTERS: dict[str, Callable[[str], str]] = {
    ".tex": latex_to_text,
    ".md": markdown_to_text,
    ".html": html_to_text,
    ".htm": html_to_text,
    ".txt": str.strip,
}
"""File suffix -> converter, in the order in which they are preferred where a package has several."""

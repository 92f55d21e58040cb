"""Statements as plain text: mathematics as a person would type it, blocks on lines of their own, `pre` as it stands."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from markdown_it import MarkdownIt

from pipelines.scrapers.pages.markup import Element, find, line, tree_of, verbatim
from pipelines.sources.statement import formula_to_text

IMAGE = "[image]"
"""What stands for a picture."""
_GAPS = {
    **dict.fromkeys(("p", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "table", "center", "hr"), 2),
    **dict.fromkeys(("div", "section", "article", "blockquote", "tr", "li", "dt", "dd"), 1),
}
"""Element -> newlines around its text."""
_UNSEEN_TAGS = frozenset(("script", "style", "head", "title", "noscript", "button", "svg", "textarea", "select"))
_DRAWN = re.compile(r"\b(?:MathJax|MathJax_(?:Display|SVG|CHTML|SVG_Display))\b")
"""Classes of a formula that a browser has drawn."""
_GLYPH = re.compile(r"\bmjx-c([0-9A-F]{2,6})\b")
_UNSEEN = re.compile(r"\b(?:MathJax_\w+|katex-html|input-output-copier|btn-copy|div-btn-copy|copy-to-clipboard)\b")
"""Classes of what repeats a formula that is also there as TeX, and of buttons."""
_LONGEST_FORMULA = 2000
_ANY = rf"(.{{1,{_LONGEST_FORMULA}}}?)"
_BRACKETED = rf"\\\({_ANY}\\\)|\\\[{_ANY}\\\]"
_TRIPLE = re.compile(rf"\$\$\$\$\$\${_ANY}\$\$\$\$\$\$|\$\$\${_ANY}\$\$\$", re.DOTALL)
# A dollar may be money: a formula begins right behind its first and ends right before its last one.
_SINGLE = re.compile(
    rf"\\\$|\$\$\${_ANY}\$\$\$|\$\${_ANY}\$\$|{_BRACKETED}|\$(?!\s)((?:[^$\\]|\\.){{1,{_LONGEST_FORMULA}}}?)(?<!\s)\$(?!\d)",
    re.DOTALL,
)
_BRACKETS = re.compile(rf"\$\${_ANY}\$\$|{_BRACKETED}", re.DOTALL)
DELIMITERS = {"$$$": _TRIPLE, "$": _SINGLE, "\\(": _BRACKETS}
"""Between what a site writes its formulas: three dollars alone, one or two of them and brackets, two of them and brackets."""

formula = lru_cache(maxsize=4096)(formula_to_text)
"""`formula_to_text`; the formulas of statements are few and come again and again."""
_ONE_TERM = re.compile(r"[+-]?\d+|\\?[^\W_]+")


def _typed(mark: str, text: str) -> str:
    return f"{mark}{text}" if _ONE_TERM.fullmatch(text) else f"{mark}({text})" if text else ""


class _Writer:
    """Collects text: white space within lines is one space, gaps between blocks are never more than an empty line."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.gap = 0
        self.space = ""

    def inline(self, text: str) -> None:
        words = text.split()
        if words:
            if text[0].isspace():
                self.apart_in_line(" ")
            self._put(" ".join(words))
        if text[-1:].isspace():
            self.apart_in_line(" ")

    def exactly(self, text: str) -> None:
        self.apart(2)
        if text:
            self._put(text)
        self.apart(2)

    def apart(self, gap: int) -> None:
        self.gap = max(self.gap, gap)

    def apart_in_line(self, space: str) -> None:
        self.space = max(self.space, space, key=len)

    def newline(self) -> None:
        self.gap = min(self.gap + 1, 2)

    def _put(self, text: str) -> None:
        if self.parts:
            self.parts.append("\n" * self.gap or self.space)
        self.parts.append(text)
        self.gap, self.space = 0, ""


def _mathematics(element: Element) -> str | None:
    """The formula that an element stands for, None where it is none."""
    tag, classes = element.tag, element.get("class") or ""
    if tag == "script":
        return formula("".join(element.itertext())) if (element.get("type") or "").startswith("math/tex") else None
    if tag == "var" or (tag == "span" and classes.startswith("math ") and find(element, "annotation") is None):
        tex = find(element, "annotation")
        return formula("".join((element if tex is None else tex).itertext()))
    if tag == "span" and "katex" in classes.split():
        tex = find(element, "annotation")
        return formula("".join(tex.itertext())) if tex is not None else line(element)
    if tag == "mjx-container" or _DRAWN.search(classes):
        return _drawn(element)
    if tag == "img" and "tex-formula" in classes and (alternative := element.get("alt")):
        return formula(alternative.strip("$"))
    return None


def _drawn(element: Element) -> str:
    """A formula that a browser has drawn: nothing where its TeX stands behind it, else what is there for readers of screens,
    else the characters that were drawn."""
    behind = element.getnext()
    if behind is not None and behind.tag == "script" and (behind.get("type") or "").startswith("math/tex"):
        return ""
    if (spoken := find(element, "math")) is not None:
        return statement_text(spoken, "$")
    glyphs = [chr(int(match[1], 16)) for one in element.iter() if (match := _GLYPH.search(one.get("class") or ""))]
    return unicodedata.normalize("NFKC", "".join(glyphs)) or line(element)


def _replaced(element: Element) -> str | None:
    """What stands for an element and all that is in it, None where it is read as it is."""
    mathematics = _mathematics(element)
    if mathematics is not None:
        return mathematics
    if element.tag == "img":
        return IMAGE
    if element.tag in _UNSEEN_TAGS or ((classes := element.get("class")) and _UNSEEN.search(classes)):
        return ""
    if element.tag in ("sup", "sub"):
        return _typed("^" if element.tag == "sup" else "_", line(element))
    return None


_CELL = 0
"""Marks the end of a table's cell; other whole numbers mark gaps."""


def statement_text(roots: Element | list[Element], delimiters: str, unwanted: frozenset[Element] = frozenset()) -> str:
    """The text of elements with everything in them, but for `unwanted`. `delimiters`: a key of DELIMITERS."""
    writer, pattern = _Writer(), DELIMITERS[delimiters]
    ahead: list[Element | str | int] = list(reversed(roots)) if isinstance(roots, list) else [roots]
    while ahead:  # no recursion: pages may nest deeper than Python's stack
        item = ahead.pop()
        if isinstance(item, str):
            _write_text(writer, item, pattern)
        elif item == _CELL:
            writer.apart_in_line("  ")
        elif isinstance(item, int):
            writer.apart(item)
        elif item not in unwanted:
            _write_element(writer, item, ahead)
    return "".join(writer.parts)


def _write_text(writer: _Writer, text: str, pattern: re.Pattern[str]) -> None:
    if "$" not in text and "\\" not in text:
        writer.inline(text)
        return
    place = 0
    for match in pattern.finditer(text):
        writer.inline(text[place : match.start()])
        writer.inline(formula(match[match.lastindex]) if match.lastindex else match[0][1:])
        place = match.end()
    writer.inline(text[place:])


def _write_element(writer: _Writer, element: Element, ahead: list[Element | str | int]) -> None:
    """What an element begins with; its contents go onto the pile of what lies ahead."""
    tag, text = element.tag, _replaced(element)
    if tag == "br":
        writer.newline()
    elif tag == "pre":
        writer.exactly(verbatim(element, _replaced).strip("\n"))
    elif text is not None:
        writer.inline(text)
    elif tag in ("code", "tt"):  # what is in it is never taken for a formula
        _write_code(writer, element)
    else:
        gap = 2 if "title" in (element.get("class") or "") else _GAPS.get(tag, 0)
        writer.apart(gap)
        if gap or tag in ("td", "th"):
            ahead.append(gap or _CELL)
        ahead += reversed(_contents(element))


def _write_code(writer: _Writer, element: Element) -> None:
    ahead: list[Element | str] = [element]
    while ahead:
        item = ahead.pop()
        if isinstance(item, str):
            writer.inline(item)
        elif item.tag == "br":
            writer.newline()
        else:
            for child in reversed(list(item)):
                ahead += [child.tail or "", child]
            ahead.append(item.text or "")


_BETWEEN = {"msup": "^", "msub": "_", "mfrac": "/"}
"""Element of MathML -> what stands between its two."""


def _contents(element: Element) -> list[Element | str | int]:
    if element.tag in _BETWEEN and len(element) == 2:
        first, second = element
        return [first, _typed(_BETWEEN[element.tag], line(second))]
    found: list[Element | str | int] = ["- "] if element.tag == "li" else []
    found.append(element.text or "")
    for child in element:
        found += [child, child.tail or ""]
    return found


def html_statement(source: str, delimiters: str) -> str:
    """The text of a statement that is a string of HTML. Raises MarkupChanged where nothing is in it."""
    return statement_text(tree_of(source), delimiters)


_MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable("table")
_BLOCKS = re.compile(r"<(?:p|h[1-6]|pre|div|ul|ol|table|br)\b", re.IGNORECASE)
_MARKS = re.compile(r"^ {0,3}(?:#{1,6}(?=\s|\w)|```)", re.MULTILINE)
_PRE = re.compile(r"<pre\b.*?</pre>", re.IGNORECASE | re.DOTALL)
_GLUED = re.compile(r"```.*?```|<pre\b.*?</pre>|^(?P<mark> {0,3}#{1,6})(?=[^\s#])", re.MULTILINE | re.DOTALL | re.IGNORECASE)
"""Headings without a blank behind their mark; what stands as it is comes first, so that nothing in it is taken for one."""
_KEPT = re.compile(r"```.*?```|`[^`\n]+`|" + _SINGLE.pattern, re.DOTALL)


def rendered(source: str) -> str:
    """HTML of a text that may be Markdown, HTML, or both, as its site would draw it; formulas are left as they stand."""
    source = source.replace("\r\n", "\n")
    if _BLOCKS.search(source) and not _MARKS.search(_PRE.sub("", source)):
        return source

    def keep(match: re.Match[str]) -> str:
        # Markdown takes the underscores, stars and backslashes of formulas for its own.
        return re.sub(r"[\\`*_{}\[\]<>&|~]", lambda sign: f"&#{ord(sign[0])};", match[0]) if match.lastindex else match[0]

    return str(
        _MARKDOWN.render(_KEPT.sub(keep, _GLUED.sub(lambda found: f"{found[0]} " if found["mark"] else found[0], source)))
    )

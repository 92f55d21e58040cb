"""Pages as trees: bytes decoded as a browser would, elements found by short selectors, the text of `pre` kept as it stands.

lxml is asked directly: with BeautifulSoup in between, parsing alone takes ten times as long as everything that follows. This
is the one file that knows lxml.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, Protocol

from lxml import etree  # type: ignore[import-untyped]

from pipelines.scrapers.records import Page
from pipelines.scrapers.site import MarkupChanged
from schemas.text import excerpt


class Element(Protocol):
    """What is used of lxml's elements. Comments and processing instructions are never in a tree."""

    tag: str
    text: str | None
    tail: str | None

    def get(self, name: str) -> str | None: ...
    def getparent(self) -> Element | None: ...
    def getnext(self) -> Element | None: ...
    def itertext(self) -> Iterator[str]: ...
    def iter(self) -> Iterator[Element]: ...
    def __iter__(self) -> Iterator[Element]: ...
    def __len__(self) -> int: ...


_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_META = re.compile(rb"<meta\b[^>]{0,500}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_META_WITHIN = 4096
"""Browsers look for a declaration in the first kilobyte; sites put scripts before it."""
_MEANT = {
    **dict.fromkeys(("iso-8859-1", "latin1", "ascii", "us-ascii"), "windows-1252"),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "x-sjis", "windows-31j"), "cp932"),
    **dict.fromkeys(("gb2312", "gbk"), "gb18030"),
    **dict.fromkeys(("utf8", "utf-16", "utf-16le", "utf-16be"), "utf-8"),
}
"""What browsers take some labels for. A declaration that can be read as ASCII is in no UTF-16."""


def decoded(page: Page) -> str:
    """The text of a page: by its byte order mark, the header, the page's own declaration, UTF-8. Raises MarkupChanged."""
    for mark, name in _BOMS:
        if page.body.startswith(mark):
            return _by_mark(page.body, name)
    header = _CHARSET.search(page.content_type)
    meta = _META.search(page.body[:_META_WITHIN])
    labels = [header[1] if header else "", meta[1].decode("ascii", "replace") if meta else "", "utf-8"]
    for label in (label.lower() for label in labels if label):
        try:
            return page.body.decode(_MEANT.get(label, label))
        except (LookupError, ValueError):
            continue
    raise MarkupChanged(
        "charset", f"bytes that are neither UTF-8 nor {excerpt(labels[0] or labels[1] or 'declared otherwise')}"
    )


def _by_mark(body: bytes, name: str) -> str:
    try:
        return body.decode(name)
    except ValueError as error:
        raise MarkupChanged("charset", f"a byte order mark of {name} before bytes that are none") from error


def tree_of(source: str) -> Element:
    """The tree of an HTML document or a piece of one. Raises MarkupChanged where nothing is in it, or elements 2,000 deep."""
    # A lone surrogate can come from a JSON escape alone; HTML turns NUL into the same character.
    data = source.replace("\0", "\ufffd").encode("utf-8", "replace")
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError) as error:
        raise MarkupChanged("html", excerpt(str(error))) from error
    if root is None:
        raise MarkupChanged("html", "an empty page")
    fatal = parser.error_log.filter_from_fatals()
    if fatal:  # the parser stopped there: what came behind is missing from the tree
        raise MarkupChanged("html", excerpt(fatal[0].message))
    found: Element = root
    return found


def page_tree(page: Page) -> Element:
    """The tree of a page. Raises MarkupChanged."""
    return tree_of(decoded(page))


_STEP = re.compile(r"([>]?)\s*([\w-]*)((?:[.#][\w-]+)*)\s*")


@lru_cache(maxsize=512)
def _finder(selector: str) -> Any:
    """XPath of a selector: tags, `.class`, `#id`, spaces and `>` between steps, commas between alternatives."""
    paths = []
    for alternative in selector.split(","):
        path, rest = "", alternative.strip()
        while rest:
            match = _STEP.match(rest)
            assert match is not None and match.end(), f"{selector!r} is no selector"
            child, tag, marks = match.groups()
            path += ("/" if child else "//" if path else ".//") + (tag or "*")
            for mark in re.findall(r"[.#][\w-]+", marks):
                name = mark[1:]
                path += (
                    f"[@id='{name}']"
                    if mark[0] == "#"
                    else f"[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]"
                )
            rest = rest[match.end() :]
        paths.append(path)
    return etree.XPath(" | ".join(paths))


def find_all(root: Element, selector: str) -> list[Element]:
    """The descendants of `root` that a selector names, in the order of the document."""
    found: list[Element] = _finder(selector)(root)
    return found


def find(root: Element, selector: str) -> Element | None:
    """The first of `find_all`."""
    return next(iter(find_all(root, selector)), None)


def one(root: Element, selector: str) -> Element:
    """The first of `find_all`. Raises MarkupChanged where there is none."""
    found = find(root, selector)
    if found is None:
        title = find(root, "title, h1")
        raise MarkupChanged(selector, f"nothing like it in {named(root)}" + (f" {line(title)!r}" if title is not None else ""))
    return found


def named(element: Element) -> str:
    """An element as it is written in a message: `<div class=...>`."""
    marks = "".join(f" {name}={excerpt(value, 40)!r}" for name in ("id", "class") if (value := element.get(name)))
    return f"<{element.tag}{marks}>"


def has_class(element: Element, name: str) -> bool:
    """Whether `name` is one of the element's classes."""
    return name in (element.get("class") or "").split()


def line(element: Element) -> str:
    """The text of an element in one line, as it is seen."""
    return " ".join("".join(element.itertext()).split())


def spaced_line(element: Element) -> str:
    """The text of an element in one line, with a space between the texts of any two elements in it."""
    return " ".join(" ".join(element.itertext()).split())


def own_line(element: Element) -> str:
    """The text that lies directly in an element, without that of its children, in one line."""
    return " ".join(" ".join([element.text or "", *(child.tail or "" for child in element)]).split())


def line_without(element: Element, class_name: str) -> str:
    """The text of an element in one line, but for that of its children of a class."""
    parts = [element.text or ""]
    for child in element:
        if not has_class(child, class_name):
            parts.append("".join(child.itertext()))
        parts.append(child.tail or "")
    return " ".join("".join(parts).split())


_ROWS = frozenset(("div", "li", "p", "tr"))
"""Elements that take lines of their own inside a `pre`: highlighted tests and numbered source code are made of them."""

_LINE = "test-example-line"
"""Codeforces' class for one line of a test."""


class _Lines:
    """Text as it is drawn inside a `pre`: elements of `_ROWS` begin and end lines, an empty one is an empty line."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.current = ""

    def add(self, text: str) -> None:
        *whole, rest = text.split("\n")
        for part in whole:
            self.current += part
            self.end()
        self.current += rest

    def end(self) -> None:
        self.done.append(self.current + "\n")
        self.current = ""

    def fresh(self) -> None:
        if self.current:
            self.end()


def verbatim(pre: Element, meant: Callable[[Element], str | None] = lambda element: None) -> str:
    """The text of a `pre`, character for character.

    As browsers read it: a newline right behind the tag does not count, `br` is one, and so is the end of an element that takes
    a line of its own. A no-break space is a space: contest sites write it for blank lines, and no test of theirs has one.
    `meant` may give the text that an element in it stands for.
    """
    if not len(pre):
        return (pre.text or "").removeprefix("\n").replace("\xa0", " ")
    lines = _Lines()
    ahead: list[Element | str | int] = [pre]  # an int ends a row that began behind so many lines
    while ahead:
        item = ahead.pop()
        if isinstance(item, str):
            lines.add(item)
        elif isinstance(item, int):
            if lines.current or len(lines.done) == item:
                lines.end()
        elif item.tag == "br":
            lines.end()
        elif item is not pre and (text := meant(item)) is not None:
            lines.add(text)
        else:
            ahead += reversed(_inside(item, pre, lines))
    return ("".join(lines.done) + lines.current).replace("\xa0", " ")


def _inside(element: Element, pre: Element, lines: _Lines) -> list[Element | str | int]:
    """What is to be drawn of an element. White space between rows and newlines in a line of a test are layout."""
    rows = any(child.tag in _ROWS for child in element)
    if not rows and has_class(element, _LINE):
        whole = "".join(element.itertext())
        if "\n" in whole:
            lines.fresh()
            return [" ".join(whole.split()), len(lines.done)]
    first = element.text or ""
    texts = [first.removeprefix("\n") if element is pre else first, *(child.tail or "" for child in element)]
    texts = ["" if rows and text.isspace() else text for text in texts]
    inside: list[Element | str | int] = [texts[0]]
    for child, text in zip(element, texts[1:], strict=True):
        inside += [child, text]
    if element is not pre and element.tag in _ROWS:
        lines.fresh()
        inside.append(len(lines.done))
    return inside


def href(element: Element) -> str:
    """Where a link leads, "" where it leads nowhere."""
    return element.get("href") or ""

"""Examples out of a statement's HTML, for archives that keep them nowhere else.

Two ways of writing them are known:

    a table whose first row says Input and Output, and whose next rows hold one example each
    an element that says no more than "Sample Input" (or Example, with a number or not), and the `pre` that comes next; the same
    for the output
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.element import Tag

from schemas.problem import Test

_HEADING = re.compile(r"(?:sample|example)\s+(input|output)\s*[\d:.#]*", re.IGNORECASE)
_COLUMN = re.compile(r"(?:sample\s+)?(input|output)\s*:?", re.IGNORECASE)


def examples(page: str) -> tuple[Test, ...]:
    """The examples, in order; none where the page has neither form."""
    soup = BeautifulSoup(page, "lxml")
    for line_break in soup("br"):
        line_break.replace_with("\n")
    found = list(_of_tables(soup)) or list(_of_headings(soup))
    return tuple(dict.fromkeys(found))


def _of_tables(soup: BeautifulSoup) -> Iterator[Test]:
    for table in soup("table"):
        rows = [row.find_all(["td", "th"], recursive=False) for row in table("tr")]
        if not rows or [_word(cell, _COLUMN) for cell in rows[0]] != ["input", "output"]:
            continue
        for cells in rows[1:]:
            if len(cells) == 2:
                yield Test(_block(cells[0]), _block(cells[1]))


def _of_headings(soup: BeautifulSoup) -> Iterator[Test]:
    given = None
    for element in soup(re.compile(r"h[1-6]|b|strong|div|p|span")):
        word = _word(element, _HEADING)
        block = element.find_next("pre") if word else None
        if not isinstance(block, Tag):
            continue
        if word == "input":
            given = _block(block)
        elif given is not None:
            yield Test(given, _block(block))
            given = None


def _word(element: Tag, pattern: re.Pattern[str]) -> str:
    match = pattern.fullmatch(element.get_text().strip())
    return match[1].lower() if match else ""


def _block(element: Tag) -> str:
    """The lines of an element, without space at their ends and empty lines around them."""
    lines = element.get_text().replace("\xa0", " ").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n") + "\n"

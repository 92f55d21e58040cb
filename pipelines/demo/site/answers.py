"""What a site is asked and what it answers: the ways of answering that all looks share."""

from __future__ import annotations

import html
import json
import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from pipelines.demo.site.catalogue import Catalogue

T = TypeVar("T")
SHOWN_CHARACTERS, SHOWN_BEFORE = 400, 255
"""A longer text of a test is cut on Codeforces' pages of submissions, today and in its first years."""
CUT_CHARACTERS = 3
"""What is shown of each text of a sample where tests are to be cut."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request. `query` has the last value of each name; `page_size` is how many rows a list has on a page where the request
    does not say; `cut_tests`: of each text of a test less is to be shown than usual."""

    catalogue: Catalogue
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    page_size: int = 100
    cut_tests: bool = False

    def number(self, name: str, default: int) -> int:
        """A number of the query, `default` where it is absent or no number."""
        value = self.query.get(name, "")
        return int(value) if value.isdecimal() else default

    def sample(self, text: str) -> str:
        """A text of a sample: whole, unless tests are to be cut."""
        return shortened(text, CUT_CHARACTERS) if self.cut_tests else text

    def shown(self, text: str) -> str:
        """A text of a test on a judge's page."""
        return shortened(text, SHOWN_BEFORE if self.cut_tests else SHOWN_CHARACTERS)


@dataclass(frozen=True, slots=True)
class Answer:
    """A page without what the transport adds. `published`: the day since when it stands as it is, where there is one."""

    body: bytes
    content_type: str = "text/html; charset=utf-8"
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    published: date | None = None


Respond = Callable[[Asked, re.Match[str]], Answer | None]


@dataclass(frozen=True, slots=True)
class Look:
    """How one site looks.

    `hosts`: its real hosts, the main one first. `routes`: patterns of whole paths and what answers them; None is no such page.
    `login`: the path of its login page, "" where who is not logged in is refused (401). `robots`: its robots.txt.
    """

    name: str
    hosts: tuple[str, ...]
    routes: tuple[tuple[str, Respond], ...]
    login: str
    robots: str

    def answer(self, asked: Asked) -> Answer | None:
        """The first route that knows the page; None where none does."""
        for pattern, respond in self.routes:
            match = re.fullmatch(pattern, asked.path)
            if match and (found := respond(asked, match)):
                return found
        return None


def shortened(text: str, most: int) -> str:
    """A text as a site shows it that shows at most so many characters: what is longer ends in three dots."""
    return text if len(text) <= most else text[:most] + "..."


def escaped(text: str) -> str:
    """Text within an element."""
    return html.escape(text, quote=False)


def web_page(
    title: str, body: str, *, charset: str = "utf-8", in_header: bool = True, published: date | None = None, lang: str = "en"
) -> Answer:
    """A page in `charset`, what that lacks as character references. `in_header` False: only a `meta` element names it."""
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">'
    text = (
        f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n{meta}\n<title>{escaped(title)}</title>\n</head>\n'
        f"<body>\n{body}\n</body>\n</html>\n"
    )
    content_type = f"text/html; charset={charset}" if in_header else "text/html"
    return Answer(text.encode(charset, "xmlcharrefreplace"), content_type, published=published)


def data(value: Any, status: int = 200, published: date | None = None) -> Answer:
    """A value as JSON."""
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    return Answer(body, "application/json;charset=UTF-8", status, published=published)


def moved(path: str, status: int = 301) -> Answer:
    """A redirect to a path of the same host."""
    return Answer(b"", status=status, headers=(("Location", path),))


def pages(count: int, size: int) -> int:
    """How many pages so many rows fill; an empty list has one."""
    return max(1, math.ceil(count / size))


def rows(items: Sequence[T], page: int, size: int) -> Sequence[T]:
    """The rows of a page, counted from 1; none past the last."""
    return items[(page - 1) * size : page * size] if page >= 1 else items[:0]

"""What the pages of the explorer share: a reply, the frame that all stand in, and what a request may ask for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from pipelines.explorer.problems import KINDS, Absent, Opened
from pipelines.showing.pages import pages_of
from schemas.problem import Test

Query = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Reply:
    """What is sent back: a page, or where to go instead."""

    status: int
    body: str = ""
    location: str = ""


class Refused(ValueError):
    """A request that makes no sense; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around every page. `root`: the path of them all, with a slash at its end; `missing`: how much is."""

    root: str
    dataset: str
    missing: Callable[[], int]

    def page(self, template: str, title: str, status: int = HTTPStatus.OK, **values: Any) -> Reply:
        """A page."""
        around = {"root": self.root, "dataset": self.dataset, "title": title, "missing": self.missing()}
        return Reply(status, pages_of("pipelines.explorer").render(template, **around, **values))

    def of(self, opened: Opened, template: str, title: str, **values: Any) -> Reply:
        """A page about a problem."""
        name = opened.entry["name"]
        return self.page(template, f"{title}: {name}" if title else name, opened=opened, kinds=KINDS, **values)


def within(tests: Sequence[Test], place: str) -> int:
    """The place as a number. Raises Absent where there is no such test."""
    if not (place.isascii() and place.isdigit() and len(place) < 10 and int(place) < len(tests)):
        raise Absent(place)
    return int(place)


def paged(query: Query, count: int, size: int, name: str = "page") -> tuple[int, int, range]:
    """The page that is asked for, how many there are, and the places on it."""
    asked = query.get(name, "")
    pages = max(1, -(-count // size))
    page = min(max(1, int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 1), pages)
    return page, pages, range((page - 1) * size, min(count, page * size))

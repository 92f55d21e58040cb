"""A site as one row of a table: where it lies, how fast it may be asked, and the functions that know its pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pipelines.scrapers.records import Page, Parsed, Request, Scope


class MarkupChanged(ValueError):
    """A page is not as its parser knows it. `selector` is what was looked for; the message says what was found instead."""

    def __init__(self, selector: str, found: str = "nothing") -> None:
        super().__init__(f"{selector}: {found}")
        self.selector = selector


@dataclass(frozen=True, slots=True)
class Site:
    """One contest site.

    `hosts`: the hosts that its requests may go to, the first being the main one. `seconds_per_request`: the least time between
    two requests to one host. `terms`: what its terms of use say of automatic access, and where; kept in a crawl's manifest.
    `start` gives the first requests of a scope, `parsers` read the pages of each kind of request: pure functions that raise
    MarkupChanged where a page is not as they know it. `lists`: the kinds of pages that change, which a later crawl asks for
    again; all others stay as they are once something came of them.
    """

    name: str
    hosts: tuple[str, ...]
    seconds_per_request: float
    terms: str
    start: Callable[[Scope], tuple[Request, ...]]
    parsers: Mapping[str, Callable[[Request, Page, Scope], Parsed]]
    lists: frozenset[str]

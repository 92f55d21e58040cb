"""A walk through an embedded site by its scraper's own parsers, without a socket and without a clock."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from urllib.parse import urlsplit

from pipelines.demo.site.catalogue import Catalogue
from pipelines.demo.site.desk import Desk, Settings
from pipelines.demo.site.faults import Faults
from pipelines.scrapers.assembly import assemble
from pipelines.scrapers.records import Page, Parsed, Piece, Request, Scope
from pipelines.scrapers.site import Site
from schemas.problem import Problem
from schemas.rejection import Rejection
from tests.pipelines.demo.site.asking import CORPUS

ALL = Scope()
Visits = dict[Request, Parsed]


def page_of(desk: Desk, url: str) -> Page:
    """A page as the fetcher hands it over: redirects within the host are followed."""
    for _ in range(5):
        split = urlsplit(url)
        target = f"{split.path}?{split.query}" if split.query else split.path
        reply = desk.reply(split.netloc, "GET", target, {})
        headers = dict(reply.headers)
        if reply.status in (301, 302):
            url = f"https://{split.netloc}{headers['Location']}"
            continue
        assert reply.status == 200, f"{url}: {reply.status}"
        return Page(url, reply.body, headers["Content-Type"], reply.status)
    raise AssertionError(f"{url}: a redirect loop")


def walk(
    site: Site, scope: Scope = ALL, listed: Catalogue = CORPUS, page_size: int = 100, faults: Faults | None = None
) -> Visits:
    """What each page gave, every request once."""
    desk = Desk(Settings(listed, faults or Faults(), page_size))
    visits: Visits = {}
    ahead = deque(site.start(scope))
    while ahead:
        request = ahead.popleft()
        if request not in visits:
            visits[request] = site.parsers[request.kind](request, page_of(desk, request.url), scope)
            ahead += visits[request].follow
    return visits


def pieces(visits: Visits) -> Iterator[Piece]:
    return (piece for parsed in visits.values() for piece in parsed.pieces)


def rejections(visits: Visits) -> list[Rejection]:
    return [one for parsed in visits.values() for one in parsed.rejections]


def problems(visits: Visits) -> dict[str, Problem]:
    """The problems that the pieces make, by their keys; each key must make one."""
    by_key: dict[str, list[Piece]] = {}
    for piece in pieces(visits):
        by_key.setdefault(piece.key, []).append(piece)
    found = {}
    for key, of_key in by_key.items():
        made = assemble(key, of_key)
        assert isinstance(made, Problem), made
        found[key] = made
    return found

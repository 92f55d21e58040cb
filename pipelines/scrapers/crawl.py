"""Walks through sites: from their first requests along what their pages lead to, each request exactly once.

What is known after a kill is derived from the cache alone: the same walk starts anew, and pages that are there are read and not
asked for. A crawl that begins after a finished one asks again for the pages that can have changed, and under the condition that
they did: the lists of a site, and pages that nothing came of.
"""

from __future__ import annotations

import dataclasses
import traceback
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from pipelines.scrapers.cache import Cache, Entry
from pipelines.scrapers.fetching.addresses import AddressError, host_of, plain
from pipelines.scrapers.fetching.faults import Fault, RequestLimit
from pipelines.scrapers.fetching.fetcher import Fetcher, Known
from pipelines.scrapers.records import Page, Parsed, Request, Scope
from pipelines.scrapers.site import MarkupChanged, Site
from schemas.rejection import Rejection, Subject
from schemas.text import excerpt

STAGE = "scrape"
LOGIN_NEEDED = "login_needed"
_HOST_FAULTS = ("robots_unavailable", "tls_failed")
"""What is wrong with a host and not with a page: no further page of it is asked for."""
_LASTING = frozenset({"truncated_test", "statement_in_pdf"})
"""Why a page gives nothing, and never will."""


class Visit(NamedTuple):
    """A request and what came of it; the rejections say what did not."""

    request: Request
    parsed: Parsed


class _Closed(NamedTuple):
    reason: str
    detail: str


class _Known(NamedTuple):
    entry: Entry
    page: Page
    parsed: Parsed


def stays(site: Site, kind: str, parsed: Parsed) -> bool:
    """Whether a page of that kind that gave this can be taken for what it will always be."""
    if kind in site.lists:
        return False
    reasons = {one.reason for one in parsed.rejections}
    return bool(parsed.pieces or parsed.follow) or (bool(reasons) and reasons <= _LASTING)


def parse(site: Site, request: Request, page: Page, scope: Scope) -> Parsed:
    """What a page gives; a page that its parser does not know gives a rejection that says what was looked for."""
    try:
        return site.parsers[request.kind](request, page, scope)
    except MarkupChanged as error:
        return Parsed(rejections=(rejected(request, "markup", excerpt(str(error), 300), error.selector),))
    except Exception as error:  # a page can be anything: a parser's defect costs that page, not the crawl
        frame = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(frame.filename).name}:{frame.lineno}"
        detail = f"{type(error).__name__} in {where}: {excerpt(str(error), 200)}"
        return Parsed(rejections=(rejected(request, "parser_failed", detail),))


def rejected(request: Request, reason: str, detail: str, item: str = "", count: int = 1) -> Rejection:
    """A page that gave nothing. `item` is the kind of the request, or the selector that was not found."""
    return Rejection(request.url, STAGE, reason, Subject.FILE.value, item or request.kind, detail, count)


class Crawl:
    """One walk through `sites`, which share hosts with no site of another walk.

    `fetchers`: one for each site by its name; none: nothing is asked for, the cache has to do. `turn` is the name of this crawl
    in the cache. After `visits` has ended, `finished` says whether everything that was wanted was asked for.
    """

    def __init__(
        self,
        sites: Sequence[Site],
        scope: Scope,
        cache: Cache,
        fetchers: Mapping[str, Fetcher],
        turn: str,
        give_up_after: int = 3,
    ) -> None:
        self._sites = {site.name: site for site in sites}
        self._scope = scope
        self._cache = cache
        self._fetchers = fetchers
        self._turn = turn
        self._give_up_after = give_up_after
        self._seen: set[Request] = set()
        self._frontier: dict[str, deque[Request]] = {}
        self._failures: Counter[str] = Counter()
        self._closed: dict[str, _Closed] = {}
        self._left_out: dict[str, list[Request]] = {}
        self.counts: Counter[str] = Counter()

    @property
    def pending(self) -> int:
        """Requests that wait."""
        return sum(map(len, self._frontier.values()))

    @property
    def finished(self) -> bool:
        """Whether no page was left out because of a limit, or of a host that could not be asked."""
        return not self._closed

    def visits(self, start: Iterable[Request]) -> Iterator[Visit | Rejection]:
        """Every request that `start` leads to, once, in the order of a breadth-first walk through each host; then a rejection
        for each host of which pages were left out."""
        for request in start:
            problem = self._add(request)
            if problem is not None:
                yield problem
        while self.pending:
            request = self._next()
            came = self._visit(request)
            if isinstance(came, Parsed):
                self.counts[f"{request.site} {request.kind}"] += 1
                outside = [problem for one in came.follow if (problem := self._add(one)) is not None]
                yield Visit(request, dataclasses.replace(came, rejections=(*came.rejections, *outside)))
            elif came is not None:
                yield came
        yield from self._leftovers()

    def _add(self, request: Request) -> Rejection | None:
        """Put a request into the frontier unless it was there before; why it cannot be one."""
        if request in self._seen:
            return None
        self._seen.add(request)
        site = self._sites.get(request.site)
        if site is None or request.kind not in site.parsers:
            return rejected(request, "unknown_kind", f"no parser for {request.kind!r} of site {request.site!r}")
        try:
            host = host_of(request.url)
        except AddressError as error:
            return rejected(request, "bad_address", str(error))
        if host not in site.hosts:
            return rejected(request, "outside_site", f"{host} is none of {', '.join(site.hosts)}")
        self._frontier.setdefault(host, deque()).append(request)
        return None

    def _next(self) -> Request:
        """From the host that may be asked the soonest, the first of those that may be asked at once."""
        waiting = [queue for queue in self._frontier.values() if queue]
        return min(waiting, key=lambda queue: self._wait_s(queue[0])).popleft()

    def _wait_s(self, request: Request) -> float:
        fetcher = self._fetchers.get(request.site)
        return 0.0 if fetcher is None else fetcher.wait_s(request.url)

    def _visit(self, request: Request) -> Parsed | Rejection | None:
        """What the page gives, or why there is none; None where it is left out."""
        url = plain(request.url)
        entry = self._cache.find(url)
        known = self._known(request, entry)
        site = self._sites[request.site]
        if known is not None and (known.entry.turn == self._turn or stays(site, request.kind, known.parsed)):
            return known.parsed
        if entry is not None and entry.reason and entry.turn == self._turn:
            return rejected(request, entry.reason, entry.detail)
        fetcher = self._fetchers.get(request.site)
        host = host_of(url)
        if fetcher is not None and host not in self._closed:
            try:
                return self._ask(fetcher, request, url, known)
            except RequestLimit as limit:
                closed = _Closed("request_limit", str(limit))
                self._closed.update(dict.fromkeys(self._sites[request.site].hosts, closed))
            except Fault as fault:
                return self._disappointed(request, host, fault, known)
        return self._as_known(request, host, entry, known)

    def _known(self, request: Request, entry: Entry | None) -> _Known | None:
        """The page that the cache has, as it reads today."""
        body = self._cache.body(entry) if entry is not None and not entry.reason else None
        if entry is None or body is None:
            return None
        page = Page(entry.found, body, entry.content_type, entry.status)
        return _Known(entry, page, parse(self._sites[request.site], request, page, self._scope))

    def _ask(self, fetcher: Fetcher, request: Request, url: str, known: _Known | None) -> Parsed:
        """Ask the site. Raises Fault, RequestLimit."""
        condition = None
        if known is not None and not any(one.reason == LOGIN_NEEDED for one in known.parsed.rejections):
            condition = Known(known.entry.found, known.entry.etag, known.entry.last_modified)
        fetched = fetcher.fetch(url, condition if condition and (condition.etag or condition.last_modified) else None)
        self._failures[host_of(url)] = 0
        if fetched.page is None and known is not None:
            self._cache.put(dataclasses.replace(known.entry, turn=self._turn))
            return known.parsed
        page = fetched.page
        assert page is not None, "a page that is not known cannot be unchanged"
        entry = Entry(url, self._turn, page.url, page.status, page.content_type, "", fetched.etag, fetched.last_modified)
        self._cache.put(entry, page.body)
        return parse(self._sites[request.site], request, page, self._scope)

    def _disappointed(self, request: Request, host: str, fault: Fault, known: _Known | None) -> Parsed | Rejection:
        """A page that could not be had: what was known of it before stands, unless the site says that there is none."""
        problem = rejected(request, fault.reason, fault.detail)
        if fault.settled:
            self._failures[host] = 0
            self._cache.put(Entry(plain(request.url), self._turn, reason=fault.reason, detail=fault.detail))
            return problem
        self._failures[host] += fault.passing
        if fault.reason in _HOST_FAULTS or self._failures[host] >= self._give_up_after:
            self._closed[host] = _Closed("host_given_up", f"{fault.reason}: {fault.detail}")
        if known is None:
            return problem
        return dataclasses.replace(known.parsed, rejections=(*known.parsed.rejections, problem))

    def _as_known(self, request: Request, host: str, entry: Entry | None, known: _Known | None) -> Parsed | Rejection | None:
        """What the cache says, where nobody can be asked."""
        if known is not None:
            return known.parsed
        if entry is not None and entry.reason:
            return rejected(request, entry.reason, entry.detail)
        self._left_out.setdefault(host, []).append(request)
        return None

    def _leftovers(self) -> Iterator[Rejection]:
        for host, requests in sorted(self._left_out.items()):
            closed = self._closed.get(host, _Closed("not_in_cache", "nothing is asked for"))
            first = min(request.url for request in requests)
            detail = f"{closed.detail}; pages of {host} that were not asked for, the first being {excerpt(first, 200)}"
            yield Rejection(host, STAGE, closed.reason, Subject.FILE.value, "", detail, len(requests))

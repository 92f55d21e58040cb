"""One group of sites from its first requests to its last page: the right to ask, who asks, and the crawl itself."""

from __future__ import annotations

import contextlib
import functools
import json
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from pipelines.scrapers.cache import Cache, Turn
from pipelines.scrapers.crawl import Crawl, Visit
from pipelines.scrapers.fetching.addresses import Origins
from pipelines.scrapers.fetching.cookies import Cookies, read_cookies
from pipelines.scrapers.fetching.fetcher import Fetcher, Manners
from pipelines.scrapers.fetching.pace import Clock, Pace
from pipelines.scrapers.fetching.transfer import Send, Transfer
from pipelines.scrapers.records import Request
from pipelines.scrapers.settings import ScrapeSettings
from pipelines.scrapers.site import Site
from schemas.digest import digest
from schemas.rejection import Rejection


class Walk:
    """A walk through `sites`, all of the group `name`. `clock` and `send` stand for time and network.

    While and after `visits` runs: `pages` counts what was read, by site and kind of page, and `asked` what the network did, by
    site; `pending` requests wait.
    """

    def __init__(
        self, name: str, sites: Sequence[Site], settings: ScrapeSettings, clock: Clock = time, send: Send | None = None
    ) -> None:
        self._name = name
        self._sites = sites
        self._settings = settings
        self._clock = clock
        self._send = send
        self._crawl: Crawl | None = None
        self._fetchers: dict[str, Fetcher] = {}
        self.finished = False

    @property
    def pending(self) -> int:
        """Requests that wait."""
        return self._crawl.pending if self._crawl is not None else 0

    @property
    def pages(self) -> Counter[str]:
        """Pages read."""
        return self._crawl.counts if self._crawl is not None else Counter()

    @property
    def asked(self) -> Counter[str]:
        """Requests, bytes, retries and answers by status, each after the name of its site."""
        return Counter({f"{site} {what}": count for site, one in self._fetchers.items() for what, count in one.counts.items()})

    def visits(self, start: Iterable[Request]) -> Iterator[Visit | Rejection]:
        """See `Crawl.visits`. Raises CacheError where another process asks these hosts, CookieError."""
        settings = self._settings
        cache = Cache(settings.cache)
        with contextlib.ExitStack() as stack:
            turn = None if settings.offline else stack.enter_context(cache.turn(self._name))
            named = "offline"
            if turn is not None:
                named = turn.begin(self._scope_digest())
                self._fetchers = self._fetchers_of(turn, stack)
            self._crawl = Crawl(self._sites, settings.scope, cache, self._fetchers, named, settings.patience.give_up_after)
            yield from self._crawl.visits(sorted(set(start), key=lambda one: (one.site, one.kind, one.url, one.context)))
            self.finished = self._crawl.finished
            if turn is not None and self.finished:
                turn.finish()

    def _scope_digest(self) -> str:
        wanted = {**self._settings.as_json(), "sites": [site.name for site in self._sites]}
        return digest(json.dumps(wanted, sort_keys=True))

    def _fetchers_of(self, turn: Turn, stack: contextlib.ExitStack) -> dict[str, Fetcher]:
        """A fetcher for each site; a host that two sites share has one pace, the slower of theirs."""
        settings = self._settings
        paces: dict[str, Pace] = {}
        for site in self._sites:
            for host in site.hosts:
                noting = functools.partial(turn.asked, host)
                pace = paces.setdefault(host, Pace(0.0, self._clock, turn.last_asked(host), noting))
                pace.slow_down(settings.pace_s(site))
        fetchers = {}
        files = dict(settings.cookies)
        for site in self._sites:
            cookies = read_cookies(files[site.name], site.hosts) if site.name in files else Cookies()
            manners = Manners(
                settings.agent,
                cookies,
                Origins.of(dict(settings.origins)),
                settings.patience,
                settings.max_requests,
                settings.seed,
            )
            send = self._send
            if send is None:
                send = stack.enter_context(contextlib.closing(Transfer(settings.bounds)))
            own = {host: paces[host] for host in site.hosts}
            fetchers[site.name] = Fetcher(own, manners, send, self._clock)
        return fetchers

"""Walks the small site on a scripted network, with a clock that is turned."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipelines.scrapers.crawl import Visit
from pipelines.scrapers.records import Request
from pipelines.scrapers.settings import ScrapeSettings
from pipelines.scrapers.site import Site
from pipelines.scrapers.walk import Walk
from schemas.digest import digest
from schemas.rejection import Rejection
from tests.pipelines.scrapers import small_site
from tests.pipelines.scrapers.scripted import Network, Reply, page
from tests.pipelines.scrapers.turned_clock import TurnedClock

CONTACT = "https://university.edu/~ada"


def settings_of(cache: Path, **more: Any) -> ScrapeSettings:
    """Settings for a crawl of the small site."""
    return ScrapeSettings(**{"sites": ("small",), "cache": cache, "contact": CONTACT, **more})


def replies(content: Mapping[str, bytes]) -> dict[str, Reply | list[Reply]]:
    """The pages as replies, each with its digest as ETag."""
    return {url: page(body, etag=f'"{digest(body)}"') for url, body in content.items()}


class Walked:
    """What came of a walk: visits and rejections in their order."""

    def __init__(self, walk: Walk, site: Site) -> None:
        self.items: list[Visit | Rejection] = []
        self._walk = walk
        self._site = site

    def run(self, settings: ScrapeSettings) -> Walked:
        """Walk to the end; what came before an exception stays in `items`."""
        for item in self._walk.visits(self._site.start(settings.scope)):
            self.items.append(item)
        return self

    @property
    def finished(self) -> bool:
        return self._walk.finished

    @property
    def visits(self) -> dict[Request, Visit]:
        """The visits by their requests; none may be there twice."""
        found = [item for item in self.items if isinstance(item, Visit)]
        assert max(Counter(visit.request for visit in found).values(), default=1) == 1
        return {visit.request: visit for visit in found}

    @property
    def rejections(self) -> list[Rejection]:
        """All rejections, sorted."""
        alone = [item for item in self.items if isinstance(item, Rejection)]
        return sorted(alone + [one for visit in self.visits.values() for one in visit.parsed.rejections])

    @property
    def reasons(self) -> Counter[str]:
        """How often each reason occurs."""
        return Counter(one.reason for one in self.rejections)


def begin(settings: ScrapeSettings, network: Network, clock: TurnedClock, site: Site = small_site.SITE) -> Walked:
    """A walk that is about to begin."""
    return Walked(Walk(site.hosts[0], [site], settings, clock, network), site)


def walk(settings: ScrapeSettings, network: Network, clock: TurnedClock, site: Site = small_site.SITE) -> Walked:
    """A walk from its beginning to its end."""
    return begin(settings, network, clock, site).run(settings)


def with_parsers(**parsers: Any) -> Site:
    """The small site with some of its parsers replaced."""
    return replace(small_site.SITE, parsers={**small_site.SITE.parsers, **parsers})

"""The settings of a crawl: one frozen record, checked once, carried to every worker."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path

from pipelines.scrapers.fetching.addresses import Origins, is_loopback
from pipelines.scrapers.fetching.identity import user_agent
from pipelines.scrapers.fetching.patience import Patience
from pipelines.scrapers.fetching.transfer import Bounds
from pipelines.scrapers.records import Scope
from pipelines.scrapers.site import Site
from schemas.text import excerpt


class ScrapeError(ValueError):
    """A crawl that cannot be begun. The message quotes what is wrong and says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScrapeSettings:
    """What to fetch and how.

    `sites` are names; `checkers` is a folder of checkers by the keys of their problems; `contact` an e-mail address or a URL,
    needed unless `offline`. `cookies`: (site, file) pairs, `origins`: (host, URL) pairs. `max_requests` bounds the requests to
    each site in this run. `seconds_per_request` is the least time between two requests to a host; less than a site's own is
    only for sites whose every host has an origin on this machine.
    """

    sites: tuple[str, ...]
    cache: Path
    checkers: Path | None = None
    contact: str = ""
    contests: tuple[str, ...] = ()
    since: date | None = None
    max_requests: int | None = None
    cookies: tuple[tuple[str, Path], ...] = ()
    origins: tuple[tuple[str, str], ...] = ()
    offline: bool = False
    seed: int = 0
    seconds_per_request: float | None = None
    patience: Patience = field(default_factory=Patience)
    bounds: Bounds = field(default_factory=Bounds)

    def __post_init__(self) -> None:
        if not self.sites:
            raise ScrapeError("no site is named: see `codequorum scrape --help`")
        if not self.offline:
            user_agent(self.contact)
        if self.max_requests is not None and self.max_requests < 1:
            raise ScrapeError(f"--max_requests {self.max_requests}: at least one is needed; --offline makes none")
        if self.seconds_per_request is not None and not 0 <= self.seconds_per_request <= 86400:
            raise ScrapeError(f"--seconds_per_request {self.seconds_per_request}: expected seconds from 0 to 86400")
        if self.checkers is not None and not self.checkers.is_dir():
            raise ScrapeError(f"--checkers {self.checkers}: expected a folder with a folder for each problem, by its key")
        Origins.of(dict(self.origins))

    @property
    def scope(self) -> Scope:
        """What of the sites is wanted."""
        return Scope(self.contests, self.since)

    @property
    def agent(self) -> str:
        """The User-Agent. Raises ContactError."""
        return user_agent(self.contact)

    def as_json(self) -> dict[str, object]:
        """What decides which problems are wanted, for the manifest; nothing of how they are fetched, nor by whom."""
        wanted = {"sites": sorted(self.sites), "contests": sorted(self.contests), "since": self.since}
        plain: dict[str, object] = json.loads(json.dumps(wanted, default=str))
        return plain

    def how_as_json(self) -> dict[str, object]:
        """How the pages are fetched, for the manifest of what was measured: no contact, no cookies, only whose there were."""
        return {
            "cookies_for": sorted(site for site, _ in self.cookies),
            "origins": dict(self.origins),
            "offline": self.offline,
            "max_requests": self.max_requests,
            "seconds_per_request": self.seconds_per_request,
            "seed": self.seed,
            "patience": asdict(self.patience),
            "bounds": asdict(self.bounds),
        }

    def pace_s(self, site: Site) -> float:
        """The least time between two requests to a host of a site."""
        return site.seconds_per_request if self.seconds_per_request is None else self.seconds_per_request


def pairs(option: str, values: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """The (NAME, VALUE) pairs of an option that is given as NAME=VALUE, each name once. Raises ScrapeError."""
    found: dict[str, str] = {}
    for value in values:
        name, equals, rest = value.partition("=")
        if not equals or not name or not rest:
            raise ScrapeError(f"{option} {excerpt(value.partition('=')[0])}: expected NAME=VALUE")
        if name in found:
            raise ScrapeError(f"{option} {excerpt(name)} is given twice")
        found[name] = rest
    return tuple(sorted(found.items()))


def chosen_sites(settings: ScrapeSettings, known: Mapping[str, Site]) -> list[Site]:
    """The sites that are wanted, in order of their names.

    Raises ScrapeError for a name that no site has, and for contests, cookies, origins or a pace that do not fit these sites.
    """
    for name in settings.sites:
        if name not in known:
            raise ScrapeError(f"unknown site {excerpt(name)!r}: known are {', '.join(sorted(known))}")
    sites = [known[name] for name in sorted(set(settings.sites))]
    for name, _ in settings.cookies:
        if name not in settings.sites:
            raise ScrapeError(
                f"--cookies {excerpt(name)}: not among the sites that are asked for ({', '.join(settings.sites)})"
            )
    hosts = {host for site in known.values() for host in site.hosts}
    for host, _ in settings.origins:
        if host not in hosts:
            raise ScrapeError(f"--origin {excerpt(host)}: none of the hosts {', '.join(sorted(hosts))}")
    for name in settings.contests:
        if not any(site.start(Scope((name,))) for site in sites):
            raise ScrapeError(f"--contests {excerpt(name)}: no contest of {', '.join(one.name for one in sites)} is called so")
    for site in sites:
        _check_pace(settings, site)
    return sites


def _check_pace(settings: ScrapeSettings, site: Site) -> None:
    wanted = settings.seconds_per_request
    origins = dict(settings.origins)
    ours = all(host in origins and is_loopback(origins[host].partition("://")[2]) for host in site.hosts)
    if wanted is not None and wanted < site.seconds_per_request and not ours:
        raise ScrapeError(
            f"--seconds_per_request {wanted:g} is faster than {site.name} may be asked ({site.seconds_per_request:g} s)"
        )


def groups(sites: Sequence[Site]) -> dict[str, tuple[Site, ...]]:
    """The sites by the hosts that they share, named by their first host in alphabetical order.

    No host is in two groups: whoever walks through a whole group is alone in asking its hosts.
    """
    found: list[tuple[set[str], list[Site]]] = []
    for site in sites:
        hosts, members = set(site.hosts), [site]
        for group in [one for one in found if one[0] & hosts]:
            found.remove(group)
            hosts |= group[0]
            members = group[1] + members
        found.append((hosts, members))
    return {min(hosts): tuple(sorted(members, key=lambda one: one.name)) for hosts, members in found}

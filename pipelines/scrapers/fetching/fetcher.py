"""Fetches the pages of one site: allowed, paced, patient, redirected within the site's hosts alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import urlsplit

from pipelines.scrapers.fetching import robots
from pipelines.scrapers.fetching.addresses import AddressError, Origins, host_of, is_loopback, plain, without_query
from pipelines.scrapers.fetching.cookies import Cookies
from pipelines.scrapers.fetching.faults import Fault, RequestLimit
from pipelines.scrapers.fetching.identity import PRODUCT
from pipelines.scrapers.fetching.pace import Clock, Pace
from pipelines.scrapers.fetching.patience import Patience, retry_after_s
from pipelines.scrapers.fetching.robots import Robots
from pipelines.scrapers.fetching.transfer import Answer, Send
from pipelines.scrapers.records import Page
from schemas.digest import rng
from schemas.text import excerpt

MOST_REDIRECTS = 5
ROBOTS_STAND_S = 86400.0
"""How long a robots.txt is believed (RFC 9309, section 2.4)."""
_REDIRECTS = (301, 302, 303, 307, 308)
_LOGIN = re.compile(r"/(log[-_]?in|sign[-_]?in|enter|auth|sso|authenticate|authorize)(\.\w+)?(/|$)", re.IGNORECASE)


class Known(NamedTuple):
    """What an earlier answer is known by: the address where the page was found, and its validators ("" where it had none)."""

    url: str
    etag: str = ""
    last_modified: str = ""


class Fetched(NamedTuple):
    """A page with its validators. `page` is None where it is as it was known."""

    page: Page | None
    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Manners:
    """How a site is asked. `agent`: the User-Agent; `most_requests`: all requests that may be made, retries, redirects and
    robots.txt among them (None: any number)."""

    agent: str
    cookies: Cookies = field(default_factory=Cookies)
    origins: Origins = field(default_factory=Origins)
    patience: Patience = field(default_factory=Patience)
    most_requests: int | None = None
    seed: int = 0


class Fetcher:
    """Asks the hosts `paces` (with how often each may be asked) and nobody else. `counts` says what was asked and answered."""

    def __init__(self, paces: Mapping[str, Pace], manners: Manners, send: Send, clock: Clock) -> None:
        self._paces = paces
        self._manners = manners
        self._send = send
        self._clock = clock
        self._robots: dict[str, tuple[float, Robots | str]] = {}
        self.counts: Counter[str] = Counter()

    def wait_s(self, url: str) -> float:
        """How long it is until the host of an address may be asked."""
        return self._paces[host_of(url)].wait_s

    def fetch(self, url: str, known: Known | None = None) -> Fetched:
        """The page at `url`, which must be plain; where `known` holds validators, only if it is not the same any more.

        Raises Fault, and RequestLimit.
        """
        try:
            return self._follow(url, known, self._permitted)
        except Fault as fault:
            fault.detail = self._concealed(fault.detail)
            raise

    def _concealed(self, text: str) -> str:
        return self._manners.cookies.conceal(text.encode("utf-8", "surrogatepass")).decode("utf-8", "replace")

    def _follow(self, url: str, known: Known | None, permitted: Callable[[str], None]) -> Fetched:
        here = url
        for _ in range(MOST_REDIRECTS + 1):
            permitted(here)
            asked = known if known is not None and known.url == here else None
            answer = self._persist(here, asked)
            if answer.status in _REDIRECTS:
                here = self._next(here, answer)
                continue
            validators = answer.headers.get("etag", ""), answer.headers.get("last-modified", "")
            if answer.status == 304:
                return Fetched(None, *validators)
            found = Page(self._concealed(here), answer.body, answer.headers.get("content-type", ""), answer.status)
            return Fetched(found, *validators)
        raise Fault("redirect_loop", f"more than {MOST_REDIRECTS} redirects, the last to {without_query(here)}", settled=True)

    def _next(self, here: str, answer: Answer) -> str:
        location = answer.headers.get("location", "")
        try:
            target = self._manners.origins.target(here, location)
        except (AddressError, ValueError):
            raise Fault("redirect_away", f"redirected to {excerpt(location.partition('?')[0])!r}", settled=True) from None
        if _LOGIN.search(urlsplit(target).path) and not _LOGIN.search(urlsplit(here).path):
            raise Fault("login_needed", f"redirected to {without_query(target)}")
        if host_of(target) not in self._paces:
            raise Fault("redirect_away", f"redirected to {without_query(target)}, which is not the site's", settled=True)
        if urlsplit(here).scheme == "https" and urlsplit(target).scheme == "http":
            return plain(target.replace("http:", "https:", 1))  # never in the clear what was asked for in secret
        return target

    def _permitted(self, url: str) -> None:
        host = host_of(url)
        rules = self._rules(url, host)
        if isinstance(rules, str):
            raise Fault("robots_unavailable", f"nothing of {host} may be asked for now: its robots.txt: {rules}")
        if not rules.allows(url):
            raise Fault("robots_forbidden", f"the robots.txt of {host} forbids {without_query(url)}")

    def _rules(self, url: str, host: str) -> Robots | str:
        """The rules of a host, asked for anew once a day, or why there are none."""
        since, rules = self._robots.get(host, (0.0, ""))
        if host not in self._robots or self._clock.monotonic() - since > ROBOTS_STAND_S:
            rules = self._fetch_rules(f"{urlsplit(url).scheme}://{host}/robots.txt")
            self._robots[host] = self._clock.monotonic(), rules
            if isinstance(rules, Robots):
                self._paces[host].slow_down(rules.crawl_delay_s)
        return rules

    def _fetch_rules(self, url: str) -> Robots | str:
        """RFC 9309, section 2.3.1: no such file allows everything, one that cannot be had allows nothing."""
        try:
            page = self._follow(url, None, lambda address: None).page
        except Fault as fault:
            absent = fault.reason in ("not_found", "forbidden", "refused", "login_needed")  # status 400 to 499 but for 429
            return robots.ALL_ALLOWED if absent else f"{fault.reason}, {fault.detail}"
        return robots.parse(page.body if page else b"", PRODUCT)

    def _persist(self, url: str, known: Known | None) -> Answer:
        """An answer that is no failure, after as many tries as patience allows."""
        tried = 0
        while True:
            tried += 1
            try:
                return self._ask(url, known)
            except Fault as fault:
                random = rng(url, "retry", tried, self._manners.seed)
                wait_s = self._manners.patience.wait_s(tried, fault.wait_s, random) if fault.passing else None
                if wait_s is None:
                    wanted = f", asked to wait {fault.wait_s:.0f} s" if fault.wait_s else ""
                    fault.detail += wanted + (f" (tried {tried} times)" if tried > 1 else "")
                    raise
                self.counts["retries"] += 1
                self._clock.sleep(wait_s)

    def _ask(self, url: str, known: Known | None) -> Answer:
        """One request. Raises Fault for every answer that is neither a page, nor a redirect, nor `304` to a condition."""
        most = self._manners.most_requests
        if most is not None and self.counts["requests"] >= most:
            raise RequestLimit(f"{most} requests were made, as many as --max_requests allows")
        pace = self._paces[host_of(url)]
        pace.begin()
        self.counts["requests"] += 1
        try:
            answer = self._send(self._manners.origins.sent(url), self._headers(url, known))
        finally:
            pace.end()
        self.counts[f"status {answer.status}"] += 1
        self.counts["bytes"] += len(answer.body)
        self._check(url, answer, conditional=known is not None)
        shown = {name: value if name == "location" else self._concealed(value) for name, value in answer.headers.items()}
        return Answer(answer.status, shown, self._manners.cookies.conceal(answer.body))

    def _headers(self, url: str, known: Known | None) -> dict[str, str]:
        headers = {"User-Agent": self._manners.agent, "Accept-Language": "en"}
        if known is not None and known.etag:
            headers["If-None-Match"] = known.etag
        if known is not None and known.last_modified:
            headers["If-Modified-Since"] = known.last_modified
        origin = self._manners.origins.of_host(host_of(url))
        own = origin is None or is_loopback(urlsplit(origin).netloc)  # a mirror is not the site's own host
        cookie = self._manners.cookies.header(url, self._clock.time()) if own else ""
        return {**headers, "Cookie": cookie} if cookie else headers

    def _check(self, url: str, answer: Answer, *, conditional: bool) -> None:
        status = answer.status
        if status in (200, *_REDIRECTS) or (status == 304 and conditional):
            return
        wait_s = retry_after_s(answer.headers.get("retry-after"), self._clock.time())
        what = f"status {status}"
        if status == 429:
            raise Fault("rate_limited", what, passing=True, wait_s=wait_s)
        if status == 403:
            raise Fault("forbidden", what, passing=True, wait_s=wait_s)
        if status >= 500 or status in (408, 425):
            raise Fault("server_error", what, passing=True, wait_s=wait_s)
        if status == 401:
            raise Fault("login_needed", what)
        if status in (404, 410):
            raise Fault("not_found", what, settled=True)
        if 400 <= status < 500:
            raise Fault("refused", what, settled=True)
        raise Fault("unexpected_status", what)

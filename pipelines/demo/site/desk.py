"""Where requests become replies: the look of the host, what the transport adds, and the faults. It knows no sockets."""

from __future__ import annotations

import gzip
import threading
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from functools import lru_cache
from urllib.parse import parse_qsl, urlsplit

from pipelines.demo.site.answers import Answer, Asked, Look, web_page
from pipelines.demo.site.catalogue import Catalogue
from pipelines.demo.site.faults import ON_THE_WIRE, Fault, Faults, Reply, spoiled
from pipelines.demo.site.looks import aizu, atcoder, codechef, codeforces, cses, hackerearth, kattis
from schemas.digest import digest

LOOKS: tuple[Look, ...] = tuple(site.LOOK for site in (codeforces, atcoder, aizu, codechef, hackerearth, kattis, cses))
BY_HOST: Mapping[str, Look] = {host: look for look in LOOKS for host in look.hosts}
STANDS_SINCE = date(2021, 12, 1)
"""Last-Modified of pages that have no date of their own."""
_LEAST_PACKED = 200
_KEPT_ANSWERS = 512


@dataclass(frozen=True, slots=True)
class Served:
    """A line of the request log. `at`: seconds since the epoch; `target`: path and query; `fault`: what befell it."""

    at: float
    host: str
    method: str
    target: str
    status: int
    user_agent: str
    attempt: int
    fault: Fault | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """What the sites are. `robots`: other texts than the looks' own for some hosts. `page_size`: rows of a list on a page."""

    catalogue: Catalogue
    faults: Faults
    page_size: int = 100
    robots: Mapping[str, str] = field(default_factory=dict)


class Desk:
    """Answers requests from any number of threads, and remembers them."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._attempts: Counter[tuple[str, str]] = Counter()
        self._log: list[Served] = []
        self._lock = threading.Lock()
        self._answer = lru_cache(_KEPT_ANSWERS)(self._made)

    @property
    def log(self) -> tuple[Served, ...]:
        """All requests so far, in the order in which their replies began."""
        with self._lock:
            return tuple(self._log)

    def reply(self, host: str, method: str, target: str, headers: Mapping[str, str]) -> Reply:
        """The reply to a request for one of the looks' hosts; `headers` with their names in small letters."""
        with self._lock:
            self._attempts[host, target] += 1
            attempt = self._attempts[host, target]
        plan = self._settings.faults
        fault = plan.of(host, target, attempt)
        answer, tag = self._answer(host, target, fault is Fault.CUT_TESTS)
        reply = _transported(answer, tag, headers, fault)
        reply = spoiled(reply, fault, plan, target, BY_HOST[host].login)
        agent = headers.get("user-agent", "")
        now = datetime.now(UTC).timestamp()
        with self._lock:
            self._log.append(Served(now, host, method, target, reply.status, agent, attempt, fault))
        return reply

    def _made(self, host: str, target: str, cut_tests: bool) -> tuple[Answer, str]:
        """The page and its entity tag."""
        look, split = BY_HOST[host], urlsplit(target)
        if split.path == "/robots.txt":
            answer: Answer | None = Answer(self._settings.robots.get(host, look.robots).encode(), "text/plain")
        else:
            query = dict(parse_qsl(split.query, keep_blank_values=True))
            answer = look.answer(Asked(self._settings.catalogue, split.path, query, self._settings.page_size, cut_tests))
        if answer is None:
            missing = web_page("Not found", f"<h1>404</h1><p>{look.name} has no such page.</p>")
            answer = Answer(missing.body, missing.content_type, 404)
        return answer, f'"{digest(answer.content_type, answer.body)}"'


def _transported(answer: Answer, tag: str, headers: Mapping[str, str], fault: Fault | None) -> Reply:
    """With validators, 304 where the client has the page already, and packed where it can unpack: no 304 where a fault is to be
    seen, and not packed where it strikes the text itself."""
    if answer.status != 200:
        return Reply(answer.status, (("Content-Type", answer.content_type), *answer.headers), answer.body)
    day = datetime.combine(answer.published or STANDS_SINCE, datetime.min.time(), UTC)
    validators = (("ETag", tag), ("Last-Modified", format_datetime(day, usegmt=True)), ("Vary", "Accept-Encoding"))
    if fault is None and _unchanged(headers, tag, day):
        return Reply(304, validators, b"")
    content = (("Content-Type", answer.content_type), *validators, *answer.headers)
    packs = fault is None or fault in ON_THE_WIRE
    if not packs or "gzip" not in headers.get("accept-encoding", "") or len(answer.body) < _LEAST_PACKED:
        return Reply(200, content, answer.body)
    return Reply(200, (*content, ("Content-Encoding", "gzip")), gzip.compress(answer.body, 1, mtime=0))


def _unchanged(headers: Mapping[str, str], tag: str, day: datetime) -> bool:
    """Whether the client's copy is good: by its tag, and only without one by its date."""
    known = headers.get("if-none-match")
    if known is not None:
        return tag in (one.strip().removeprefix("W/") for one in known.split(",")) or known.strip() == "*"
    try:
        return day < parsedate_to_datetime(headers["if-modified-since"]) + timedelta(seconds=1)
    except (KeyError, ValueError, TypeError):
        return False

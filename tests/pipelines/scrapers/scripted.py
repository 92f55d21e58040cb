"""A network that answers as it is told, without any socket."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from pipelines.scrapers.fetching.faults import Fault
from pipelines.scrapers.fetching.transfer import Answer
from tests.pipelines.scrapers.turned_clock import TurnedClock

Reply = Answer | Fault | int
"""What comes back: an answer, a failure on the way, or a bare status."""


class Asked(NamedTuple):
    """A request as the network saw it, with the time."""

    at: float
    url: str
    headers: Mapping[str, str]


class Network:
    """Replies by address: a list of them is worked off, its last one stays. What is not listed, be it a robots.txt, is not
    found. Every exchange takes `takes_s`."""

    def __init__(self, replies: Mapping[str, Reply | list[Reply]], clock: TurnedClock, takes_s: float = 0.0) -> None:
        self.replies = {url: list(reply) if isinstance(reply, list) else [reply] for url, reply in replies.items()}
        self.log: list[Asked] = []
        self.before: Callable[[str], None] = lambda url: None
        self._clock = clock
        self._takes_s = takes_s

    def __call__(self, url: str, headers: Mapping[str, str]) -> Answer:
        self.before(url)
        self.log.append(Asked(self._clock.time(), url, dict(headers)))
        self._clock.pass_s(self._takes_s)
        waiting = self.replies.get(url, [404])
        reply = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        if isinstance(reply, Fault):
            raise Fault(reply.reason, reply.detail, passing=reply.passing, settled=reply.settled, wait_s=reply.wait_s)
        answer = Answer(reply, {}) if isinstance(reply, int) else reply
        etag = answer.headers.get("etag")
        if etag and headers.get("If-None-Match") == etag:
            return Answer(304, {"etag": etag})
        return answer

    @property
    def pages(self) -> list[str]:
        """The addresses that were asked for but for robots.txt, in order."""
        return [one.url for one in self.log if not one.url.endswith("/robots.txt")]


def page(body: bytes | str, **headers: str) -> Answer:
    """A page that is found; `content_type="text/plain"` becomes the header of that name."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(200, named, body.encode() if isinstance(body, str) else body)


def moved(location: str, status: int = 302) -> Answer:
    """A redirect."""
    return Answer(status, {"location": location})

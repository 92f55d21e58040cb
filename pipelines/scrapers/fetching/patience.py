"""How long and how often a request is tried again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime
from random import Random


@dataclass(frozen=True, slots=True)
class Patience:
    """`tries` requests at most for a page, the first wait being `first_wait_s`, each further one twice as long, none longer
    than `longest_wait_s`; a host that disappoints `give_up_after` pages in a row is left alone for the rest of the run."""

    tries: int = 5
    first_wait_s: float = 2.0
    longest_wait_s: float = 900.0
    give_up_after: int = 3

    def wait_s(self, tried: int, wanted_s: float | None, random: Random) -> float | None:
        """The wait after `tried` requests, drawn from half to one and a half of its step, so that crawlers do not march in
        step; at least what the server wants. None: no further try, because there were enough or the server wants too long."""
        if tried >= self.tries or (wanted_s or 0.0) > self.longest_wait_s:
            return None
        step = min(self.first_wait_s * 2.0 ** (tried - 1), self.longest_wait_s)
        drawn = min(step * random.uniform(0.5, 1.5), self.longest_wait_s)
        return max(drawn, wanted_s or 0.0)


def retry_after_s(header: str | None, now: float) -> float | None:
    """Seconds that a Retry-After header (RFC 9110, section 10.2.3: seconds or a date) asks for; None where it asks nothing that
    can be understood. `now`: seconds since 1970."""
    text = (header or "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:12])
    try:
        when = parsedate_to_datetime(text)
        if when.tzinfo is None:  # a date with -0000 is in universal time all the same
            when = when.replace(tzinfo=UTC)
        return max(0.0, when.timestamp() - now)
    except (ValueError, OverflowError, TypeError, IndexError):
        return None

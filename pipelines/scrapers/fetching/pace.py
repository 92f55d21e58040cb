"""How often a host is asked: the least time between two requests, by a clock that tests can turn."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol


class Clock(Protocol):
    """What of the module `time` the fetching needs; the module itself is one."""

    def time(self) -> float:
        """Seconds since 1970."""

    def monotonic(self) -> float:
        """Seconds that never run backwards."""

    def sleep(self, seconds: float, /) -> None:
        """Wait."""


class Pace:
    """The rate of one host.

    Time counts from the end of a request to the start of the next, so that the host itself never sees two of them closer
    together, however long either was on its way. `last`: when the host was asked by an earlier process (seconds since 1970),
    `asked`: told of every request, so that a later process can know.
    """

    def __init__(
        self,
        seconds_per_request: float,
        clock: Clock,
        last: float | None = None,
        asked: Callable[[float], None] = lambda now: None,
    ) -> None:
        self._seconds = seconds_per_request
        self._clock = clock
        self._asked = asked
        gone = None if last is None else max(0.0, clock.time() - last)
        self._ended = None if gone is None else clock.monotonic() - gone

    def slow_down(self, seconds_per_request: float) -> None:
        """Wait at least so long between two requests, from now on."""
        self._seconds = max(self._seconds, seconds_per_request)

    @property
    def wait_s(self) -> float:
        """How long it is until the host may be asked."""
        return 0.0 if self._ended is None else max(0.0, self._ended + self._seconds - self._clock.monotonic())

    def begin(self) -> None:
        """Wait until the host may be asked; a request starts now."""
        wait_s = self.wait_s
        if wait_s > 0:
            self._clock.sleep(wait_s)
        self._asked(self._clock.time())

    def end(self) -> None:
        """The request is over, in whatever way."""
        self._ended = self._clock.monotonic()
        self._asked(self._clock.time())

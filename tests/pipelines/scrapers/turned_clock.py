"""A clock that tests turn: sleeping is instant, and remembered."""

from __future__ import annotations


class TurnedClock:
    """Stands still but for `sleep` and `pass_s`."""

    def __init__(self, start: float = 1_700_000_000.0) -> None:
        self._now = start
        self.slept: list[float] = []

    def time(self) -> float:
        return self._now

    def monotonic(self) -> float:
        return self._now - 1_600_000_000.0

    def sleep(self, seconds: float, /) -> None:
        assert seconds >= 0
        self.slept.append(seconds)
        self._now += seconds

    def pass_s(self, seconds: float) -> None:
        """Let time pass without anybody sleeping, as while a server thinks."""
        self._now += seconds

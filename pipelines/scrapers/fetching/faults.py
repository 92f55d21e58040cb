"""Why a page did not come: a value that becomes a rejection, not a bug."""

from __future__ import annotations


class Fault(Exception):
    """A page that could not be had. `reason` is a countable word, `detail` says more and never quotes a cookie.

    `passing`: the same request may succeed a little later; `wait_s`: how long the server asks to wait before that. `settled`:
    the answer stands for the rest of this crawl (there is no such page). Neither: it is up to the person (a cookie, a setting).
    """

    def __init__(
        self, reason: str, detail: str, *, passing: bool = False, settled: bool = False, wait_s: float | None = None
    ) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail
        self.passing = passing
        self.settled = settled
        self.wait_s = wait_s


class RequestLimit(Exception):
    """As many requests were made as the person allowed."""

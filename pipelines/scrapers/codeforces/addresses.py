"""Where Codeforces keeps things, and what its addresses say of them."""

from __future__ import annotations

import re

from pipelines.scrapers.pages.requests import path_of, request
from pipelines.scrapers.records import Request
from schemas.problem import Difficulty

NAME = "codeforces"
HOME = "https://codeforces.com"
FIRST_GYM = 100_000
"""Contests from this number on are in the gym or in a group."""
STATUS_PAGE = 1000
"""Submissions that are asked for at a time."""
SGU = "acmsguru"
"""The archive of acm.sgu.ru, which Codeforces keeps as a problem set of its own."""
_PROBLEM = re.compile(
    r"/(?:(?:group/\w+/)?contest|gym|edu/course/\d+/lesson/\d+/\d+/practice/contest)/(\d{1,9})/problem/(\w+)"
    r"|/problemset/(?:problem|gymProblem)/(\d{1,9})/(\w+)"
)
_SGU_PROBLEM = re.compile(r"/problemsets/acmsguru/problem/\d+/(\w+)")
_CONTEST = re.compile(r"/(?:contest|gym)/(\d{1,9})(?:/|$)")


def problem_of(url: str) -> tuple[int, str]:
    """Contest and index of a problem by its address; (0, "") where it is none. Of the SGU archive: contest 0, and an index."""
    path = path_of(url)
    match = _PROBLEM.search(path)
    if match:
        return int(match[1] or match[3]), match[2] or match[4]
    match = _SGU_PROBLEM.search(path)
    return (0, match[1]) if match else (0, "")


def contest_of(url: str) -> int:
    """The contest that an address leads into, 0 where it leads into none."""
    match = _CONTEST.search(path_of(url))
    return int(match[1]) if match else 0


def key_of(contest: int, index: str) -> str:
    """A problem's key. `contest` 0: the SGU archive."""
    return f"{NAME}/{contest or SGU}/{index}"


def problem_request(contest: int, index: str) -> Request:
    """A problem's own page, in English."""
    place = f"gym/{contest}/problem/{index}" if contest >= FIRST_GYM else f"problemset/problem/{contest}/{index}"
    return request(NAME, "problem", f"{HOME}/{place}?locale=en")


def status_request(contest: int, first: int = 1) -> Request:
    """Submissions of a contest, the newest first, from the `first` on."""
    url = f"{HOME}/api/contest.status?contestId={contest}&from={first}&count={STATUS_PAGE}"
    return request(NAME, "status", url, contest=str(contest), first=str(first))


def difficulty_of(index: str) -> Difficulty:
    """The letter of a problem's place in its contest: what the reference schema has for Codeforces."""
    found: Difficulty = Difficulty.__members__.get(index[:1], Difficulty["UNKNOWN_DIFFICULTY"])
    return found

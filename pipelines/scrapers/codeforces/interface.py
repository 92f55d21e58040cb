"""Codeforces' interface (https://codeforces.com/apiHelp): contests, problems, submissions.

A problem's date is the start of its contest, which only the list of contests knows. So that list is read first, and hands the
dates on to the list of problems.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from pipelines.scrapers.codeforces.addresses import (
    FIRST_GYM,
    HOME,
    NAME,
    SGU,
    STATUS_PAGE,
    difficulty_of,
    key_of,
    problem_request,
    status_request,
)
from pipelines.scrapers.pages.answers import (
    Object,
    answer,
    as_list,
    as_object,
    day_at,
    number_or,
    text_at,
    text_or,
    texts_at,
    whole_at,
)
from pipelines.scrapers.pages.judged import Unusable
from pipelines.scrapers.pages.refusals import rejected
from pipelines.scrapers.pages.requests import context_of, in_time, request
from pipelines.scrapers.records import Page, Parsed, ProblemFacts, Request, Scope
from pipelines.scrapers.site import MarkupChanged
from schemas.problem import Source


def start(scope: Scope) -> tuple[Request, ...]:
    """The lists of contests, the gym's and the SGU archive only where a contest of theirs is named."""
    numbers = [int(name) for name in scope.contests if name.isdecimal()]
    found = []
    if not scope.contests or any(number < FIRST_GYM for number in numbers):
        found.append(request(NAME, "contests", f"{HOME}/api/contest.list?gym=false"))
    if any(number >= FIRST_GYM for number in numbers):
        found.append(request(NAME, "contests", f"{HOME}/api/contest.list?gym=true"))
    if SGU in scope.contests:
        found.append(request(NAME, "archive", f"{HOME}/problemsets/{SGU}"))
    return tuple(found)


def _result(page: Page) -> Any:
    value = as_object(answer(page), "answer")
    if value.get("status") != "OK":
        raise MarkupChanged("status", f"{text_or(value, 'status', 'none')} ({text_or(value, 'comment', 'no comment')})")
    return value.get("result")


def read_contests(request_: Request, page: Page, scope: Scope) -> Parsed:
    """`contest.list`: what is wanted of it, and the dates of the contests for the list of problems."""
    dates: dict[int, date | None] = {}
    rejections = []
    missing = {
        int(name) for name in scope.contests if name.isdecimal() and (int(name) >= FIRST_GYM) == ("gym=true" in request_.url)
    }
    for value in as_list(_result(page), "result"):
        row = as_object(value, "result[]")
        contest = whole_at(row, "id")
        missing.discard(contest)
        if scope.contests and str(contest) not in scope.contests:
            continue
        published = day_at(row, "startTimeSeconds")
        wanted = in_time(scope, published)
        if text_or(row, "phase") != "FINISHED":
            rejections.append(rejected(f"{NAME}/{contest}", "contest_not_finished", text_or(row, "phase")))
        elif wanted is None:
            rejections.append(rejected(f"{NAME}/{contest}", "date_unknown", text_or(row, "name")))
        elif wanted:
            dates[contest] = published
    rejections += [rejected(f"{NAME}/{contest}", "contest_not_listed", request_.url) for contest in sorted(missing)]
    follow = [status_request(contest) for contest in dates]
    gym = [contest for contest in dates if contest >= FIRST_GYM]
    follow[:0] = [_standings_request(contest, dates[contest]) for contest in gym]
    if len(gym) < len(dates):
        known = " ".join(f"{contest}={day or ''}" for contest, day in sorted(dates.items()) if contest < FIRST_GYM)
        follow.insert(0, request(NAME, "problems", f"{HOME}/api/problemset.problems", published=known))
    return Parsed(follow=tuple(follow), rejections=tuple(rejections))


def _standings_request(contest: int, published: date | None) -> Request:
    url = f"{HOME}/api/contest.standings?contestId={contest}&from=1&count=1"
    return request(NAME, "standings", url, published=f"{contest}={published or ''}")


def read_problems(request_: Request, page: Page, scope: Scope) -> Parsed:
    """`problemset.problems` and `contest.standings`: the facts of every problem of the contests that are wanted."""
    pairs = (part.partition("=") for part in context_of(request_, "published").split())
    dates = {int(contest): date.fromisoformat(day) if day else None for contest, _, day in pairs}
    pieces, follow, rejections = [], [], []
    for value in as_list(as_object(_result(page), "result").get("problems"), "result.problems"):
        row = as_object(value, "result.problems[]")
        if "contestId" not in row:  # of a problem set that is no contest's
            continue
        contest, index = whole_at(row, "contestId"), text_at(row, "index")
        if contest not in dates:
            continue
        if text_or(row, "type") != "PROGRAMMING":
            rejections.append(rejected(key_of(contest, index), "not_programming", text_or(row, "type")))
            continue
        pieces.append(_facts(row, contest, index, dates[contest]))
        follow.append(problem_request(contest, index))
    return Parsed(tuple(pieces), tuple(follow), tuple(rejections))


def _facts(row: Object, contest: int, index: str, published: date | None) -> ProblemFacts:
    return ProblemFacts(
        key=key_of(contest, index),
        title=f"{index}. {text_at(row, 'name')}",
        source=Source.CODEFORCES,
        difficulty=difficulty_of(index),
        cf_contest_id=contest,
        cf_index=index,
        cf_points=number_or(row, "points") or 0.0,
        cf_rating=round(number_or(row, "rating") or 0),
        tags=texts_at(row, "tags"),
        published=published,
    )


def read_status(request_: Request, page: Page, scope: Scope) -> Parsed:
    """`contest.status`: every submission whose language and verdict are of use, and the next page of them."""
    unusable, follow = Unusable(), []
    rows = as_list(_result(page), "result")
    for value in rows:
        row = as_object(value, "result[]")
        problem = as_object(row.get("problem"), "result[].problem")
        contest = whole_at(problem, "contestId") if "contestId" in problem else whole_at(row, "contestId")
        key = key_of(contest, text_at(problem, "index"))
        language, verdict = text_or(row, "programmingLanguage"), text_or(row, "verdict", "TESTING")
        if not unusable.reason(key, language, verdict):
            number = whole_at(row, "id")
            place = f"gym/{contest}/submission" if contest >= FIRST_GYM else f"problemset/submission/{contest}"
            follow.append(
                request(
                    NAME,
                    "submission",
                    f"{HOME}/{place}/{number}",
                    author=_author(row),
                    key=key,
                    language=language,
                    verdict=verdict,
                )
            )
    if len(rows) >= STATUS_PAGE:
        first = int(context_of(request_, "first") or 1)
        follow.append(status_request(int(context_of(request_, "contest")), first + len(rows)))
    return Parsed(follow=tuple(follow), rejections=unusable.rejections())


def _author(row: Object) -> str:
    """The handles of a submission's party."""
    members = row.get("author", {}).get("members", []) if isinstance(row.get("author"), dict) else []
    handles = [text_or(member, "handle") for member in members if isinstance(member, dict)] if isinstance(members, list) else []
    return ",".join(handle for handle in handles if handle)

"""Codeforces' interface: contests, problems, submissions."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from pipelines.scrapers.records import Parsed, ProblemFacts, Scope
from pipelines.scrapers.site import MarkupChanged
from pipelines.scrapers.table import SITES
from schemas.problem import Difficulty, Source
from tests.pipelines.scrapers.parsing import parse


def answered(result: Any) -> str:
    return json.dumps({"status": "OK", "result": result})


CONTESTS = [
    {"id": 7, "name": "Round 7", "phase": "FINISHED", "startTimeSeconds": 1_600_000_000},
    {"id": 8, "name": "Round 8", "phase": "FINISHED", "startTimeSeconds": 1_700_000_000},
    {"id": 9, "name": "Round 9", "phase": "BEFORE", "startTimeSeconds": 1_800_000_000},
    {"id": 10, "name": "Round 10", "phase": "FINISHED"},
]


def contests(scope: Scope, gym: bool = False) -> Parsed:
    url = f"https://codeforces.com/api/contest.list?gym={'true' if gym else 'false'}"
    return parse("codeforces", "contests", url, answered(CONTESTS), scope)


def test_contests_hand_their_dates_on_to_the_list_of_problems() -> None:
    parsed = contests(Scope(contests=("7", "8", "77")))
    problems, *status = parsed.follow
    assert problems.context == (("published", "7=2020-09-13 8=2023-11-14"),)
    assert [dict(one.context)["contest"] for one in status] == ["7", "8"]
    (missing,) = parsed.rejections
    assert (missing.problem, missing.reason) == ("codeforces/77", "contest_not_listed")
    assert "contest.list?gym=false" in missing.detail


def test_only_what_is_new_enough_is_wanted() -> None:
    parsed = contests(Scope(since=date(2023, 1, 1)))
    assert dict(parsed.follow[0].context)["published"] == "8=2023-11-14"
    assert sorted((one.problem, one.reason) for one in parsed.rejections) == [
        ("codeforces/10", "date_unknown"),
        ("codeforces/9", "contest_not_finished"),
    ]
    assert contests(Scope(contests=("123",))).follow == ()


def test_problems_become_facts_and_requests() -> None:
    rows = [
        {"contestId": 7, "index": "A", "name": "Sum", "type": "PROGRAMMING", "points": 500.0, "rating": 800, "tags": ["math"]},
        {"contestId": 7, "index": "B", "name": "Riddle", "type": "QUESTION", "tags": []},
        {"contestId": 99, "index": "A", "name": "Other", "type": "PROGRAMMING", "tags": []},
        {"problemsetName": "acmsguru", "index": "100", "name": "A+B", "type": "PROGRAMMING", "tags": []},
    ]
    known = {"published": "7=2020-09-13 8="}
    parsed = parse("codeforces", "problems", "u", answered({"problems": rows, "problemStatistics": []}), context=known)
    assert parsed.pieces == (
        ProblemFacts(
            key="codeforces/7/A",
            title="A. Sum",
            source=Source.CODEFORCES,
            difficulty=Difficulty["A"],
            cf_contest_id=7,
            cf_index="A",
            cf_points=500.0,
            cf_rating=800,
            tags=("math",),
            published=date(2020, 9, 13),
        ),
    )
    assert [request.url for request in parsed.follow] == ["https://codeforces.com/problemset/problem/7/A?locale=en"]
    assert [(one.problem, one.reason) for one in parsed.rejections] == [("codeforces/7/B", "not_programming")]


def status_row(number: int, **changes: Any) -> dict[str, Any]:
    author = {"members": [{"handle": "ada"}], "participantType": "CONTESTANT"}
    row = {"id": number, "contestId": 7, "problem": {"contestId": 7, "index": "A"}, "author": author}
    return row | {"programmingLanguage": "GNU C++17", "verdict": "OK"} | changes


def test_submissions_are_asked_for_and_the_rest_is_counted() -> None:
    rows = [status_row(1), status_row(2, verdict="WRONG_ANSWER"), *(status_row(n, programmingLanguage="Go") for n in (3, 4))]
    rows += [
        status_row(5, verdict="COMPILATION_ERROR"),
        {key: value for key, value in status_row(6).items() if key != "verdict"},
    ]
    parsed = parse("codeforces", "status", "u", answered(rows), context={"contest": "7", "first": "1"})
    assert [request.url for request in parsed.follow] == [f"https://codeforces.com/problemset/submission/7/{n}" for n in (1, 2)]
    assert dict(parsed.follow[1].context) == {
        "author": "ada",
        "key": "codeforces/7/A",
        "language": "GNU C++17",
        "verdict": "WRONG_ANSWER",
    }
    assert [(one.reason, one.detail, one.count) for one in parsed.rejections] == [
        ("language_unknown", "Go", 2),
        ("verdict_without_label", "COMPILATION_ERROR", 1),
        ("verdict_without_label", "TESTING", 1),
    ]


def test_a_full_page_of_submissions_leads_to_the_next_one() -> None:
    rows = [status_row(number) for number in range(1000)]
    parsed = parse("codeforces", "status", "u", answered(rows), context={"contest": "7", "first": "1001"})
    assert dict(parsed.follow[-1].context) == {"contest": "7", "first": "2001"}
    assert "from=2001" in parsed.follow[-1].url


def test_an_answer_that_failed_is_no_empty_list() -> None:
    with pytest.raises(MarkupChanged, match="Call limit exceeded"):
        parse("codeforces", "contests", "u", '{"status": "FAILED", "comment": "Call limit exceeded"}')


@pytest.mark.parametrize(
    ("contests_", "kinds"),
    [
        ((), ["contests"]),
        (("7",), ["contests"]),
        (("101991",), ["contests"]),
        (("7", "101991", "acmsguru"), ["contests", "contests", "archive"]),
    ],
)
def test_the_first_requests_follow_the_scope(contests_: tuple[str, ...], kinds: list[str]) -> None:
    requests = SITES["codeforces"].start(Scope(contests=contests_))
    assert [request.kind for request in requests] == kinds
    assert all(request.url.startswith("https://codeforces.com/") for request in requests)
    assert SITES["codeforces"].start(Scope(contests=("abc100",))) == ()


def test_a_gym_contest_is_asked_for_its_problems() -> None:
    rows = [{"id": 100001, "name": "Camp", "phase": "FINISHED", "startTimeSeconds": 1_600_000_000}]
    url = "https://codeforces.com/api/contest.list?gym=true"
    standings, status = parse("codeforces", "contests", url, answered(rows), Scope(contests=("100001",))).follow
    problems = [{"contestId": 100001, "index": "E", "name": "Menus", "type": "PROGRAMMING", "tags": []}]
    parsed = parse("codeforces", "standings", standings.url, answered({"problems": problems}), context=dict(standings.context))
    assert [request.url for request in parsed.follow] == ["https://codeforces.com/gym/100001/problem/E?locale=en"]
    assert status.kind == "status"

"""The API of Codeforces: contests, problems, and who handed in what, as JSON. Methods: https://codeforces.com/apiHelp/methods"""

from __future__ import annotations

import re
from typing import Any

from pipelines.demo.site.answers import Answer, Asked, data
from pipelines.demo.site.catalogue import Contest, Entry, Handed
from schemas.language import Language
from schemas.problem import Label

LANGUAGES = {
    Language.C: "GNU C11",
    Language.CPP: "GNU C++17",
    Language.JAVA: "Java 11",
    Language.PYTHON: "Python 2",
    Language.PYTHON3: "Python 3",
    Language.PYPY3: "PyPy 3",
}
VERDICTS = {
    Label.CORRECT: "OK",
    Label.WRONG_ANSWER: "WRONG_ANSWER",
    Label.TIME_LIMIT_EXCEEDED: "TIME_LIMIT_EXCEEDED",
    Label.RUN_TIME_ERROR: "RUNTIME_ERROR",
    Label.INCORRECT: "REJECTED",
}


def contests(asked: Asked, _: re.Match[str]) -> Answer:
    """`contest.list`: all of them, the newest first; the gym is empty."""
    listed = () if asked.query.get("gym") == "true" else asked.catalogue.contests
    return data({"status": "OK", "result": [_contest_facts(contest) for contest in listed]})


def _contest_facts(contest: Contest) -> dict[str, Any]:
    return {
        "id": contest.number,
        "name": contest.name,
        "type": "CF",
        "phase": "FINISHED",
        "frozen": False,
        "durationSeconds": 7200,
        "startTimeSeconds": int(contest.start.timestamp()),
        "relativeTimeSeconds": 100_000_000,
    }


def _problem_facts(entry: Entry) -> dict[str, Any]:
    return {
        "contestId": entry.contest,
        "index": entry.index,
        "name": entry.title,
        "type": "PROGRAMMING",
        "points": 500.0 * (1 + ord(entry.index) - ord("A")),
        "rating": entry.rating,
        "tags": list(entry.original.tags),
    }


def problems(asked: Asked, _: re.Match[str]) -> Answer:
    """`problemset.problems`, of those that have all `tags` where some are named."""
    tags = [tag for tag in asked.query.get("tags", "").split(";") if tag]
    listed = [entry for entry in newest_first(asked) if set(tags) <= set(entry.original.tags)]
    counts = [
        {"contestId": entry.contest, "index": entry.index, "solvedCount": len(entry.problem.solutions)} for entry in listed
    ]
    return data(
        {"status": "OK", "result": {"problems": [_problem_facts(entry) for entry in listed], "problemStatistics": counts}}
    )


def newest_first(asked: Asked) -> list[Entry]:
    """All problems, those of the newest contest first and in it the last one first."""
    return [entry for contest in asked.catalogue.contests for entry in reversed(contest.entries)]


def _wanted_contest(asked: Asked) -> Contest | Answer:
    wanted = asked.query.get("contestId", "")
    contest = asked.catalogue.contest(wanted) if wanted.isdecimal() else None
    return contest or data({"status": "FAILED", "comment": f"contestId: Contest with id {wanted} not found"}, 400)


def standings(asked: Asked, _: re.Match[str]) -> Answer:
    """`contest.standings`, without any rows."""
    contest = _wanted_contest(asked)
    if isinstance(contest, Answer):
        return contest
    problems = [_problem_facts(entry) for entry in contest.entries]
    return data({"status": "OK", "result": {"contest": _contest_facts(contest), "problems": problems, "rows": []}})


def status(asked: Asked, _: re.Match[str]) -> Answer:
    """`contest.status`: the submissions of a contest from the `from`-th newest on, `count` of them, of a `handle`."""
    contest = _wanted_contest(asked)
    if isinstance(contest, Answer):
        return contest
    start = max(asked.number("from", 1), 1) - 1
    listed = contest.submissions[start : start + asked.number("count", len(contest.submissions))]
    handle = asked.query.get("handle")
    found = [_submission_facts(entry, one) for entry, one in listed if handle in (None, one.solution.author)]
    return data({"status": "OK", "result": found})


def _submission_facts(entry: Entry, one: Handed) -> dict[str, Any]:
    return {
        "id": one.number,
        "contestId": entry.contest,
        "creationTimeSeconds": int(one.sent.timestamp()),
        "relativeTimeSeconds": int((one.sent - entry.start).total_seconds()),
        "problem": _problem_facts(entry),
        "author": {
            "contestId": entry.contest,
            "members": [{"handle": one.solution.author}],
            "participantType": "CONTESTANT",
            "ghost": False,
            "startTimeSeconds": int(entry.start.timestamp()),
        },
        "programmingLanguage": LANGUAGES[one.solution.language],
        "verdict": VERDICTS[one.solution.label],
        "testset": "TESTS",
        "passedTestCount": len(entry.tests) if one.failed_at is None else one.failed_at,
        "timeConsumedMillis": 31,
        "memoryConsumedBytes": 102400,
    }

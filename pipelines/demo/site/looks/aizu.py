"""The look of Aizu Online Judge: problems, statements and submissions as JSON, the judge's tests from a host of their own.

What the real interfaces do and these do too: lists with `page` (from 0) and `size`, a test's texts cut at 512 characters where
both come in one answer and whole where one is asked for alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from pipelines.demo.site.answers import Answer, Asked, Look, T, data, escaped, rows
from pipelines.demo.site.catalogue import Entry, Handed
from pipelines.demo.site.statements import between
from schemas.language import Language
from schemas.problem import Label

_FIRST = 1000
_MOST_SHOWN = 512
_CUT = "..... (terminated because of the limitation)\n"
LANGUAGES = {
    Language.C: "C",
    Language.CPP: "C++17",
    Language.JAVA: "JAVA",
    Language.PYTHON: "Python",
    Language.PYTHON3: "Python3",
    Language.PYPY3: "PyPy3",
}
STATUSES = {
    Label.CORRECT: 4,
    Label.WRONG_ANSWER: 1,
    Label.TIME_LIMIT_EXCEEDED: 2,
    Label.RUN_TIME_ERROR: 7,
    Label.INCORRECT: 6,
}


def problem_id(entry: Entry) -> str:
    """The problem's number there."""
    return f"{_FIRST + entry.place:04d}"


def _entry(asked: Asked, wanted: str) -> Entry | None:
    return asked.catalogue.at(int(wanted) - _FIRST) if wanted.isdecimal() else None


def _page(asked: Asked, items: Sequence[T]) -> Sequence[T]:
    return rows(items, asked.number("page", 0) + 1, max(asked.number("size", asked.page_size), 1))


def _problems(asked: Asked, _: re.Match[str]) -> Answer:
    return data([_problem_facts(entry) for entry in _page(asked, asked.catalogue.entries)])


def _seconds(entry: Entry) -> int:
    return round(entry.problem.limits.time_limit_s or 1)


def _kibibytes(entry: Entry) -> int:
    return (entry.problem.limits.memory_limit_bytes or 1 << 27) // 1024


def _problem_facts(entry: Entry) -> dict[str, Any]:
    accepted, tried = len(entry.problem.solutions), len(entry.problem.all_solutions)
    return {
        "id": problem_id(entry),
        "available": 1,
        "doctype": 1,
        "name": entry.title,
        "problemTimeLimit": _seconds(entry),
        "problemMemoryLimit": _kibibytes(entry),
        "maxScore": 100,
        "solvedUser": accepted,
        "submissions": tried,
        "recommendations": 0,
        "isSolved": False,
        "bookmark": False,
        "recommend": False,
        "successRate": round(100 * accepted / tried, 2),
        "score": 0.0,
        "userScore": 0,
    }


def _description(asked: Asked, match: re.Match[str]) -> Answer | None:
    entry = _entry(asked, match["id"])
    if entry is None:
        return None
    facts = {
        "language": match["language"],
        "html": _statement(asked, entry),
        "problem_id": problem_id(entry),
        "time_limit": _seconds(entry),
        "memory_limit": _kibibytes(entry),
        "created_at": int(entry.start.timestamp() * 1000),
        "isSolved": False,
        "bookmark": False,
        "recommend": False,
        "source": "",
    }
    return data(facts, published=entry.published)


def _statement(asked: Asked, entry: Entry) -> str:
    statement = entry.statement.written(between("$", "$"))
    parts = [f"<h1>{escaped(entry.title)}</h1>", statement.legend]
    parts += [f"<h2>Input</h2>\n{statement.input}", f"<h2>Output</h2>\n{statement.output}"]
    for number, test in enumerate(entry.problem.public_tests, 1):
        parts.append(f"<h2>Sample Input {number}</h2>\n<pre>\n{escaped(asked.sample(test.input))}</pre>")
        parts.append(f"<h2>Sample Output {number}</h2>\n<pre>\n{escaped(asked.sample(test.output))}</pre>")
    return "\n\n".join(parts)


def _test_headers(asked: Asked, match: re.Match[str]) -> Answer | None:
    entry = _entry(asked, match["id"])
    if entry is None:
        return None
    headers = [
        {
            "serial": serial,
            "name": f"testcase_{serial:02d}",
            "inputSize": len(test.input.encode()),
            "outputSize": len(test.output.encode()),
            "score": 0,
        }
        for serial, test in enumerate(entry.tests, 1)
    ]
    return data({"problemId": problem_id(entry), "headers": headers}, published=entry.published)


def _test(asked: Asked, match: re.Match[str]) -> Answer | None:
    entry, serial = _entry(asked, match["id"]), int(match["serial"])
    if entry is None or not 1 <= serial <= len(entry.tests):
        return None
    test = entry.tests[serial - 1]
    shown = {"in": _cut(asked, test.input), "out": _cut(asked, test.output)}
    return data({"problemId": problem_id(entry), "serial": serial, **shown}, published=entry.published)


def _cut(asked: Asked, text: str) -> str:
    most = 5 if asked.cut_tests else _MOST_SHOWN
    return text if len(text) <= most else text[:most] + _CUT


def _test_file(asked: Asked, match: re.Match[str]) -> Answer | None:
    entry, serial = _entry(asked, match["id"]), int(match["serial"])
    if entry is None or not 1 <= serial <= len(entry.tests):
        return None
    test = entry.tests[serial - 1]
    text = test.input if match["side"] == "in" else test.output
    text = _cut(asked, text) if asked.cut_tests else text
    return Answer(text.encode(), "text/plain;charset=UTF-8", published=entry.published)


def _samples(asked: Asked, match: re.Match[str]) -> Answer | None:
    entry = _entry(asked, match["id"])
    if entry is None:
        return None
    found = [
        {"problemId": problem_id(entry), "serial": serial, "in": asked.sample(test.input), "out": asked.sample(test.output)}
        for serial, test in enumerate(entry.problem.public_tests, 1)
    ]
    return data(found, published=entry.published)


def _records(asked: Asked, match: re.Match[str]) -> Answer | None:
    """All records of a problem, the newest first."""
    entry = _entry(asked, match["id"])
    if entry is None:
        return None
    return data([_record(entry, one) for one in _page(asked, tuple(reversed(entry.submissions)))])


def _solutions(asked: Asked, match: re.Match[str]) -> Answer | None:
    """The accepted ones alone, with the terms under which their authors show them."""
    entry = _entry(asked, match["id"])
    if entry is None:
        return None
    accepted = [one for one in reversed(entry.submissions) if one.failed_at is None]
    lacking = ("judgeType", "status", "accuracy", "score", "problemTitle", "token")
    found = [{"policy": "public", "server": 1, "rating": 0, **_record(entry, one)} for one in _page(asked, accepted)]
    return data([{name: value for name, value in facts.items() if name not in lacking} for facts in found])


def _record(entry: Entry, one: Handed) -> dict[str, Any]:
    sent, tests = int(one.sent.timestamp() * 1000), len(entry.tests)
    return {
        "judgeId": one.number,
        "judgeType": 1,
        "userId": one.solution.author,
        "problemId": problem_id(entry),
        "submissionDate": sent,
        "language": LANGUAGES[one.solution.language],
        "status": STATUSES[one.solution.label],
        "cpuTime": 3,
        "memory": 3100,
        "codeSize": len(one.solution.source.encode()),
        "accuracy": f"{tests if one.failed_at is None else one.failed_at}/{tests}",
        "judgeDate": sent + 500,
        "score": 0,
        "problemTitle": None,
        "token": None,
    }


def _review(asked: Asked, match: re.Match[str]) -> Answer | None:
    found = asked.catalogue.submission(match["number"])
    if found is None:
        return None
    entry, one = found
    facts = {key: value for key, value in _record(entry, one).items() if key in ("judgeId", "userId", "problemId", "language")}
    return data({**facts, "policy": "public", "sourceCode": one.solution.source}, published=entry.published)


LOOK = Look(
    name="Aizu Online Judge",
    hosts=("judgeapi.u-aizu.ac.jp", "judgedat.u-aizu.ac.jp"),
    routes=(
        (r"/problems", _problems),
        (r"/resources/descriptions/(?P<language>en|ja)/(?P<id>\w+)", _description),
        (r"/testcases/(?P<id>\w+)/header", _test_headers),
        (r"/testcases/samples/(?P<id>\w+)", _samples),
        (r"/testcases/(?P<id>\w+)/(?P<serial>\d{1,9})", _test),
        (r"/testcases/(?P<id>\w+)/(?P<serial>\d{1,9})/(?P<side>in|out)", _test_file),
        (r"/submission_records/problems/(?P<id>\w+)", _records),
        (r"/solutions/problems/(?P<id>\w+)", _solutions),
        (r"/reviews/(?P<number>\d+)", _review),
    ),
    login="",
    robots="User-agent: *\nDisallow: /session\n",
)

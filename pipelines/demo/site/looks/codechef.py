"""The look of CodeChef: contests and problems as JSON, statements in Markdown; programs are shown to members alone.

What the real interface does and this does too: an empty mapping is written `[]`, a contest of divisions has its problems in the
contests of its divisions alone, newer problems come in components and older ones as one text with the samples in fences.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from typing import Any

from pipelines.demo.site.answers import Answer, Asked, Look, data, moved, rows, web_page
from pipelines.demo.site.catalogue import Contest, Entry
from pipelines.demo.site.statements import Statement
from schemas.problem import Test

_INDIA = timezone(timedelta(hours=5, minutes=30))
_DIVISIONS = "ABCD"
_SITE_PAGE = '<div id="root"></div><noscript>You need to enable JavaScript to run this app.</noscript>'


def contest_code(contest: Contest) -> str:
    """A contest's code there."""
    return f"START{contest.number}"


def problem_code(entry: Entry) -> str:
    """A problem's code there."""
    return f"DEMO{entry.place + 1}"


def has_divisions(contest: Contest) -> bool:
    """Every other contest is one of divisions."""
    return contest.number % 2 == 0


def entry_of(asked: Asked, code: str) -> Entry | None:
    """The problem of a code, or None."""
    number = code.removeprefix("DEMO")
    return asked.catalogue.at(int(number) - 1) if number.isdecimal() and number != "0" else None


def _contests(asked: Asked, match: re.Match[str]) -> Answer:
    """All kinds at once with the newest of the past, or the past alone with all of them by `offset`."""
    listed = asked.catalogue.contests
    if match["kind"] == "past":
        offset = asked.number("offset", 0)
        found = [_contest_facts(contest) for contest in listed[offset : offset + asked.number("limit", asked.page_size)]]
        return data({"status": "success", "contests": found, "count": len(listed)})
    past = [_contest_facts(contest) for contest in rows(listed, 1, asked.page_size)]
    empty: dict[str, list[Any]] = {f"{kind}_contests": [] for kind in ("present", "future", "practice")}
    return data({"status": "success", "message": "All contests list", **empty, "past_contests": past})


def _contest_facts(contest: Contest) -> dict[str, Any]:
    start, end = contest.start.astimezone(_INDIA), contest.start.astimezone(_INDIA) + timedelta(hours=2)
    return {
        "contest_code": contest_code(contest),
        "contest_name": contest.name,
        "contest_start_date": _moment(start),
        "contest_end_date": _moment(end),
        "contest_start_date_iso": start.isoformat(),
        "contest_end_date_iso": end.isoformat(),
        "contest_duration": "120",
        "distinct_users": 30,
    }


def _moment(when: datetime) -> str:
    return when.strftime("%d %b %Y  %H:%M:%S")


def _contest(asked: Asked, match: re.Match[str]) -> Answer | None:
    contest, division = asked.catalogue.contest(match["number"]), match["division"]
    if contest is None or (division and not has_divisions(contest)):
        return None
    code, start = contest_code(contest), int(contest.start.timestamp())
    parent = has_divisions(contest) and not division
    children = {
        f"div_{place}": {"div": {"div_number": str(place), "code": f"div_{place}"}, "contest_code": f"{code}{letter}"}
        for place, letter in enumerate(_DIVISIONS, 1)
    }
    problems = {problem_code(entry): _listed(entry) for entry in contest.entries}
    return data(
        {
            "status": "success",
            "user": {"username": None},
            "code": f"{code}{division or ''}",
            "name": contest.name,
            "problems": [] if parent else problems,
            "time": {"start": start, "end": start + 7200, "freezing": 0, "current": start + 1_000_000},
            "is_a_parent_contest": parent,
            "child_contests": children if parent else [],
            "duration": "120",
        },
        published=contest.start.date(),
    )


def _listed(entry: Entry) -> dict[str, Any]:
    code, accepted, tried = problem_code(entry), len(entry.problem.solutions), len(entry.problem.all_solutions)
    return {
        "code": code,
        "name": entry.title,
        "type": "3",
        "successful_submissions": str(accepted),
        "accuracy": round(100 * accepted / tried, 2),
        "problem_url": f"/problems/{code}",
        "submit_url": f"/submit/{code}",
        "status_url": f"/status/{code}",
        "total_submissions": str(tried),
        "category_name": "main",
        "is_added_to_practice": entry.place % 2 == 0,
    }


def _problem(asked: Asked, match: re.Match[str]) -> Answer | None:
    entry = entry_of(asked, match["problem"])
    contest = asked.catalogue.contest(entry.contest) if entry else None
    if entry is None or contest is None or match["contest"].rstrip(_DIVISIONS) not in ("PRACTICE", contest_code(contest)):
        return None
    statement = _in_markdown(entry)
    start = int(entry.start.timestamp())
    components = None if entry.place % 3 == 2 else _components(asked, entry, statement)
    return data(
        {
            "category_name": "main",
            "contest_code": match["contest"],
            "contest_name": contest.name,
            "status": "success",
            "problem_code": problem_code(entry),
            "problem_name": entry.title,
            "intended_contest_code": contest_code(contest),
            "body": _body(asked, entry, statement),
            "problemComponents": components,
            "languages_supported": "CPP17, PYTH 3, C, JAVA",
            "max_timelimit": f"{entry.problem.limits.time_limit_s or 1.0:g}",
            "source_sizelimit": "50000",
            "problem_author": "demo_setter",
            "date_added": entry.published.strftime("%d-%m-%Y"),
            "user_tags": ["demo_setter"],
            "computed_tags": list(entry.original.tags),
            "difficulty_rating": str(entry.rating),
            "time": {
                "view_start_date": start,
                "submit_start_date": start,
                "visible_start_date": start,
                "end_date": start + 7200,
            },
        },
        published=entry.published,
    )


def _in_markdown(entry: Entry) -> Statement:
    """Markdown takes the few elements that have no sign of their own as they are."""
    written = entry.statement.written(lambda tex: f"${tex}$")
    return Statement(*(_markdown(part) for part in (written.legend, written.input, written.output)))


def _markdown(page: str) -> str:
    text = re.sub(r"\s*</?p>\s*", "\n\n", page)
    text = re.sub(r"</?em>", "*", text)
    text = re.sub(r"</?code>", "`", text)
    return text.strip().replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _components(asked: Asked, entry: Entry, statement: Statement) -> dict[str, Any]:
    return {
        "constraints": "",
        "constraintsState": False,
        "subtasks": "",
        "subtasksState": False,
        "statement": statement.legend,
        "inputFormat": statement.input,
        "inputFormatState": True,
        "outputFormat": statement.output,
        "outputFormatState": True,
        "sampleTestCases": [
            {
                "id": str(number),
                "input": asked.sample(test.input),
                "output": asked.sample(test.output),
                "explanation": "",
                "isDeleted": False,
            }
            for number, test in enumerate(entry.problem.public_tests, 1)
        ],
    }


def _body(asked: Asked, entry: Entry, statement: Statement) -> str:
    parts = [statement.legend, f"### Input\n\n{statement.input}", f"### Output\n\n{statement.output}"]
    parts += [_fenced(asked, number, test) for number, test in enumerate(entry.problem.public_tests, 1)]
    return "\n\n".join(parts)


def _fenced(asked: Asked, number: int, test: Test) -> str:
    given, wanted = (asked.sample(text).removesuffix("\n") for text in (test.input, test.output))
    return f"### Sample Input {number}\n\n```\n{given}\n```\n\n### Sample Output {number}\n\n```\n{wanted}\n```"


def _old_problem(_: Asked, match: re.Match[str]) -> Answer:
    return moved(f"/problems/{match['problem']}", 302)


def _site_page(_: Asked, __: re.Match[str]) -> Answer:
    return web_page("CodeChef", _SITE_PAGE)


_AT_PROBLEM = r"(?P<contest>PRACTICE|START\d{1,9}[A-D]?)/problems/(?P<problem>DEMO\d{1,9})"
LOOK = Look(
    name="CodeChef",
    hosts=("www.codechef.com",),
    routes=(
        (r"/api/list/contests/(?P<kind>all|past)", _contests),
        (r"/api/contests/START(?P<number>\d{1,9})(?P<division>[A-D]?)", _contest),
        (rf"/api/contests/{_AT_PROBLEM}", _problem),
        (r"/problems-old/(?P<problem>\w+)", _old_problem),
        (r"/problems/DEMO\d+|/login", _site_page),
    ),
    login="/login",
    robots="User-agent: *\nDisallow: /login\n",
)

"""How AtCoder calls contests, tasks, moments, languages and verdicts."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone

from pipelines.demo.site.answers import Asked
from pipelines.demo.site.catalogue import Contest, Entry
from schemas.language import Language
from schemas.problem import Label

_JAPAN = timezone(timedelta(hours=9))
LANGUAGES = {
    Language.C: "C (GCC 9.2.1)",
    Language.CPP: "C++ (GCC 9.2.1)",
    Language.JAVA: "Java (OpenJDK 11.0.6)",
    Language.PYTHON: "Python2 (2.7.6)",
    Language.PYTHON3: "Python (3.8.2)",
    Language.PYPY3: "PyPy3 (7.3.0)",
}
STATUSES = {
    Label.CORRECT: ("AC", "Accepted"),
    Label.WRONG_ANSWER: ("WA", "Wrong Answer"),
    Label.TIME_LIMIT_EXCEEDED: ("TLE", "Time Limit Exceeded"),
    Label.RUN_TIME_ERROR: ("RE", "Runtime Error"),
    Label.INCORRECT: ("OLE", "Output Limit Exceeded"),
}


def screen_name(contest: int) -> str:
    """A contest's name in paths."""
    return f"abc{contest}"


def task_name(entry: Entry) -> str:
    """A task's name in paths."""
    return f"{screen_name(entry.contest)}_{entry.index.lower()}"


def contest_of(asked: Asked, match: re.Match[str]) -> Contest | None:
    """The contest that a path names, or None."""
    return asked.catalogue.contest(match["contest"].removeprefix("abc"))


def moment(when: datetime) -> str:
    """A moment as it stands in `time` elements."""
    return when.astimezone(_JAPAN).strftime("%Y-%m-%d %H:%M:%S+0900")

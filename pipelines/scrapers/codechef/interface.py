"""CodeChef's interface: lists of contests, contests, problems."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

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
    unix_lines,
)
from pipelines.scrapers.pages.difficulty import by_rating, by_word
from pipelines.scrapers.pages.limits import limit_of_number
from pipelines.scrapers.pages.markup import tree_of
from pipelines.scrapers.pages.refusals import refused, rejected
from pipelines.scrapers.pages.requests import context_of, in_time, path_of, request
from pipelines.scrapers.pages.samples import labelled_samples
from pipelines.scrapers.pages.statement import rendered, statement_text
from pipelines.scrapers.records import Page, Parsed, ProblemFacts, ProblemText, Request, Scope
from pipelines.scrapers.site import MarkupChanged
from schemas.problem import NANOSECONDS, Difficulty, Limits, Source, Test

NAME = "codechef"
HOME = "https://www.codechef.com"
_STEPS = (1400, 1800, 2200, 2500)
"""Where the ratings of CodeChef's stars 2, 4, 6 and 7 begin."""
_SECTIONS = (
    ("inputFormat", "inputFormatState", "Input Format"),
    ("outputFormat", "outputFormatState", "Output Format"),
    ("constraints", "constraintsState", "Constraints"),
    ("subtasks", "subtasksState", "Subtasks"),
)
"""Parts of a statement: field, field that says whether it is shown (hidden ones hold the editor's template), heading."""
_LOGIN = re.compile(r"log ?in|logged in|sign in|not authori[sz]ed", re.IGNORECASE)
INTERACTIVE = re.compile(r"\binteractive (?:problem|task)\b", re.IGNORECASE)


def key_of(code: str) -> str:
    """A problem's key; the divisions of a contest share problems."""
    return f"{NAME}/{code}"


def start(scope: Scope) -> tuple[Request, ...]:
    """The contests that are named, or the list of past ones."""
    named = [name for name in scope.contests if name.isalnum() and not name.isdecimal()]
    if scope.contests:
        return tuple(_contest_request(name) for name in named)
    return (_contests_request(0),)


def _contest_request(code: str) -> Request:
    return request(NAME, "contest", f"{HOME}/api/contests/{code}")


def _contests_request(offset: int) -> Request:
    url = f"{HOME}/api/list/contests/past?sort_by=START&sort_order=desc&offset={offset}&mode=all"
    return request(NAME, "contests", url, offset=str(offset))


def _successful(value: Object) -> Object:
    if value.get("status") != "success":
        raise MarkupChanged("status", f"{text_or(value, 'status', 'none')} ({text_or(value, 'message', 'no message')})")
    return value


def read_contests(request_: Request, page: Page, scope: Scope) -> Parsed:
    """A page of the list of past contests, the newest first; the next page unless all that follows is too old."""
    value = _successful(as_object(answer(page), "contests"))
    rows = [as_object(row, "contests[]") for row in as_list(value.get("contests", value.get("past_contests")), "contests")]
    follow, rejections, too_old = [], [], False
    for row in rows:
        code, published = text_at(row, "contest_code"), _day(row)
        wanted = in_time(scope, published)
        too_old = too_old or wanted is False
        if wanted:
            follow.append(_contest_request(code))
        elif wanted is None:
            rejections.append(rejected(f"{NAME}/{code}", "date_unknown", text_or(row, "contest_start_date_iso")))
    if rows and not too_old and "contests" in value:
        follow.append(_contests_request(int(context_of(request_, "offset") or 0) + len(rows)))
    return Parsed(follow=tuple(follow), rejections=tuple(rejections))


def _day(row: Object) -> date | None:
    """The day (UTC) on which a contest of the list began."""
    try:
        began = datetime.fromisoformat(text_or(row, "contest_start_date_iso"))
        return (began if began.tzinfo is None else began.astimezone(UTC)).date()
    except (ValueError, OverflowError):
        return None


def read_contest(request_: Request, page: Page, scope: Scope) -> Parsed:
    """A contest: facts and requests of its problems, or requests for its divisions."""
    value = as_object(answer(page), "contest")
    code = path_of(request_.url).rpartition("/")[2]
    if value.get("status") != "success" and _LOGIN.search(text_or(value, "message")):
        return refused(f"{NAME}/{code}", "login_needed", text_or(value, "message"))
    _successful(value)
    published = day_at(as_object(value.get("time"), "time"), "start")
    wanted = in_time(scope, published)
    if wanted is None:
        return refused(f"{NAME}/{code}", "date_unknown", text_or(value, "name"))
    if not wanted:
        return Parsed()
    children, problems = value.get("child_contests"), value.get("problems")
    if not problems and isinstance(children, dict) and children:
        codes = [text_at(as_object(child, "child_contests{}"), "contest_code") for child in children.values()]
        return Parsed(follow=tuple(_contest_request(child) for child in codes))
    rows = list(problems.values()) if isinstance(problems, dict) else as_list(problems, "problems")
    if not rows:
        raise MarkupChanged("problems", f"none in {code}")
    pieces, follow = [], []
    for item in rows:
        row = as_object(item, "problems{}")
        problem, place = text_at(row, "code"), "PRACTICE" if row.get("is_added_to_practice") is True else code
        pieces.append(
            ProblemFacts(key=key_of(problem), title=text_at(row, "name"), source=Source.CODECHEF, published=published)
        )
        follow.append(request(NAME, "problem", f"{HOME}/api/contests/{place}/problems/{problem}"))
    return Parsed(tuple(pieces), tuple(follow))


def read_problem(request_: Request, page: Page, scope: Scope) -> Parsed:
    """A problem by the interface. Raises MarkupChanged."""
    value = as_object(answer(page), "problem")
    if value.get("status") != "success" and _LOGIN.search(text_or(value, "message")):
        return refused(key_of(path_of(request_.url).rpartition("/")[2]), "login_needed", text_or(value, "message"))
    _successful(value)
    key = key_of(text_at(value, "problem_code"))
    components = value.get("problemComponents")
    if isinstance(components, dict) and text_or(components, "statement").strip():
        description, samples = _of_components(components)
    else:
        description, samples = _of_body(text_at(value, "body"))
    interactive = INTERACTIVE.search(description) is not None
    if not description or (not samples and not interactive):
        raise MarkupChanged("problemComponents, body", f"no {'samples' if description else 'text'} in {key}")
    seconds = number_or(value, "max_timelimit")
    if seconds is None:
        raise MarkupChanged("max_timelimit", f"none of {key}")
    text = ProblemText(
        key=key,
        title=text_at(value, "problem_name"),
        description=description,
        samples=samples,
        limits=Limits(limit_of_number(seconds, NANOSECONDS, "max_timelimit")),
        interactive=interactive,
    )
    if not text.title.strip():
        raise MarkupChanged("problem_name", f"none of {key}")
    facts = ProblemFacts(key=key, source=Source.CODECHEF, difficulty=_difficulty(value), tags=texts_at(value, "computed_tags"))
    return Parsed((text, facts))


def _difficulty(value: Object) -> Difficulty:
    rating = number_or(value, "difficulty_rating")
    return by_rating(rating, _STEPS) if rating is not None and rating > 0 else by_word(text_or(value, "category_name"))


def _of_components(components: Object) -> tuple[str, tuple[Test, ...]]:
    """Text and samples of a statement in parts."""
    parts = [_text(text_at(components, "statement"))]
    for field, state, heading in _SECTIONS:
        text = text_or(components, field)
        if text.strip() and components.get(state) is not False:
            parts.append(f"{heading}\n\n{_text(text)}")
    samples = []
    for item in as_list(components.get("sampleTestCases") or [], "sampleTestCases"):
        row = as_object(item, "sampleTestCases[]")
        if row.get("isDeleted") is True:
            continue
        test = Test(unix_lines(text_at(row, "input")), unix_lines(text_at(row, "output")))
        samples.append(test)
        shown = [f"Sample {len(samples)}", "Input", test.input.strip("\n"), "Output", test.output.strip("\n")]
        explanation = text_or(row, "explanation")
        parts.append("\n\n".join([*shown, *(["Explanation", _text(explanation)] if explanation.strip() else [])]))
    return "\n\n".join(part for part in parts if part), tuple(samples)


def _of_body(body: str) -> tuple[str, tuple[Test, ...]]:
    """Text and samples of a statement in one piece, as older problems have it."""
    root = tree_of(rendered(body))
    return statement_text(root, "$"), labelled_samples(root)


def _text(source: str) -> str:
    return statement_text(tree_of(rendered(source)), "$") if source.strip() else ""

"""Aizu Online Judge by its interface (http://developers.u-aizu.ac.jp): descriptions, tests, records of submissions, programs.

The interface knows no dates of publication; what is wanted `since` a day is therefore refused, with a count. It cuts long texts
of tests at 512 characters; these are asked for once more, each by itself, where they are whole.
"""

from __future__ import annotations

import re
from typing import Any

from pipelines.scrapers.pages.answers import (
    Object,
    answer,
    as_list,
    as_object,
    number_or,
    text_at,
    text_or,
    unix_lines,
    whole_at,
)
from pipelines.scrapers.pages.judged import Unusable, label_of, language_named
from pipelines.scrapers.pages.limits import limit_of_number, limits_of
from pipelines.scrapers.pages.markup import Element, decoded, find, line, one, page_tree, tree_of
from pipelines.scrapers.pages.refusals import refused, rejected
from pipelines.scrapers.pages.requests import context_of, in_time, path_of, request
from pipelines.scrapers.pages.samples import labelled_samples
from pipelines.scrapers.pages.statement import statement_text
from pipelines.scrapers.records import (
    HalfTest,
    HiddenTests,
    Page,
    Parsed,
    Piece,
    ProblemFacts,
    ProblemText,
    Request,
    Scope,
    Submission,
)
from pipelines.scrapers.site import MarkupChanged, Site
from schemas.execution import MEBIBYTE
from schemas.problem import NANOSECONDS, Limits, Solution, Source, Test
from schemas.rejection import Subject

NAME = "aizu"
API, DATA = "https://judgeapi.u-aizu.ac.jp", "https://judgedat.u-aizu.ac.jp"
PROBLEMS_PAGE, RECORDS_PAGE = 1000, 100
"""Problems and records that are asked for at a time."""
_CUT = re.compile(r"\.{3,}\s*\(terminated because of the limitation\)\s*\Z")
_TEXT = re.compile(r"/testcases/(\w+)/(\w+)/(in|out)$")
_INTERACTIVE = re.compile(r"\binteractive (?:problem|task)\b|リアクティブ|インタラクティブ", re.IGNORECASE)
_VERDICTS = ("CE", "WA", "TLE", "MLE", "AC", "WAITING", "OLE", "RE", "PE", "RUNNING")
"""By the status numbers of the interface."""


def key_of(problem: str) -> str:
    """A problem's key."""
    return f"{NAME}/{problem}"


def start(scope: Scope) -> tuple[Request, ...]:
    """The list of all problems; where contests are named, their volumes: `0`, `ITP1` and so on."""
    if not scope.contests:
        return (_problems_request(0),)
    return tuple(request(NAME, "volume", f"{API}/problems/volumes/{name}") for name in scope.contests if name.isalnum())


def _problems_request(number: int) -> Request:
    return request(NAME, "problems", f"{API}/problems?page={number}&size={PROBLEMS_PAGE}", page=str(number))


def read_problems(request_: Request, page: Page, scope: Scope) -> Parsed:
    """A page of the list of problems, or a volume: facts, and requests for everything of each problem."""
    value = answer(page)
    rows = as_list(as_object(value, "volume").get("problems") if request_.kind == "volume" else value, "problems")
    follow: list[Request] = []
    if request_.kind == "problems" and len(rows) >= PROBLEMS_PAGE:
        follow.append(_problems_request(int(context_of(request_, "page") or 0) + 1))
    if in_time(scope, None) is None:
        refusal = rejected(NAME, "date_unknown", "Aizu's interface has no dates of publication", count=max(1, len(rows)))
        return Parsed(follow=tuple(follow), rejections=(refusal,))
    pieces = []
    for item in rows:
        row = as_object(item, "problems[]")
        problem = text_at(row, "id")
        pieces.append(ProblemFacts(key=key_of(problem), title=text_at(row, "name"), source=Source.AIZU))
        follow += [
            request(NAME, "description", f"{API}/resources/descriptions/en/{problem}", title=text_at(row, "name")),
            request(NAME, "header", f"{DATA}/testcases/{problem}/header"),
            _records_request("solutions", problem),
            _records_request("records", problem),
        ]
    return Parsed(tuple(pieces), tuple(follow))


def _records_request(kind: str, problem: str, number: int = 0) -> Request:
    """A page of the accepted programs with their terms of use (`solutions`), or of all records (`records`)."""
    place = "solutions" if kind == "solutions" else "submission_records"
    url = f"{API}/{place}/problems/{problem}?page={number}&size={RECORDS_PAGE}"
    return request(NAME, kind, url, page=str(number), problem=problem)


def read_description(request_: Request, page: Page, scope: Scope) -> Parsed:
    """A description. The interface gives the Japanese one where there is no English one. Raises MarkupChanged."""
    if page.body.lstrip()[:1] == b"<":
        return _read_page(request_, page)
    value = as_object(answer(page), "description")
    root = tree_of(text_at(value, "html"))
    heading = find(root, "h1")
    title = (line(heading) if heading is not None else "") or context_of(request_, "title") or text_or(value, "name")
    return _problem(key_of(text_at(value, "problem_id")), title, root, _limits(value))


def _read_page(request_: Request, page: Page) -> Parsed:
    """A description as a browser saves it (`description.jsp`). A crawl asks the interface."""
    match = re.search(r"[?&]id=(\w+)", request_.url)
    if match is None:
        raise MarkupChanged("address", f"{request_.url}, not that of a problem")
    root = page_tree(page)
    time, memory = line(one(root, "#problemTimeLimit")), line(one(root, "#problemMemoryLimit"))
    limits = limits_of(time, memory, "#problemTimeLimit, #problemMemoryLimit")
    return _problem(key_of(match[1]), line(one(root, "#problemTitle")), one(root, ".description"), limits)


def _problem(key: str, title: str, root: Element, limits: Limits) -> Parsed:
    description, samples = statement_text(root, "$"), labelled_samples(root)
    interactive = _INTERACTIVE.search(description) is not None
    if not title or not description:
        raise MarkupChanged("html: h1" if description else "html", f"no {'title' if description else 'text'} of {key}")
    if not samples and not interactive:
        raise MarkupChanged("html: Sample Input", f"no sample in {key}")
    text = ProblemText(key=key, title=title, description=description, samples=samples, limits=limits, interactive=interactive)
    return Parsed((text,))


def _limits(value: Object) -> Limits:
    """Seconds and kibibytes."""
    time, memory = number_or(value, "time_limit"), number_or(value, "memory_limit")
    if time is None or memory is None:
        raise MarkupChanged("time_limit, memory_limit", f"{time} and {memory}")
    return Limits(limit_of_number(time, NANOSECONDS, "time_limit"), limit_of_number(memory, MEBIBYTE >> 10, "memory_limit"))


def read_header(request_: Request, page: Page, scope: Scope) -> Parsed:
    """The list of a problem's tests."""
    value = as_object(answer(page), "header")
    problem = text_at(value, "problemId")
    serials = [whole_at(as_object(row, "headers[]"), "serial") for row in as_list(value.get("headers"), "headers")]
    return Parsed(follow=tuple(request(NAME, "test", f"{DATA}/testcases/{problem}/{serial}") for serial in serials))


def read_test(request_: Request, page: Page, scope: Scope) -> Parsed:
    """A test of the judge. Of a long text the interface gives the beginning and says so: requests for what is cut."""
    value = as_object(answer(page), "test")
    problem, serial = text_at(value, "problemId"), str(whole_at(value, "serial"))
    texts = {side: unix_lines(text_at(value, side)) for side in ("in", "out")}
    cut = [side for side, text in texts.items() if _CUT.search(text)]
    if not cut:
        return Parsed((HiddenTests(key=key_of(problem), tests=(Test(texts["in"], texts["out"]),)),))
    halves: list[Piece] = [_half(problem, serial, side, text) for side, text in texts.items() if side not in cut]
    return Parsed(tuple(halves), tuple(request(NAME, "text", f"{DATA}/testcases/{problem}/{serial}/{side}") for side in cut))


def _half(problem: str, serial: str, side: str, text: str) -> HalfTest:
    return HalfTest(key=key_of(problem), test=serial, is_output=side == "out", text=text)


def read_text(request_: Request, page: Page, scope: Scope) -> Parsed:
    """The whole input or output of a test. Raises MarkupChanged for anything that is not plain text."""
    match = _TEXT.search(path_of(request_.url))
    if match is None:
        raise MarkupChanged("address", f"{request_.url}, not that of a test's text")
    if "html" in page.content_type.lower():
        raise MarkupChanged("content type", f"{page.content_type!r}, not that of a test's text")
    problem, serial, side = match.groups()
    text = unix_lines(decoded(page))
    if _CUT.search(text):
        return refused(key_of(problem), "truncated_test", f"test {serial}", Subject.TEST)
    return Parsed((_half(problem, serial, side, text),))


def read_records(request_: Request, page: Page, scope: Scope) -> Parsed:
    """Records of submissions: requests for the programs of those that are of use."""
    rows = as_list(answer(page), "records")
    unusable, follow = Unusable(), []
    for item in rows:
        row = as_object(item, "records[]")
        key, language = key_of(text_at(row, "problemId")), text_or(row, "language")
        verdict = "AC" if request_.kind == "solutions" else _verdict(row)
        if text_or(row, "policy", "public") != "public":
            unusable.add(key, "source_not_public", text_or(row, "policy"))
        elif not unusable.reason(key, language, verdict):
            url = f"{API}/reviews/{whole_at(row, 'judgeId')}"
            author = text_or(row, "userId")
            follow.append(request(NAME, "review", url, author=author, key=key, language=language, verdict=verdict))
    if len(rows) >= RECORDS_PAGE:
        number = int(context_of(request_, "page") or 0) + 1
        follow.append(_records_request(request_.kind, context_of(request_, "problem"), number))
    return Parsed(follow=tuple(follow), rejections=unusable.rejections())


def _verdict(row: Object) -> str:
    status = whole_at(row, "status")
    return _VERDICTS[status] if 0 <= status < len(_VERDICTS) else f"status {status}"


def read_review(request_: Request, page: Page, scope: Scope) -> Parsed:
    """A program; what became of it stands in the record that led here. Raises MarkupChanged."""
    value: Any = as_object(answer(page), "review")
    key = context_of(request_, "key") or key_of(text_at(value, "problemId"))
    language, label = language_named(context_of(request_, "language")), label_of(context_of(request_, "verdict"))
    if language is None or label is None:
        raise MarkupChanged("context", f"language and verdict of {path_of(request_.url)} are needed")
    source = unix_lines(text_or(value, "sourceCode"))
    if not source.strip():
        return refused(key, "source_not_public", text_or(value, "policy", "no source"), Subject.SOLUTION)
    author = context_of(request_, "author") or text_or(value, "userId")
    number = str(whole_at(value, "judgeId"))
    return Parsed((Submission(key=key, identifier=number, solution=Solution(language, source, label, author=author)),))


AIZU = Site(
    name=NAME,
    hosts=("judgeapi.u-aizu.ac.jp", "judgedat.u-aizu.ac.jp"),
    seconds_per_request=1.0,
    terms="Its interface is public and documented (http://developers.u-aizu.ac.jp); what its terms say: read before crawling.",
    start=start,
    parsers={
        "problems": read_problems,
        "volume": read_problems,
        "description": read_description,
        "header": read_header,
        "test": read_test,
        "text": read_text,
        "solutions": read_records,
        "records": read_records,
        "review": read_review,
    },
    lists=frozenset(("problems", "volume", "header", "solutions", "records")),
)

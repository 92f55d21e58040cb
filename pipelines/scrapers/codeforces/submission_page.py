"""Codeforces' pages of submissions, and the answer in JSON from which its pages fill in the tests."""

from __future__ import annotations

import re
from typing import Any

from pipelines.scrapers.codeforces.addresses import key_of, problem_of
from pipelines.scrapers.pages.answers import Object, answer, as_object, text_or, unix_lines
from pipelines.scrapers.pages.judged import label_of, language_named
from pipelines.scrapers.pages.markup import Element, find, find_all, has_class, href, line, page_tree, tree_of, verbatim
from pipelines.scrapers.pages.refusals import asks_for_login, refused, rejected
from pipelines.scrapers.pages.requests import context_of, path_of
from pipelines.scrapers.records import Page, Parsed, Request, Scope, ShownTest, Submission
from pipelines.scrapers.site import MarkupChanged
from schemas.problem import Solution
from schemas.rejection import Rejection, Subject

SHORTEST_CUT = 200
"""Codeforces cuts shown tests at 255 or about 400 characters; dots at the end of shorter ones are theirs."""
_SOURCE = "pre#program-source-text"
_COLUMNS = {
    **dict.fromkeys(("author", "who", "автор", "кто"), "author"),
    **dict.fromkeys(("problem", "задача"), "problem"),
    **dict.fromkeys(("lang", "lang.", "language", "язык"), "language"),
    **dict.fromkeys(("verdict", "вердикт"), "verdict"),
}


def read_submission(request: Request, page: Page, scope: Scope) -> Parsed:
    """A submission: its source, what the judge said, and the tests that the page shows. Raises MarkupChanged."""
    known = {name: context_of(request, name) for name in ("author", "key", "language", "verdict")}
    if page.body.lstrip()[:1] == b"{":
        found = as_object(answer(page), "answer")
        verdict = line(tree_of(f"<p>{text_or(found, 'verdict')}</p>"))
        source = unix_lines(text_or(found, "source"))
        return _submission(request, source, {**known, "verdict": known["verdict"] or verdict}, _tests_of_answer(found))
    root = page_tree(page)
    source_element = find(root, _SOURCE)
    if source_element is None:
        if asks_for_login(request, page, root):
            return refused(known["key"] or path_of(request.url), "login_needed", page.url, Subject.SOLUTION)
        raise MarkupChanged(_SOURCE, f"no source in {path_of(page.url)}")
    # The page speaks the reader's language and shortens; the interface says it in plain words, so it comes first.
    facts = {**known, **{name: text for name, text in _columns(root).items() if not known.get(name)}}
    return _submission(request, verbatim(source_element), facts, _tests_of_page(root))


def _columns(root: Element) -> dict[str, str]:
    """Author, key, language and verdict by the table over the source; what it does not say is left out."""
    for table in find_all(root, "div.datatable table, table.status-frame-datatable"):
        headings = [_COLUMNS.get(line(cell).lower(), "") for cell in find_all(table, "th")]
        rows = [find_all(row, "td") for row in find_all(table, "tr")]
        cells = next((row for row in rows if len(row) == len(headings)), None)
        if cells is None or "verdict" not in headings:
            continue
        found = {name: line(cell) for name, cell in zip(headings, cells, strict=True) if name}
        by_name = dict(zip(headings, cells, strict=True))
        if "author" in by_name:
            profiles = [href(link) for link in find_all(by_name["author"], "a") if "/profile/" in href(link)]
            found["author"] = ",".join(url.rpartition("/")[2] for url in profiles)
        links = [problem_of(href(link)) for link in find_all(by_name.get("problem", table), "a")]
        found["key"] = next((key_of(*place) for place in links if place[1]), "")
        return found
    return {}


def _submission(request: Request, source: str, facts: dict[str, str], tests: list[tuple[str, str | None]]) -> Parsed:
    key, number = facts["key"], path_of(request.url).rpartition("/")[2]
    for name in ("key", "language", "verdict"):
        if not facts.get(name):
            raise MarkupChanged(f"div.datatable {name}", f"not said of submission {number}")
    language, label = language_named(facts["language"]), label_of(facts["verdict"])
    if language is None:
        return refused(key, "language_unknown", facts["language"], Subject.SOLUTION)
    if label is None:
        return refused(key, "verdict_without_label", facts["verdict"], Subject.SOLUTION)
    if not source.strip():
        raise MarkupChanged(_SOURCE, f"an empty source in submission {number}")
    shown = tuple(ShownTest(test, answer_, is_cut(test) or is_cut(answer_)) for test, answer_ in tests if answer_ is not None)
    without = sum(answer_ is None for _, answer_ in tests)
    rejections: tuple[Rejection, ...] = ()
    if without:
        rejections = (rejected(key, "test_without_answer", f"submission {number}", Subject.TEST, without),)
    solution = Solution(language, source, label, author=facts.get("author", ""))
    return Parsed((Submission(key=key, identifier=number, solution=solution, shown=shown),), rejections=rejections)


def is_cut(text: str) -> bool:
    """Whether a part of a shown text is left out."""
    return len(text) >= SHORTEST_CUT and text.rstrip().endswith("...")


def _tests_of_page(root: Element) -> list[tuple[str, str | None]]:
    """Inputs and the jury's answers; an answer is None where the page has none, as for a run that timed out."""
    tests: list[tuple[str, str | None]] = []
    for view in find_all(root, "div.input-view, div.answer-view"):
        block = find(view, "pre")
        if block is None:
            raise MarkupChanged("div.input-view pre", "a test without its text")
        if has_class(view, "input-view"):
            tests.append((verbatim(block), None))
        elif tests and tests[-1][1] is None:
            tests[-1] = (tests[-1][0], verbatim(block))
        else:
            raise MarkupChanged("div.input-view", "an answer without an input before it")
    return tests


def _tests_of_answer(found: Object) -> list[tuple[str, str | None]]:
    """The same of the answer in JSON, whose fields are called `input#1`, `answer#1` and so on."""
    numbers = sorted(int(match[1]) for name in found if (match := re.fullmatch(r"input#(\d{1,5})", name)))
    tests: list[tuple[str, str | None]] = []
    for number in numbers:
        right: Any = found.get(f"answer#{number}")
        tests.append((unix_lines(text_or(found, f"input#{number}")), unix_lines(right) if isinstance(right, str) else None))
    return tests

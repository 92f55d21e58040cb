"""Codeforces' pages of problems: one of its own, all of a contest, in the gym or a group, in English or Russian."""

from __future__ import annotations

import re

from pipelines.scrapers.codeforces.addresses import contest_of, key_of, problem_of
from pipelines.scrapers.codeforces.archive_page import read_archive_problem
from pipelines.scrapers.pages.limits import limits_of
from pipelines.scrapers.pages.markup import Element, find, find_all, has_class, line, line_without, one, page_tree, verbatim
from pipelines.scrapers.pages.refusals import asks_for_login, is_pdf, refused, shows_pdf
from pipelines.scrapers.pages.statement import statement_text
from pipelines.scrapers.records import Page, Parsed, ProblemText, Request, Scope
from pipelines.scrapers.site import MarkupChanged
from schemas.problem import Test

_STATEMENT = "div.problem-statement"
_STANDARD = frozenset(
    (
        "",
        "stdin",
        "stdout",
        "standard input",
        "standard output",
        "стандартный ввод",
        "стандартный вывод",
        "standard input/output",
    )
)
_INTERACTION = frozenset(("interaction", "протокол взаимодействия", "взаимодействие", "interaction protocol"))
_PARTS = ("header", "input-specification", "output-specification", "sample-tests", "note")
"""Parts of a statement beside the story itself, which has no class."""
_INDEX = re.compile(r"([A-Z]\w{0,2})\s*\.\s")


def read_problem(request: Request, page: Page, scope: Scope) -> Parsed:
    """A page with one problem. Raises MarkupChanged."""
    contest, index = problem_of(request.url)
    if not index:
        raise MarkupChanged("address", f"{request.url}, not that of a problem")
    key = key_of(contest, index)
    if is_pdf(page):
        return refused(key, "statement_in_pdf", page.url)
    root = page_tree(page)
    if contest == 0:
        return Parsed((read_archive_problem(root, key),))
    statement = find(root, _STATEMENT)
    if statement is None:
        if shows_pdf(root):
            return refused(key, "statement_in_pdf", page.url)
        if asks_for_login(request, page, root):
            return refused(key, "login_needed", page.url)
        statement = one(root, _STATEMENT)
    return Parsed((_problem(statement, key),))


def read_problem_set(request: Request, page: Page, scope: Scope) -> Parsed:
    """A page with all problems of a contest. Raises MarkupChanged."""
    contest = contest_of(request.url)
    root = page_tree(page)
    statements = find_all(root, _STATEMENT)
    if not statements and asks_for_login(request, page, root):
        return refused(key_of(contest, ""), "login_needed", page.url)
    if not statements or not contest:
        one(root, _STATEMENT)
        raise MarkupChanged("address", f"{request.url}, not that of a contest")
    return Parsed(tuple(_problem(statement, key_of(contest, _index(statement))) for statement in statements))


def _index(statement: Element) -> str:
    """A problem's index: said by what the page holds it in, or by its title."""
    above = statement.getparent()
    while above is not None:
        if has_class(above, "problemindexholder") and (index := above.get("problemindex")):
            return index
        above = above.getparent()
    title = line(one(statement, "div.header > div.title"))
    match = _INDEX.match(title)
    if match is None:
        raise MarkupChanged("div.header > div.title", f"{title!r}, without an index")
    return match[1]


def _problem(statement: Element, key: str) -> ProblemText:
    header = one(statement, "div.header")
    title = line(one(header, "div.title"))
    time, memory, source, target = (
        line_without(one(header, f"div.{name}"), "property-title")
        for name in ("time-limit", "memory-limit", "input-file", "output-file")
    )
    samples = _samples(statement)
    interactive = any(line(one_).lower().strip(" :") in _INTERACTION for one_ in find_all(statement, "div.section-title"))
    if not samples and not interactive:
        raise MarkupChanged("div.sample-test", f"none in the problem {title!r}")
    legend = [child for child in statement if not any(has_class(child, name) for name in _PARTS)]
    if not title or not statement_text(legend, "$$$"):
        raise MarkupChanged(f"{_STATEMENT} > div", f"no title or no text in {title!r}")
    return ProblemText(
        key=key,
        title=title,
        description=statement_text(statement, "$$$", frozenset([header])),
        samples=samples,
        limits=limits_of(time, memory, "div.time-limit, div.memory-limit"),
        input_file=_file(source),
        output_file=_file(target),
        interactive=interactive,
    )


def _file(text: str) -> str:
    return "" if text.lower() in _STANDARD else text


def _samples(statement: Element) -> tuple[Test, ...]:
    inputs, outputs = (
        find_all(statement, "div.sample-test div.input pre"),
        find_all(statement, "div.sample-test div.output pre"),
    )
    if len(inputs) != len(outputs):
        raise MarkupChanged("div.sample-test div.output pre", f"{len(outputs)} of them for {len(inputs)} inputs")
    return tuple(Test(verbatim(first), verbatim(second)) for first, second in zip(inputs, outputs, strict=True))

"""CodeChef's pages of problems as a browser saves them: today's, and the old ones under `problems-old`.

A crawl asks the interface; these pages are for collections of saved ones.
"""

from __future__ import annotations

import re

from pipelines.scrapers.codechef.interface import INTERACTIVE, key_of, read_problem
from pipelines.scrapers.pages.limits import memory_limit_bytes, time_limit_ns
from pipelines.scrapers.pages.markup import Element, find, find_all, one, page_tree, spaced_line, verbatim
from pipelines.scrapers.pages.refusals import asks_for_login, refused
from pipelines.scrapers.pages.requests import path_of
from pipelines.scrapers.pages.samples import labelled_samples
from pipelines.scrapers.pages.statement import statement_text
from pipelines.scrapers.records import Page, Parsed, ProblemText, Request, Scope
from pipelines.scrapers.site import MarkupChanged
from schemas.problem import Limits, Test

_CODE = re.compile(r"/(?:problems(?:-old)?|submit)/(\w+)$")
_TITLES = ("_problem__title_", "_contestProblemTitle_", "_titleStatus__container_", "_problemTitle_")
_TABLE, _INFORMATION = "_input_output__table_", "_moreInfo__container_"
"""The page builder appends a hash to its class names: these are how they begin."""
_STATEMENT = "#problem-statement, div.problem-statement"


def read_page(request: Request, page: Page, scope: Scope) -> Parsed:
    """A problem, by the interface's answer or a saved page. Raises MarkupChanged."""
    if page.body.lstrip()[:1] == b"{":
        return read_problem(request, page, scope)
    match = _CODE.search(path_of(request.url))
    if match is None:
        raise MarkupChanged("address", f"{request.url}, not that of a problem")
    key, root = key_of(match[1]), page_tree(page)
    statement = find(root, _STATEMENT)
    if statement is None:
        if asks_for_login(request, page, root):
            return refused(key, "login_needed", page.url)
        statement = one(root, _STATEMENT)
    description = statement_text(statement, "$")
    interactive = INTERACTIVE.search(description) is not None
    samples = _samples(statement)
    if not description or (not samples and not interactive):
        raise MarkupChanged("pre", f"no {'samples' if description else 'text'} in {key}")
    text = ProblemText(
        key=key,
        title=_title(root, statement),
        description=description,
        samples=samples,
        limits=_limits(root),
        interactive=interactive,
    )
    return Parsed((text,))


def _named(root: Element, beginnings: tuple[str, ...]) -> list[Element]:
    """Elements one of whose classes begins so."""
    return [
        element
        for element in find_all(root, "div")
        if any(name.startswith(beginnings) for name in (element.get("class") or "").split())
    ]


def _title(root: Element, statement: Element) -> str:
    headings = [heading for holder in _named(root, _TITLES) for heading in find_all(holder, "h1")]
    headings += [heading for heading in find_all(root, "h1") if find(root, "table.problem-info, div.problem-info") is not None][
        -1:
    ]
    headings += find_all(statement, "h3.notranslate")[:1]
    for heading in headings:
        first = next((part for part in "".join(heading.itertext()).strip().splitlines() if part.strip()), "")
        if first:
            return " ".join(first.split())
    raise MarkupChanged("h1", "no title of the problem")


def _samples(statement: Element) -> tuple[Test, ...]:
    """In tables of two `pre` today; under headings, or both in one `pre`, in older statements."""
    tables = [find_all(table, "pre") for table in _named(statement, (_TABLE,))]
    if any(len(blocks) != 2 for blocks in tables):
        raise MarkupChanged(f"div.{_TABLE} pre", "a table that has not two of them")
    return tuple(Test(verbatim(first), verbatim(second)) for first, second in tables) or labelled_samples(statement)


def _limits(root: Element) -> Limits:
    """The time limit, which every page states; the memory limit where it does."""
    places = [*_named(root, (_INFORMATION,)), *find_all(root, ".problem-info")]
    for place in places:
        text = spaced_line(place)
        time = re.search(r"time limit:?\s*(.{1,40})", text, re.IGNORECASE)
        if time is None:
            continue
        memory = re.search(r"memory limit:?\s*([\d.]+\s*[KMG]i?B)", text, re.IGNORECASE)
        return Limits(time_limit_ns(time[1], _INFORMATION), memory_limit_bytes(memory[1], _INFORMATION) if memory else None)
    raise MarkupChanged(f"div.{_INFORMATION}, .problem-info", "no time limit")

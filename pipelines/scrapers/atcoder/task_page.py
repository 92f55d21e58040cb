"""AtCoder's pages of tasks: today's, with both languages in one page, and the old ones in Japanese alone."""

from __future__ import annotations

import re

from pipelines.scrapers.atcoder.lists import key_of, task_of
from pipelines.scrapers.pages.limits import limits_of
from pipelines.scrapers.pages.markup import Element, find, find_all, line, one, own_line, page_tree
from pipelines.scrapers.pages.refusals import asks_for_login, is_pdf, refused, shows_pdf
from pipelines.scrapers.pages.samples import labelled_samples
from pipelines.scrapers.pages.statement import statement_text
from pipelines.scrapers.records import Page, Parsed, ProblemText, Request, Scope
from pipelines.scrapers.site import MarkupChanged
from schemas.problem import Test

_STATEMENT = "#task-statement"
_LIMITS = re.compile(
    r"(?:time limit|実行時間制限)\s*:?\s*([^/]{1,40}).{0,20}?(?:memory limit|メモリ制限)\s*:?\s*(.{1,40})", re.IGNORECASE
)
_INTERACTIVE = re.compile(
    r"(?:this is an? |an )?\b(?:interactive|reactive) (?:task|problem)|リアクティブ|インタラクティブ|対話(?:式|形式)",
    re.IGNORECASE,
)


def read_task(request: Request, page: Page, scope: Scope) -> Parsed:
    """A task. Raises MarkupChanged."""
    task = task_of(request.url)
    if not task:
        raise MarkupChanged("address", f"{request.url}, not that of a task")
    if is_pdf(page):
        return refused(key_of(task), "statement_in_pdf", page.url)
    root = page_tree(page)
    statement = find(root, _STATEMENT)
    if statement is None:
        if asks_for_login(request, page, root):
            return refused(key_of(task), "login_needed", page.url)
        statement = one(root, _STATEMENT)
    english, japanese = find(statement, "span.lang-en"), find(statement, "span.lang-ja")
    main = english if english is not None and line(english) else japanese if japanese is not None else statement
    if find(main, "pre") is None and shows_pdf(statement):
        return refused(key_of(task), "statement_in_pdf", page.url)
    description = statement_text(main, "\\(")
    interactive = _INTERACTIVE.search(description) is not None
    samples = _samples(main, interactive)
    if not description:
        raise MarkupChanged(_STATEMENT, "an empty statement")
    text = ProblemText(
        key=key_of(task),
        title=_title(root),
        description=description,
        untranslated=statement_text(japanese, "\\(") if japanese is not None and main is not japanese else "",
        samples=samples,
        limits=limits_of(*_limits(root, statement), "p: Time Limit / Memory Limit"),
        interactive=interactive,
    )
    return Parsed((text,))


def _samples(main: Element, interactive: bool) -> tuple[Test, ...]:
    """The samples. What an interactive task shows is a talk, in markup of its own."""
    if interactive:
        try:
            return labelled_samples(main)
        except MarkupChanged:
            return ()
    samples = labelled_samples(main)
    if not samples:
        raise MarkupChanged("h3: Sample Input", "no sample in the statement")
    return samples


def _title(root: Element) -> str:
    for heading in find_all(root, "span.h2, h2"):
        title = own_line(heading)
        if title:
            return title
    raise MarkupChanged("span.h2", "no title")


def _limits(root: Element, statement: Element) -> tuple[str, str]:
    """Both limits from the paragraph over the statement."""
    for paragraph in find_all(root, "p"):
        match = _LIMITS.search(line(paragraph))
        if match:
            return match[1], match[2]
        if paragraph in find_all(statement, "p")[:1]:
            break
    raise MarkupChanged("p: Time Limit / Memory Limit", "no limits over the statement")

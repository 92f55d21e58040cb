"""The archive of acm.sgu.ru at Codeforces: problems in the markup of 2002-2010, with and without a table around them."""

from __future__ import annotations

import re

from pipelines.scrapers.codeforces.addresses import HOME, NAME, SGU, key_of, problem_of
from pipelines.scrapers.pages.limits import limits_of
from pipelines.scrapers.pages.markup import Element, find, find_all, href, line, one, page_tree, spaced_line, verbatim
from pipelines.scrapers.pages.requests import request
from pipelines.scrapers.pages.samples import labelled_samples
from pipelines.scrapers.pages.statement import statement_text
from pipelines.scrapers.records import Page, Parsed, ProblemFacts, ProblemText, Request, Scope
from pipelines.scrapers.site import MarkupChanged
from schemas.problem import Source, Test

_HOLDER = "div.problemindexholder"
_TIME = re.compile(r"time\s+limit[^:]{0,20}:\s*([^:]{0,40})", re.IGNORECASE)
_MEMORY = re.compile(r"memory\s+limit[^:]{0,20}:\s*([^:]{0,40})", re.IGNORECASE)


def read_archive(request_: Request, page: Page, scope: Scope) -> Parsed:
    """The list of the archive: its problems, which have no dates."""
    links = {
        href(link): line(link) for link in find_all(one(page_tree(page), "table.problems"), "a") if problem_of(href(link))[1]
    }
    names = {problem_of(url)[1]: title for url, title in links.items() if not title.isdecimal()}
    pieces = [
        ProblemFacts(key=key_of(0, index), title=f"{index}. {name}", source=Source.CODEFORCES) for index, name in names.items()
    ]
    follow = [request(NAME, "problem", f"{HOME}/problemsets/{SGU}/problem/99999/{index}?locale=en") for index in names]
    if not pieces:
        raise MarkupChanged("table.problems a", "no problem of the archive")
    return Parsed(tuple(pieces), tuple(follow))


def read_archive_problem(root: Element, key: str) -> ProblemText:
    """A problem of the archive. Raises MarkupChanged."""
    holder = one(root, _HOLDER)
    heading = one(holder, "h3, h4")
    text = spaced_line(holder)
    time, memory = _TIME.search(text), _MEMORY.search(text)
    samples = _samples(holder)
    if time is None or memory is None or not samples:
        lacking = [name for name, found in (("time limit", time), ("memory limit", memory), ("sample", samples)) if not found]
        raise MarkupChanged(_HOLDER, f"no {' and no '.join(lacking)} in {line(heading)!r}")
    return ProblemText(
        key=key,
        title=line(heading),
        description=statement_text(holder, "$$$", frozenset([heading])),
        samples=samples,
        limits=limits_of(time[1], memory[1], _HOLDER),
    )


def _samples(holder: Element) -> tuple[Test, ...]:
    """In a table around it all, `font` elements with inputs and outputs in turn; else tables of two headings, input, output."""
    pairs = []
    if find(holder, "div.ttypography > table") is not None:
        blocks = find_all(holder, "font > pre")
        if len(blocks) % 2:
            raise MarkupChanged("font > pre", f"{len(blocks)} of them, which are no pairs")
        pairs = list(zip(blocks[::2], blocks[1::2], strict=True))
    if not pairs:
        tables = [find_all(table, "pre") for table in find_all(holder, "table") if not find_all(table, "table")]
        pairs = [(blocks[2], blocks[3]) for blocks in tables if len(blocks) == 4]
    return tuple(Test(verbatim(first), verbatim(second)) for first, second in pairs) or labelled_samples(holder)

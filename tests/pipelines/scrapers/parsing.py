"""How the parsers are called in tests, what texts their samples are made of, and how pages are damaged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hypothesis import strategies as st
from lxml import etree  # type: ignore[import-untyped]

from pipelines.scrapers.records import Page, Parsed, ProblemText, Request, Scope
from pipelines.scrapers.site import MarkupChanged
from pipelines.scrapers.table import SITES
from schemas.problem import Test

HTML = "text/html; charset=utf-8"
_SIGNS = st.characters(exclude_categories=["C", "Zl", "Zp"], exclude_characters="\xa0")
_ROWS = st.text(_SIGNS, max_size=8) | st.sampled_from(
    ["", " ", "<b>", "&amp;", "&lt;", "a<b>c</b>", "...", "$x$", "</pre>", "1 2  3 ", "Input:"]
)
texts = st.lists(_ROWS, min_size=1, max_size=5).map(lambda rows: "\n".join(rows) + "\n")
"""Printable text in lines, markup and blank lines among it. A no-break space is none of it: sites mean a space by it."""
tests = st.builds(Test, texts, texts)
sample_lists = st.lists(tests, min_size=1, max_size=3).map(tuple)


def parse(
    site: str,
    kind: str,
    url: str,
    body: str | bytes,
    scope: Scope | None = None,
    content_type: str = HTML,
    at: str = "",
    context: Mapping[str, str] | None = None,
) -> Parsed:
    """What a page gives that was asked for under `url` and found there or `at` another address."""
    request = Request(site, kind, url, tuple(sorted((context or {}).items())))
    data = body.encode() if isinstance(body, str) else body
    return SITES[site].parsers[kind](request, Page(at or url, data, content_type), scope or Scope())


def text_of(parsed: Parsed) -> ProblemText:
    """The one statement that a page gave, which must be a whole one."""
    (text,) = [piece for piece in parsed.pieces if isinstance(piece, ProblemText)]
    assert text.title.strip()
    assert text.description.strip()
    assert text.samples or text.interactive
    return text


def without_one_element(html: str) -> Iterator[tuple[str, str]]:
    """The page without one of its elements, for each in turn that is not within a `pre`; and what is gone."""
    count = len(list(etree.HTML(html).iter("*")))
    for number in range(1, count):
        root = etree.HTML(html)
        element = list(root.iter("*"))[number]
        if any(above.tag == "pre" for above in element.iterancestors()):
            continue
        name = f"{element.tag} {dict(element.attrib)}"
        parent, before = element.getparent(), element.getprevious()
        if element.tail and before is not None:
            before.tail = (before.tail or "") + element.tail
        elif element.tail:
            parent.text = (parent.text or "") + element.tail
        parent.remove(element)
        yield name, etree.tostring(root, encoding="unicode", method="html")


def damaged_at_most_whole(site: str, kind: str, url: str, html: str, may_be_empty: str = "\0") -> int:
    """Take elements away from a page: its parser must say so or give a whole piece, with samples that are all of the page.

    Where an element of the tag `may_be_empty` is missing, an output may be read as empty. Returns how many were missed.
    """
    whole = text_of(parse(site, kind, url, html))
    missed = 0
    for name, damaged in without_one_element(html):
        try:
            parsed = parse(site, kind, url, damaged)
        except MarkupChanged as error:
            assert error.selector, name
            missed += 1
            continue
        for text in [piece for piece in parsed.pieces if isinstance(piece, ProblemText)]:
            assert text.title, name
            assert text.description, name
            assert text.limits.time_limit_ns == whole.limits.time_limit_ns, name
            known = {*whole.samples, *(Test(test.input, "") for test in whole.samples if name.startswith(may_be_empty))}
            assert set(text.samples) <= known, name
            assert text.samples or text.interactive, name
    return missed

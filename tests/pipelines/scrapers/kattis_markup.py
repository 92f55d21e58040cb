"""Pages of Kattis' problems as they look or looked, with text of our own."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from html import escape

from tests.pipelines.scrapers.sheets import Sheet, plain_pre
from tests.pipelines.scrapers.site_markup import kattis_page

_LEVEL = '<span class="difficulty_number difficulty_number-problem_view">1.4</span> Easy'


def _rows(sheet: Sheet) -> str:
    """All samples in one table."""
    head = "<tr><th>Sample Input</th><th>Sample Output</th></tr>"
    rows = "".join(f"<tr><td>{plain_pre(test.input)}</td><td>{plain_pre(test.output)}</td></tr>" for test in sheet.samples)
    return f'<table class="sample"><tbody>{head}{rows}</tbody></table>'


def _headings(sheet: Sheet) -> str:
    """Samples under headings, in no table."""
    return "".join(
        f"<h3>Sample Input {number}</h3>{plain_pre(test.input)}<h3>Sample Output {number}</h3>{plain_pre(test.output)}"
        for number, test in enumerate(sheet.samples, 1)
    )


def _body(sheet: Sheet, samples: str) -> str:
    return f"{sheet.body.replace('$$$', '$')}<h2>Input</h2><p>First $n$.</p>{''.join(sheet.extra)}{samples}"


def wrapped(sheet: Sheet) -> str:
    """With a headline of the site before that of the problem, and its data in a table."""
    facts = (("CPU Time limit", sheet.time), ("Memory limit", sheet.memory), ("Difficulty", _LEVEL))
    shown = "".join(f"<tr><th>{name}</th><td>{value}</td></tr>" for name, value in facts)
    return (
        f'<html><body><h1>Kattis</h1><div class="headline-wrapper"><h1>{escape(sheet.title)}</h1></div>'
        f'<div class="problem-body">{_body(sheet, _rows(sheet))}</div><table class="facts">{shown}</table></body></html>'
    )


def listed(sheet: Sheet) -> str:
    """With its data in a list of terms."""
    facts = (("CPU Time limit:", sheet.time), ("Memory limit:", sheet.memory), ("Difficulty:", _LEVEL))
    shown = "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in facts)
    return (
        f'<html><body><h1 class="book-page-heading">{escape(sheet.title)}</h1><dl>{shown}</dl>'
        f'<div id="instructions-container">{_body(sheet, _headings(sheet))}</div></body></html>'
    )


def tabbed(sheet: Sheet) -> str:
    """With its data in the tab beside."""
    facts = (("CPU Time limit", sheet.time), ("Memory limit", sheet.memory), ("Difficulty", _LEVEL))
    shown = "".join(
        f'<div class="metadata_list-item" data-name="metadata_item-x"><span class="metadata_list-label">{name}</span>\n'
        f"<span>{value}</span></div>"
        for name, value in facts
    )
    return (
        f'<html><body><h1 class="book-page-heading">{escape(sheet.title)}</h1><select><option>Metadata</option></select>'
        f'<div class="problembody">{_body(sheet, _rows(sheet))}</div>'
        f'<div class="book-page"><div class="metadata_list">{shown}</div></div></body></html>'
    )


KATTIS_LAYOUTS: dict[str, Callable[[Sheet], str]] = {
    **{layout: partial(kattis_page, layout=layout) for layout in ("list", "grid", "sidebar")},
    "wrapped": wrapped,
    "listed": listed,
    "tabbed": tabbed,
}

"""Pages of the CSES Problem Set."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given

from pipelines.scrapers.records import Scope
from pipelines.scrapers.site import MarkupChanged
from pipelines.scrapers.table import SITES
from schemas.problem import Limits, Test
from tests.pipelines.scrapers.parsing import damaged_at_most_whole, parse, sample_lists, text_of
from tests.pipelines.scrapers.sheets import SAMPLES, Sheet
from tests.pipelines.scrapers.site_markup import cses_page
from tests.pipelines.strategies import few

URL = "https://cses.fi/problemset/task/1000"
SHEET = Sheet(title="Sum of Numbers", time="1.00 s", memory="512 MB")


@few
@given(samples=sample_lists)
def test_samples_come_back_byte_for_byte(samples: tuple[Test, ...]) -> None:
    page = cses_page(Sheet(title="Sum", time="1.00 s", memory="512 MB", samples=samples))
    assert text_of(parse("cses", "task", URL, page)).samples == samples


def test_a_page_is_read_whole() -> None:
    text = text_of(parse("cses", "task", URL, cses_page(SHEET)))
    assert (text.key, text.title, text.samples) == ("cses/problemset/1000", "Sum of Numbers", SAMPLES)
    assert text.limits == Limits(1_000_000_000, 512 << 20)
    assert text.description.startswith("Add a_1, ..., a_n.\n\nInput\n\nFirst n.")


def test_a_damaged_page_is_never_half_a_problem() -> None:
    assert damaged_at_most_whole("cses", "task", URL, cses_page(SHEET)) >= 6


def test_lists_of_tasks() -> None:
    items = "".join(f'<li class="task"><a href="/problemset/task/{n}">Task {n}</a></li>' for n in (1, 2))
    page = f'<ul class="task-list"><li class="text"><a href="/problemset/text/9">Intro</a></li>{items}</ul>'
    parsed = parse("cses", "tasks", "https://cses.fi/problemset/list/", page)
    assert [piece.key for piece in parsed.pieces] == ["cses/problemset/1", "cses/problemset/2"]
    assert [request.url for request in parsed.follow] == [
        "https://cses.fi/problemset/task/1",
        "https://cses.fi/problemset/task/2",
    ]
    dated = parse("cses", "tasks", "u", page, Scope(since=date(2020, 1, 1)))
    assert (dated.pieces, [(one.reason, one.count) for one in dated.rejections]) == ((), [("date_unknown", 2)])
    with pytest.raises(MarkupChanged):
        parse("cses", "tasks", "u", "<html></html>")


def test_the_first_requests_follow_the_scope() -> None:
    assert [request.url for request in SITES["cses"].start(Scope())] == ["https://cses.fi/problemset/list/"]
    assert [request.url for request in SITES["cses"].start(Scope(contests=("241", "abc")))] == ["https://cses.fi/241/list/"]

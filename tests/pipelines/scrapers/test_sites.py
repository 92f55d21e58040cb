"""Laws of all sites: their rows are sound, and whatever comes back is read or refused, never anything else."""

from __future__ import annotations

import contextlib
import json
import random
from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.scrapers.records import Page, Parsed, Request, Scope
from pipelines.scrapers.site import MarkupChanged
from pipelines.scrapers.table import SITES
from schemas.problem import Test
from tests.pipelines.scrapers.codechef_markup import codechef_body, codechef_components, codechef_page
from tests.pipelines.scrapers.codeforces_markup import codeforces_page, codeforces_statement, codeforces_submission, sgu_page
from tests.pipelines.scrapers.sheets import PROGRAM, SAMPLES, Sheet
from tests.pipelines.scrapers.site_markup import aizu_description, atcoder_page, cses_page, hackerearth_page, kattis_page
from tests.pipelines.strategies import few

KINDS = [(site.name, kind) for site in SITES.values() for kind in site.parsers]
URLS = {
    "codeforces": "https://codeforces.com/contest/7/problem/A",
    "atcoder": "https://atcoder.jp/contests/abc001/tasks/abc001_a",
    "aizu": "https://judgeapi.u-aizu.ac.jp/reviews/5",
    "codechef": "https://www.codechef.com/problems/SUMNUM",
    "hackerearth": "https://www.hackerearth.com/problem/algorithm/sum/",
    "kattis": "https://open.kattis.com/problems/sum",
    "cses": "https://cses.fi/problemset/task/1000",
}
CONTEXT = (
    *(
        ("author", "ada"),
        ("contest", "7"),
        ("first", "1"),
        ("key", "site/p"),
        ("language", "C++"),
        ("offset", "0"),
        ("page", "1"),
    ),
    *(("problem", "p"), ("published", "7=2020-01-01"), ("title", "Sum"), ("topic", "a/b/c"), ("verdict", "AC")),
)
_WORD = st.sampled_from(
    ["status", "result", "OK", "success", "id", "html", "problems", "in", "out", "problemId", "serial", "name", "x", "7"]
)
_LEAF = st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.floats() | _WORD | st.text(max_size=5)
anything = st.recursive(
    _LEAF, lambda inside: st.lists(inside, max_size=3) | st.dictionaries(_WORD, inside, max_size=4), max_leaves=10
)


def read(site: str, kind: str, body: bytes, content_type: str = "text/html", url: str = "") -> Parsed | None:
    """What a page gives, None where its parser says that it does not know it; nothing else may be raised."""
    request = Request(site, kind, url or URLS[site], CONTEXT)
    with contextlib.suppress(MarkupChanged):
        parsed = SITES[site].parsers[kind](request, Page(request.url, body, content_type), Scope(since=date(2020, 1, 1)))
        assert isinstance(parsed, Parsed)
        return parsed
    return None


@pytest.mark.parametrize("site", SITES)
def test_rows_of_the_table_are_sound(site: str) -> None:
    row = SITES[site]
    assert row.name == site
    assert row.hosts
    assert row.seconds_per_request >= 1
    assert "http" in row.terms
    assert row.lists < row.parsers.keys()
    assert {request.kind for request in row.start(Scope())} <= row.lists  # or nothing new is ever found
    for scope in (Scope(), Scope(contests=("1550", "abc100", "START1", "a/b/c", "ITP1")), Scope(since=date(2024, 1, 1))):
        requests = row.start(scope)
        assert requests
        assert len(set(requests)) == len(requests)
        for request in requests:
            assert request.site == site
            assert request.kind in row.parsers
            assert urlsplit(request.url).hostname in row.hosts
            assert request.url.startswith("https://")
            assert request.context == tuple(sorted(request.context))


def test_codeforces_is_asked_once_in_two_seconds() -> None:
    assert SITES["codeforces"].seconds_per_request == 2.0


@pytest.mark.parametrize(("site", "kind"), KINDS)
@settings(few, max_examples=15)
@given(st.binary(max_size=60), st.sampled_from(["", "text/html; charset=shift_jis", "application/pdf", "charset=\0"]))
def test_any_bytes_are_read_or_refused(site: str, kind: str, body: bytes, content_type: str) -> None:
    read(site, kind, body, content_type)


@pytest.mark.parametrize(("site", "kind"), KINDS)
@settings(few, max_examples=15)
@given(anything)
def test_any_answer_in_json_is_read_or_refused(site: str, kind: str, value: Any) -> None:
    read(site, kind, json.dumps(value).encode(), "application/json")


def pages() -> Iterator[tuple[str, str, str]]:
    """(site, kind, page) of every page that we can write."""
    html = Sheet(title="A - Sum", time="2 sec", memory="256 MB", samples=(*SAMPLES, Test("a<b&c\n\n", " \n")))
    yield "codeforces", "problem", codeforces_page(codeforces_statement(Sheet()))
    yield "codeforces", "problemset", codeforces_page(codeforces_statement(Sheet()), codeforces_statement(Sheet()))
    yield "codeforces", "problem", sgu_page(html, in_table=True)
    yield "codeforces", "submission", codeforces_submission(PROGRAM, SAMPLES)
    yield "atcoder", "task", atcoder_page(html)
    yield "aizu", "description", aizu_description(html)
    yield "codechef", "problem", codechef_components(html)
    yield "codechef", "problem", codechef_body(html, "same pre")
    yield "codechef", "problem", codechef_page(html)
    yield "hackerearth", "problem", hackerearth_page(html)
    yield "kattis", "problem", kattis_page(html)
    yield "cses", "task", cses_page(html)


PAGES = list(pages())


@pytest.mark.parametrize("number", range(len(PAGES)))
@few
@given(seed=st.integers(0, 2**32))
def test_damaged_bytes_are_read_or_refused(number: int, seed: int) -> None:
    site, kind, page = PAGES[number]
    rng, data = random.Random(seed), bytearray(page.encode())
    for _ in range(rng.randint(1, 6)):
        place = rng.randrange(len(data))
        action = rng.randrange(4)
        if action == 0:
            data[place] = rng.randrange(256)
        elif action == 1:
            del data[place : place + rng.randint(1, 200)]
        elif action == 2:
            data[place:place] = data[rng.randrange(len(data)) :][: rng.randint(1, 100)]
        else:
            del data[place:]
        data = data or bytearray(b" ")
    read(site, kind, bytes(data), "text/html; charset=utf-8")


def _replaced(value: Any, rng: random.Random, other: Any) -> Any:
    """`value` with one part of it replaced, or taken away."""
    if isinstance(value, dict) and value and rng.random() < 0.9:
        name = rng.choice(sorted(value))
        rest = {key: part for key, part in value.items() if key != name}
        return rest if rng.random() < 0.2 else {**rest, name: _replaced(value[name], rng, other)}
    if isinstance(value, list) and value and rng.random() < 0.8:
        place = rng.randrange(len(value))
        return [*value[:place], _replaced(value[place], rng, other), *value[place + 1 :]]
    return other


ANSWERS = [
    (
        "codeforces",
        "contests",
        {"status": "OK", "result": [{"id": 7, "phase": "FINISHED", "startTimeSeconds": 1.7e9, "name": "x"}]},
    ),
    (
        *("codeforces", "problems"),
        {
            "status": "OK",
            "result": {"problems": [{"contestId": 7, "index": "A", "name": "x", "type": "PROGRAMMING", "tags": ["x"]}]},
        },
    ),
    (
        *("codeforces", "status"),
        {
            "status": "OK",
            "result": [
                {
                    "id": 1,
                    "problem": {"contestId": 7, "index": "A"},
                    "author": {"members": [{"handle": "x"}]},
                    "programmingLanguage": "C++",
                    "verdict": "OK",
                }
            ],
        },
    ),
    ("codeforces", "submission", {"source": "x", "verdict": "OK", "input#1": "1", "answer#1": "2"}),
    ("atcoder", "contests", [{"id": "abc001", "start_epoch_second": 1.7e9, "title": "x"}]),
    ("atcoder", "problems", [{"id": "a", "contest_id": "7", "name": "x", "title": "x", "problem_index": "A"}]),
    ("atcoder", "models", {"a": {"difficulty": 5}}),
    ("aizu", "problems", [{"id": "1", "name": "x"}]),
    ("aizu", "description", json.loads(aizu_description(Sheet()))),
    ("aizu", "header", {"problemId": "1", "headers": [{"serial": 1}]}),
    ("aizu", "test", {"problemId": "1", "serial": 1, "in": "1", "out": "2"}),
    ("aizu", "records", [{"judgeId": 1, "userId": "x", "problemId": "1", "language": "C", "status": 4, "policy": "public"}]),
    ("aizu", "review", {"judgeId": 1, "userId": "x", "problemId": "1", "sourceCode": "x"}),
    (
        "codechef",
        "contests",
        {"status": "success", "contests": [{"contest_code": "X", "contest_start_date_iso": "2025-01-01T00:00:00+05:30"}]},
    ),
    ("codechef", "contest", {"status": "success", "time": {"start": 1.7e9}, "problems": {"A": {"code": "A", "name": "x"}}}),
    ("codechef", "problem", json.loads(codechef_components(Sheet()))),
]


@pytest.mark.parametrize("number", range(len(ANSWERS)))
@few
@given(seed=st.integers(0, 2**32), other=anything)
def test_answers_with_a_part_replaced_are_read_or_refused(number: int, seed: int, other: Any) -> None:
    site, kind, value = ANSWERS[number]
    assert read(site, kind, json.dumps(value).encode()) is not None
    read(site, kind, json.dumps(_replaced(value, random.Random(seed), other)).encode())


@pytest.mark.parametrize("number", range(len(PAGES)))
def test_a_parser_is_a_function_of_the_page_alone(number: int) -> None:
    site, kind, page = PAGES[number]
    url = "https://codeforces.com/problemsets/acmsguru/problem/99999/1" if "bordertable" in page else ""
    first = read(site, kind, page.encode(), url=url)
    assert first is not None
    assert first == read(site, kind, page.encode(), url=url)
    assert first.pieces

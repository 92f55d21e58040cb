"""HackerEarth's pages."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given

from pipelines.scrapers.records import Parsed, ProblemFacts, Scope
from pipelines.scrapers.site import MarkupChanged
from pipelines.scrapers.table import SITES
from schemas.problem import Limits, Source, Test
from tests.pipelines.scrapers.hackerearth_markup import HACKEREARTH_LAYOUTS
from tests.pipelines.scrapers.parsing import damaged_at_most_whole, parse, sample_lists, text_of
from tests.pipelines.scrapers.sheets import SAMPLES, Sheet
from tests.pipelines.strategies import few

TOPIC = "basic-programming/input-output/basics"
URL = f"https://www.hackerearth.com/practice/{TOPIC}/practice-problems/algorithm/sum-of-numbers-2/"
SHEET = Sheet(title="Sum of Numbers", time="1.0 sec(s)", memory="256 MB", body="<p>Add $$a_i \\le 10^5$$ and \\(b\\).</p>")


LAYOUT = pytest.mark.parametrize("layout", HACKEREARTH_LAYOUTS)


@LAYOUT
@few
@given(samples=sample_lists)
def test_samples_come_back_byte_for_byte_in_every_layout(layout: str, samples: tuple[Test, ...]) -> None:
    page = HACKEREARTH_LAYOUTS[layout](Sheet(title="Sum", time="1.0 sec(s)", memory="256 MB", samples=samples))
    assert text_of(parse("hackerearth", "problem", URL, page)).samples == samples


@LAYOUT
def test_a_page_is_read_whole(layout: str) -> None:
    parsed = parse("hackerearth", "problem", URL, HACKEREARTH_LAYOUTS[layout](SHEET))
    text = text_of(parsed)
    assert (text.key, text.title, text.samples) == ("hackerearth/sum-of-numbers-2", "Sum of Numbers", SAMPLES)
    assert text.limits == Limits(1_000_000_000, 256 << 20)
    assert text.description.startswith("Add a_i ≤ 10^5 and b.")
    assert "Time Limit" not in text.description
    tags = ("Math", "Sorting") if layout == "today" else ()
    assert parsed.pieces[1] == ProblemFacts(key=text.key, source=Source.HACKEREARTH, tags=tags)
    assert ("Explanation" in text.description) is (layout == "today")


@pytest.mark.parametrize("layout", ["today", "old", "unboxed", "unnamed"])
def test_the_samples_are_in_the_description(layout: str) -> None:
    text = text_of(parse("hackerearth", "problem", URL, HACKEREARTH_LAYOUTS[layout](SHEET)))
    assert "Sample Input\n\n3\n1 2 3\n\nSample Output\n\n6" in text.description


def test_samples_of_which_a_window_shows_a_part_are_counted_and_not_taken() -> None:
    parsed = parse("hackerearth", "problem", URL, HACKEREARTH_LAYOUTS["assessment"](SHEET))
    assert [(one.reason, one.count, one.subject) for one in parsed.rejections] == [("sample_in_window", 1, "test")]
    alone = HACKEREARTH_LAYOUTS["assessment"](Sheet(title="Sum", time="1 sec", memory="1 MB", samples=()))
    with pytest.raises(MarkupChanged, match="input-output-container"):
        parse("hackerearth", "problem", URL, alone)


@pytest.mark.parametrize(
    "time, memory, limits",
    [
        ("3", "64", Limits(3_000_000_000, 64 << 20)),
        ("0.5 seconds", "1 GB", Limits(500_000_000, 1 << 30)),
        ("1500 ms", "65536 KB", Limits(1_500_000_000, 64 << 20)),
    ],
)
@LAYOUT
def test_limits_with_any_unit_and_without(layout: str, time: str, memory: str, limits: Limits) -> None:
    page = HACKEREARTH_LAYOUTS[layout](Sheet(title="Sum", time=time, memory=memory))
    assert text_of(parse("hackerearth", "problem", URL, page)).limits == limits


@pytest.mark.parametrize("time, memory", [("...", "64"), ("1.2.3", "64"), ("0", "64"), ("3", "")])
@LAYOUT
def test_limits_that_are_none(layout: str, time: str, memory: str) -> None:
    with pytest.raises(MarkupChanged):
        parse("hackerearth", "problem", URL, HACKEREARTH_LAYOUTS[layout](Sheet(title="Sum", time=time, memory=memory)))


@LAYOUT
def test_a_damaged_page_is_never_half_a_problem(layout: str) -> None:
    assert damaged_at_most_whole("hackerearth", "problem", URL, HACKEREARTH_LAYOUTS[layout](SHEET)) >= 5


def test_what_is_no_statement_is_refused_with_a_reason() -> None:
    login = parse("hackerearth", "problem", URL, "<form><input type=password></form>", at="https://www.hackerearth.com/login/")
    assert [(one.problem, one.reason) for one in login.rejections] == [("hackerearth/sum-of-numbers-2", "login_needed")]
    with pytest.raises(MarkupChanged, match="problem-statement"):
        parse("hackerearth", "problem", URL, "<html>nothing</html>")


def problems_page(names: tuple[str, ...], next_page: int = 0) -> str:
    links = "".join(f'<a href="/practice/{TOPIC}/practice-problems/algorithm/{name}/">{name}</a>' for name in names)
    return f'<html>{links}<a href="?page={next_page}">next</a><a href="/practice/{TOPIC}/tutorial/">tutorial</a></html>'


def problems(page: str, number: int = 1, scope: Scope | None = None) -> Parsed:
    return parse("hackerearth", "problems", "u", page, scope, context={"page": str(number), "topic": TOPIC})


def test_topics_lead_to_problems_page_by_page() -> None:
    topics = parse("hackerearth", "topics", "https://www.hackerearth.com/practice/", problems_page(()))
    assert [request.url for request in topics.follow] == [
        f"https://www.hackerearth.com/practice/{TOPIC}/practice-problems/?page=1"
    ]
    parsed = problems(problems_page(("one", "two"), 2))
    assert [piece.key for piece in parsed.pieces] == ["hackerearth/one", "hackerearth/two"]
    assert [request.kind for request in parsed.follow] == ["problem", "problem", "problems"]
    assert problems(problems_page(("one",), 2), number=2).follow[-1].kind == "problem"
    assert problems(problems_page(()), number=7) == Parsed()
    with pytest.raises(MarkupChanged):
        problems(problems_page(()))
    with pytest.raises(MarkupChanged):
        parse("hackerearth", "topics", "u", "<html></html>")


def test_without_dates_nothing_is_new_enough() -> None:
    parsed = problems(problems_page(("one", "two")), scope=Scope(since=date(2020, 1, 1)))
    assert (parsed.pieces, [(one.reason, one.count) for one in parsed.rejections]) == ((), [("date_unknown", 2)])


def test_the_first_requests_follow_the_scope() -> None:
    assert [request.kind for request in SITES["hackerearth"].start(Scope())] == ["topics"]
    assert [request.kind for request in SITES["hackerearth"].start(Scope(contests=(TOPIC, "abc100")))] == ["problems"]
    (challenge,) = SITES["hackerearth"].start(Scope(contests=("competitive/july-circuits",)))
    assert challenge.url == "https://www.hackerearth.com/challenge/competitive/july-circuits/problems/"


def test_a_challenge_is_one_list_of_problems() -> None:
    links = "".join(
        f'<a class="track-problem-link" href="/challenge/competitive/july-circuits/algorithm/{name}/">{name}</a>'
        for name in ("one-1", "two-2")
    )
    parsed = parse("hackerearth", "problems", "u", f'<table class="problems-table">{links}</table><a href="?page=2">2</a>')
    assert [request.kind for request in parsed.follow] == ["problem", "problem"]
    assert [piece.key for piece in parsed.pieces] == ["hackerearth/one-1", "hackerearth/two-2"]

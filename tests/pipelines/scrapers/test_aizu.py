"""The answers of Aizu's interface."""

from __future__ import annotations

import contextlib
import json
from datetime import date
from html import escape
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.scrapers.records import HalfTest, HiddenTests, ProblemFacts, Scope, Submission
from pipelines.scrapers.site import MarkupChanged
from pipelines.scrapers.table import SITES
from schemas.language import Language
from schemas.problem import Label, Limits, Source, Test
from tests.pipelines.scrapers.parsing import damaged_at_most_whole, parse, sample_lists, text_of, texts
from tests.pipelines.scrapers.sheets import PROGRAM, SAMPLES, Sheet
from tests.pipelines.scrapers.site_markup import aizu_description
from tests.pipelines.strategies import few

URL = "https://judgeapi.u-aizu.ac.jp/resources/descriptions/en/ITP1_1_A"


def description(**changes: Any) -> str:
    return json.dumps(json.loads(aizu_description(Sheet(title="Sum"))) | changes)


@few
@given(samples=sample_lists)
def test_samples_come_back_byte_for_byte(samples: tuple[Test, ...]) -> None:
    text = text_of(parse("aizu", "description", URL, aizu_description(Sheet(title="Sum", samples=samples))))
    assert text.samples == samples


def test_a_description_is_read_whole() -> None:
    text = text_of(parse("aizu", "description", URL, description()))
    assert (text.key, text.title, text.limits) == ("aizu/ITP1_1_A", "Sum", Limits(2_000_000_000, 256 << 20))
    assert "Input\n\nN\nA\n\nOutput\n\nThe sum." in text.description


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Sample Input", "Output for the Sample Input"),
        ("Sample Input 1", "Sample Output 1"),
        ("Sample Input", "Sample Output"),
        ("入力例", "出力例"),
        ("入力例", "入力例に対する出力"),
        ("Example Input", "Example Output"),
    ],
)
@pytest.mark.parametrize("tag", ["h1", "h2", "h3", "H4"])
def test_headings_of_samples(tag: str, first: str, second: str) -> None:
    html = f"<p>Add.</p><{tag}>Input</{tag}><pre>N</pre><{tag}>{first}</{tag}>\n<pre>\n1 2\n</pre>"
    html += f"<{tag}>{second}</{tag}><pre>\n3\n</pre>"
    parsed = parse("aizu", "description", URL, description(html=html), context={"title": "Sum"})
    assert text_of(parsed).samples == (Test("1 2\n", "3\n"),)


def saved_page(samples: tuple[Test, ...]) -> str:
    def headed(heading: str, number: int, text: str) -> str:
        return f"<h2>{heading} {number}</h2><pre>\n{escape(text)}</pre>"

    numbered = list(enumerate(samples, 1))
    tests = "".join(headed("Sample Input", n, test.input) + headed("Sample Output", n, test.output) for n, test in numbered)
    return (
        '<html><div id="problemTitle">Sum</div><span id="problemTimeLimit">1 sec</span>'
        f'<span id="problemMemoryLimit">131072 KB</span><div class="description"><h1>Sum</h1><p>Add.</p>{tests}</div></html>'
    )


@few
@given(samples=sample_lists)
def test_a_saved_page_is_read_too(samples: tuple[Test, ...]) -> None:
    url = "https://judge.u-aizu.ac.jp/onlinejudge/description.jsp?id=CGL_1_A&lang=en"
    text = text_of(parse("aizu", "description", url, saved_page(samples)))
    assert (text.key, text.title, text.samples, text.limits) == ("aizu/CGL_1_A", "Sum", samples, Limits(10**9, 128 << 20))


def test_a_damaged_page_is_never_half_a_problem() -> None:
    url = "https://judge.u-aizu.ac.jp/onlinejudge/description.jsp?id=CGL_1_A"
    assert damaged_at_most_whole("aizu", "description", url, saved_page(SAMPLES)) >= 8


@pytest.mark.parametrize(
    "changes",
    [
        {"html": "<h1>Sum</h1><p>Add.</p>"},
        {"html": "<h1>Sum</h1><h2>Sample Input</h2><pre>1</pre>"},
        {"html": "<p>Add.</p><h2>Sample Input</h2><pre>1</pre><h2>Sample Output</h2><pre>1</pre>"},
        {"html": ""},
        {"html": None},
        {"time_limit": None},
        {"time_limit": 0},
        {"memory_limit": "much"},
        {"problem_id": 5},
    ],
)
def test_half_a_description_is_none(changes: dict[str, Any]) -> None:
    with pytest.raises(MarkupChanged):
        parse("aizu", "description", URL, description(**changes))


def test_an_interactive_problem_needs_no_samples() -> None:
    text = text_of(parse("aizu", "description", URL, description(html="<h1>Guess</h1><p>This is an interactive problem.</p>")))
    assert text.interactive


ROWS = [{"id": "ITP1_1_A", "name": "Hello"}, {"id": "0007", "name": "Debt"}]


def test_problems_lead_to_everything_that_belongs_to_them() -> None:
    parsed = parse("aizu", "problems", "u", json.dumps(ROWS), context={"page": "0"})
    assert parsed.pieces[1] == ProblemFacts(key="aizu/0007", title="Debt", source=Source.AIZU)
    assert [request.kind for request in parsed.follow] == ["description", "header", "solutions", "records"] * 2
    assert parse("aizu", "volume", "u", json.dumps({"volumeId": 0, "problems": ROWS})) == parsed
    full = parse("aizu", "problems", "u", json.dumps(ROWS * 500), context={"page": "2"})
    assert dict(full.follow[0].context) == {"page": "3"}


def test_without_dates_nothing_is_new_enough() -> None:
    parsed = parse("aizu", "problems", "u", json.dumps(ROWS), Scope(since=date(2020, 1, 1)), context={"page": "0"})
    assert (parsed.pieces, parsed.follow) == ((), ())
    assert [(one.reason, one.count) for one in parsed.rejections] == [("date_unknown", 2)]


def test_tests_of_the_judge() -> None:
    header = {"problemId": "0007", "headers": [{"serial": 1, "name": "a"}, {"serial": 2, "name": "b"}]}
    parsed = parse("aizu", "header", "u", json.dumps(header))
    assert [request.url for request in parsed.follow] == [f"https://judgedat.u-aizu.ac.jp/testcases/0007/{n}" for n in (1, 2)]
    test = {"problemId": "0007", "serial": 1, "in": "3\r\n1 2 3\r\n", "out": "6\n"}
    assert parse("aizu", "test", "u", json.dumps(test)).pieces == (HiddenTests(key="aizu/0007", tests=(SAMPLES[0],)),)


CUT = "1 1 1..... (terminated because of the limitation)\n"
TEXTS = "https://judgedat.u-aizu.ac.jp/testcases/0007/12"


def test_what_is_cut_of_a_test_is_asked_for_by_itself() -> None:
    test = {"problemId": "0007", "serial": 12, "in": CUT, "out": "6\r\n"}
    parsed = parse("aizu", "test", TEXTS, json.dumps(test))
    assert parsed.pieces == (HalfTest(key="aizu/0007", test="12", is_output=True, text="6\n"),)
    assert [(request.kind, request.url) for request in parsed.follow] == [("text", f"{TEXTS}/in")]
    both = parse("aizu", "test", TEXTS, json.dumps(test | {"out": CUT}))
    assert (both.pieces, [request.url for request in both.follow]) == ((), [f"{TEXTS}/in", f"{TEXTS}/out"])


@few
@given(texts, st.booleans())
def test_a_text_of_a_test_comes_back_byte_for_byte(text: str, is_output: bool) -> None:
    url = f"{TEXTS}/{'out' if is_output else 'in'}"
    body = text.replace("\n", "\r\n")
    (piece,) = parse("aizu", "text", url, body, content_type="text/plain;charset=UTF-8").pieces
    assert piece == HalfTest(key="aizu/0007", test="12", is_output=is_output, text=text)


@few
@given(st.binary(max_size=40), st.sampled_from(["", "text/plain", "text/plain; charset=utf-16", "application/octet-stream"]))
def test_any_bytes_are_a_text_of_a_test_or_refused(body: bytes, content_type: str) -> None:
    with contextlib.suppress(MarkupChanged):
        assert len(parse("aizu", "text", f"{TEXTS}/in", body, content_type=content_type).pieces) == 1


def test_a_text_that_is_cut_all_the_same_is_refused() -> None:
    (refusal,) = parse("aizu", "text", f"{TEXTS}/in", CUT, content_type="text/plain").rejections
    assert (refusal.problem, refusal.reason, refusal.subject) == ("aizu/0007", "truncated_test", "test")


@pytest.mark.parametrize(
    ("url", "body", "content_type"),
    [
        (f"{TEXTS}/in", "<h1>We are being repaired</h1>", "text/html; charset=utf-8"),
        (f"{TEXTS}/in", b"\xff\xfe\xff", "text/plain"),
        (TEXTS, "1\n", "text/plain"),
        (f"{TEXTS}/inn", "1\n", "text/plain"),
    ],
)
def test_what_is_no_text_of_a_test_is_none(url: str, body: str | bytes, content_type: str) -> None:
    with pytest.raises(MarkupChanged):
        parse("aizu", "text", url, body, content_type=content_type)


@few
@given(texts, texts)
def test_a_test_of_the_judge_comes_back_byte_for_byte(first: str, second: str) -> None:
    record = {"problemId": "0007", "serial": 1, "in": first, "out": second}
    (piece,) = parse("aizu", "test", "u", json.dumps(record)).pieces
    assert isinstance(piece, HiddenTests)
    assert piece.tests == (Test(first, second),)


def record(number: int, **changes: Any) -> dict[str, Any]:
    return {"judgeId": number, "userId": "ada", "problemId": "0007", "language": "C++17", "status": 4} | changes


def test_records_lead_to_programs_and_the_rest_is_counted() -> None:
    rows = [
        record(1),
        record(2, status=1),
        record(3, language="Ruby"),
        record(4, status=8),
        record(5, policy="private"),
        record(6, status=77),
    ]
    parsed = parse("aizu", "records", "u", json.dumps(rows), context={"page": "0", "problem": "0007"})
    assert [request.url for request in parsed.follow] == [f"https://judgeapi.u-aizu.ac.jp/reviews/{n}" for n in (1, 2)]
    assert [dict(request.context)["verdict"] for request in parsed.follow] == ["AC", "WA"]
    assert sorted((one.reason, one.detail) for one in parsed.rejections) == [
        ("language_unknown", "Ruby"),
        ("source_not_public", "private"),
        ("verdict_without_label", "PE"),
        ("verdict_without_label", "status 77"),
    ]


def test_accepted_programs_of_both_lists_are_asked_for_once() -> None:
    solution = {key: value for key, value in record(1, policy="public").items() if key != "status"}
    known = {"page": "0", "problem": "0007"}
    first = parse("aizu", "solutions", "u", json.dumps([solution]), context=known)
    assert first.follow == parse("aizu", "records", "u", json.dumps([record(1)]), context=known).follow
    full = parse("aizu", "records", "u", json.dumps([record(n) for n in range(100)]), context=known)
    assert full.follow[-1].url == "https://judgeapi.u-aizu.ac.jp/submission_records/problems/0007?page=1&size=100"


@few
@given(texts.filter(lambda text: text.strip()))
def test_a_program_comes_back_byte_for_byte(source: str) -> None:
    known = {"author": "ada", "key": "aizu/0007", "language": "Python3", "verdict": "RE"}
    review = {"judgeId": 5, "userId": "ada", "problemId": "0007", "language": "Python3", "sourceCode": source}
    (piece,) = parse("aizu", "review", "https://judgeapi.u-aizu.ac.jp/reviews/5", json.dumps(review), context=known).pieces
    assert isinstance(piece, Submission)
    assert (piece.solution.source, piece.solution.language, piece.identifier) == (source, Language.PYTHON3, "5")
    assert piece.solution.label is Label.RUN_TIME_ERROR


def test_a_program_that_is_not_public_is_refused() -> None:
    known = {"author": "ada", "key": "aizu/0007", "language": "C", "verdict": "AC"}
    review = {"judgeId": 5, "problemId": "0007", "policy": "private"}
    parsed = parse("aizu", "review", "u", json.dumps(review), context=known)
    assert [(one.reason, one.problem) for one in parsed.rejections] == [("source_not_public", "aizu/0007")]
    with pytest.raises(MarkupChanged):
        parse("aizu", "review", "u", json.dumps(review | {"sourceCode": PROGRAM}))


def test_the_first_requests_follow_the_scope() -> None:
    assert [request.kind for request in SITES["aizu"].start(Scope())] == ["problems"]
    volumes = SITES["aizu"].start(Scope(contests=("0", "ITP1")))
    assert [request.url.rpartition("/")[2] for request in volumes] == ["0", "ITP1"]

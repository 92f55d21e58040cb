"""Kattis' pages and archives of samples."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from hypothesis import given

from pipelines.scrapers.kattis import MAX_MEMBER_BYTES, MAX_MEMBERS
from pipelines.scrapers.records import HiddenTests, Parsed, ProblemFacts, Scope
from pipelines.scrapers.site import MarkupChanged
from pipelines.scrapers.table import SITES
from schemas.problem import Difficulty, Limits, Test
from tests.pipelines.scrapers.kattis_markup import KATTIS_LAYOUTS
from tests.pipelines.scrapers.parsing import damaged_at_most_whole, parse, sample_lists, text_of
from tests.pipelines.scrapers.sheets import SAMPLES, Sheet
from tests.pipelines.scrapers.site_markup import kattis_page
from tests.pipelines.strategies import few

URL = "https://open.kattis.com/problems/sumofnumbers"
ZIP = f"{URL}/file/statement/samples.zip"
SHEET = Sheet(title="Sum of Numbers", time="1 second", memory="1024 MB")


@pytest.mark.parametrize("layout", KATTIS_LAYOUTS)
@few
@given(samples=sample_lists)
def test_samples_come_back_byte_for_byte_in_every_layout(layout: str, samples: tuple[Test, ...]) -> None:
    page = KATTIS_LAYOUTS[layout](Sheet(title="Sum", time="1 second", memory="1024 MB", samples=samples))
    assert text_of(parse("kattis", "problem", URL, page)).samples == samples


@pytest.mark.parametrize("layout", KATTIS_LAYOUTS)
def test_a_page_is_read_whole(layout: str) -> None:
    parsed = parse("kattis", "problem", URL, KATTIS_LAYOUTS[layout](SHEET))
    text = text_of(parsed)
    assert (text.key, text.title, text.samples) == ("kattis/sumofnumbers", "Sum of Numbers", SAMPLES)
    assert text.limits == Limits(1_000_000_000, 1 << 30)
    assert text.description.startswith("Given n numbers (1 ≤ n ≤ 2·10^5), find a pair with a_i + a_j = 10^9.")
    assert parsed.pieces[1] == ProblemFacts(key=text.key, difficulty=Difficulty["EASY"])
    assert [(request.kind, request.url) for request in parsed.follow] == [("samples", ZIP)]


def test_a_problem_of_a_contest_and_a_sample_without_output() -> None:
    page = kattis_page(Sheet(title="Problem A - Sum", time="2 seconds", memory="256 MB", samples=(Test("a<<\n", ""),)))
    text = text_of(parse("kattis", "problem", "https://open.kattis.com/contests/abc123/problems/sum", page))
    assert (text.key, text.title, text.samples) == ("kattis/sum", "Problem A - Sum", (Test("a<<\n", ""),))


def test_a_list_of_problems_that_is_no_table_is_read() -> None:
    rows = "".join(f'<li><a href="/problems/{name}">{name}</a> 5.9 Hard</li>' for name in ("one", "two"))
    parsed = parse("kattis", "problems", "u", f"<html><ul>{rows}</ul></html>", context={"page": "0"})
    assert parsed.pieces == tuple(ProblemFacts(key=f"kattis/{name}", difficulty=Difficulty["HARD"]) for name in ("one", "two"))


@pytest.mark.parametrize("cells", ["<td><pre>1</pre><pre>2</pre></td>", "<td></td><td><pre>2</pre></td>"])
def test_a_sample_that_is_not_an_input_and_an_output_is_changed_markup(cells: str) -> None:
    table = f'<table class="sample"><tr>{cells}</tr></table>'
    page = kattis_page(Sheet(title="Sum", time="1 second", memory="1 MB", extra=(table,)))
    with pytest.raises(MarkupChanged, match=r"table\.sample td pre"):
        parse("kattis", "problem", URL, page)


def test_an_interactive_problem_needs_no_samples() -> None:
    table = '<table class="sample"><tr><th>Read</th><th>Sample Interaction 1</th><th>Write</th></tr></table>'
    talk = ("<h2>Interaction</h2><p>Guess.</p>", table, '<div class="sampleinteractionread">lower</div>')
    parsed = parse(
        "kattis", "problem", URL, kattis_page(Sheet(title="Guess", time="1 second", memory="1 MB", samples=(), extra=talk))
    )
    assert text_of(parsed).interactive
    assert parsed.follow == ()
    with pytest.raises(MarkupChanged):
        parse("kattis", "problem", URL, kattis_page(Sheet(title="Guess", time="1 second", memory="1 MB", samples=())))


@pytest.mark.parametrize("layout", KATTIS_LAYOUTS)
def test_a_damaged_page_is_never_half_a_problem(layout: str) -> None:
    assert damaged_at_most_whole("kattis", "problem", URL, KATTIS_LAYOUTS[layout](SHEET), may_be_empty="pre") >= 6


def archive(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", method) as writer:
        for name, content in members.items():
            writer.writestr(name, content)
    return data.getvalue()


def samples(data: bytes) -> Parsed:
    return parse("kattis", "samples", ZIP, data, context={"key": "kattis/sumofnumbers"}, content_type="application/zip")


@few
@given(tests=sample_lists)
def test_samples_of_an_archive_come_back_byte_for_byte(tests: tuple[Test, ...]) -> None:
    members = {
        f"{n}.{suffix}": text.encode()
        for n, test in enumerate(tests)
        for suffix, text in (("in", test.input), ("ans", test.output))
    }
    assert samples(archive({"readme.txt": b"", **members})).pieces == (HiddenTests(key="kattis/sumofnumbers", tests=tests),)


def test_a_sample_without_an_answer_or_of_other_bytes_is_refused_alone() -> None:
    parsed = samples(archive({"1.in": b"1\n", "2.in": b"\xff\n", "2.ans": b"2\n", "3.in": b"3\n", "3.ans": b"3\r\n"}))
    assert parsed.pieces == (HiddenTests(key="kattis/sumofnumbers", tests=(Test("3\n", "3\n"),)),)
    assert [(one.reason, one.detail) for one in parsed.rejections] == [("test_without_answer", "1.in"), ("not_utf8", "2.in")]


@pytest.mark.parametrize("name", ["../1.in", "/etc/1.in", "a/../../1.in", "..\\1.in", "C:\\1.in"])
def test_an_archive_with_a_name_that_climbs_out_is_not_read(name: str) -> None:
    with pytest.raises(MarkupChanged, match="leads out"):
        samples(archive({"1.in": b"1\n", "1.ans": b"1\n", name: b"2\n"}))


def test_an_archive_that_unpacks_to_too_much_is_not_read() -> None:
    with pytest.raises(MarkupChanged, match="more than"):
        samples(archive({"1.in": b"0" * (MAX_MEMBER_BYTES + 1), "1.ans": b"1\n"}))
    with pytest.raises(MarkupChanged, match="members"):
        samples(archive({f"{number}.in": b"" for number in range(MAX_MEMBERS + 1)}, zipfile.ZIP_STORED))


def test_an_archive_that_lies_about_its_sizes_is_not_read() -> None:
    data = archive({"1.in": b"0" * (MAX_MEMBER_BYTES + 1), "1.ans": b"1\n"})
    honest, small = (MAX_MEMBER_BYTES + 1).to_bytes(4, "little"), (10).to_bytes(4, "little")
    assert honest in data
    with pytest.raises(MarkupChanged):
        samples(data.replace(honest, small))


@pytest.mark.parametrize(
    "data",
    [b"", b"PK", b"PK\x05\x06" + b"\0" * 18, b"<html></html>", archive({"a.txt": b"1"}), archive({"1.in": b"1"})[:-9]],
    ids=["nothing", "two letters", "no members", "a page", "no sample", "cut off"],  # an archive knows what time it is
)
def test_what_is_no_archive_of_samples_is_not_one_without_any(data: bytes) -> None:
    with pytest.raises(MarkupChanged):
        samples(data)


def problems_page(names: tuple[str, ...], next_page: int = 0) -> str:
    rows = "".join(
        f'<tr><td><a href="/problems/{name}">{name}</a></td><td><span class="difficulty_number">5.9</span> Hard</td></tr>'
        for name in names
    )
    return f'<html><table class="table2"><tbody>{rows}</tbody></table><a href="/problems?page={next_page}">next</a></html>'


def test_lists_of_problems_page_by_page() -> None:
    parsed = parse("kattis", "problems", "u", problems_page(("one", "two"), 1), context={"page": "0"})
    assert parsed.pieces == tuple(ProblemFacts(key=f"kattis/{name}", difficulty=Difficulty["HARD"]) for name in ("one", "two"))
    assert [request.kind for request in parsed.follow] == ["problem", "problem", "problems"]
    last = parse("kattis", "problems", "u", problems_page(("one",), 3), context={"page": "3"})
    assert [request.kind for request in last.follow] == ["problem"]
    dated = parse("kattis", "problems", "u", problems_page(("one",)), Scope(since=date(2020, 1, 1)), context={"page": "0"})
    assert (dated.pieces, [one.reason for one in dated.rejections]) == ((), ["date_unknown"])
    with pytest.raises(MarkupChanged):
        parse("kattis", "problems", "u", problems_page(()), context={"page": "0"})


def test_what_is_no_statement_is_refused_with_a_reason() -> None:
    pdf = parse("kattis", "problem", URL, '<html><object data="statement.pdf"></object></html>')
    assert [one.reason for one in pdf.rejections] == ["statement_in_pdf"]
    login = parse("kattis", "problem", URL, "<html></html>", at="https://open.kattis.com/login?next=x")
    assert [one.reason for one in login.rejections] == ["login_needed"]


def test_the_first_requests_follow_the_scope() -> None:
    assert [request.url for request in SITES["kattis"].start(Scope())] == ["https://open.kattis.com/problems?page=0"]
    named = SITES["kattis"].start(Scope(contests=("abc123", "1550")))
    assert [request.url for request in named] == ["https://open.kattis.com/contests/abc123/problems"]

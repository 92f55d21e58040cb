"""Codeforces' pages and answers."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.scrapers.codeforces.submission_page import SHORTEST_CUT, is_cut
from pipelines.scrapers.records import Parsed, ShownTest, Submission
from pipelines.scrapers.site import MarkupChanged
from schemas.language import Language
from schemas.problem import Label, Limits, Test
from tests.pipelines.scrapers.codeforces_markup import (
    CODEFORCES_LAYOUTS,
    codeforces_page,
    codeforces_statement,
    codeforces_submission,
    sgu_page,
)
from tests.pipelines.scrapers.parsing import damaged_at_most_whole, parse, sample_lists, text_of, texts
from tests.pipelines.scrapers.sheets import PROGRAM, SAMPLES, Sheet, plain_pre
from tests.pipelines.strategies import few

URL = "https://codeforces.com/contest/7/problem/A"
SUBMISSION = "https://codeforces.com/contest/7/submission/99"


def problem(sheet: Sheet, layout: str = "plain", url: str = URL) -> Any:
    return text_of(
        parse("codeforces", "problem", url, codeforces_page(codeforces_statement(sheet, CODEFORCES_LAYOUTS[layout])))
    )


@pytest.mark.parametrize("layout", CODEFORCES_LAYOUTS)
@few
@given(samples=sample_lists)
def test_samples_come_back_byte_for_byte_in_every_layout(layout: str, samples: tuple[Test, ...]) -> None:
    assert problem(Sheet(samples=samples), layout).samples == samples


@few
@given(texts)
def test_a_sample_without_a_newline_at_its_end_gets_none(text: str) -> None:
    sample = Test(text.removesuffix("\n"), text)
    assert problem(Sheet(samples=(sample,)), "br").samples == (sample,)
    assert problem(Sheet(samples=(sample,)), "plain").samples == (sample,)


def test_a_problem_page_is_read_whole() -> None:
    text = problem(Sheet(source="input.txt", target="standard output"))
    assert text.key == "codeforces/7/A"
    assert text.title == "A. Sum of Numbers"
    assert text.limits == Limits(2_000_000_000, 256 << 20)
    assert (text.input_file, text.output_file) == ("input.txt", "")
    assert "Given n numbers (1 ≤ n ≤ 2·10^5), find a pair with a_i + a_j = 10^9." in text.description
    assert "Input\n\nFirst n, then the numbers." in text.description
    assert "Examples\n\nInput\n\n3\n1 2 3\n\nOutput\n\n6" in text.description
    assert text.description.endswith("Note\n\nSee [image]")
    assert "Copy" not in text.description
    assert not text.interactive


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://codeforces.com/problemset/problem/1550/A?locale=en", "codeforces/1550/A"),
        ("https://codeforces.com/contest/1550/problem/B1", "codeforces/1550/B1"),
        ("https://codeforces.com/gym/101991/problem/E", "codeforces/101991/E"),
        ("https://codeforces.com/group/MWSDmqGsZm/contest/219856/problem/A", "codeforces/219856/A"),
    ],
)
def test_every_address_of_a_problem_gives_its_key(url: str, key: str) -> None:
    assert problem(Sheet(), url=url).key == key


@pytest.mark.parametrize(
    ("time", "memory", "limits"),
    [
        ("1 second", "64 megabytes", Limits(1_000_000_000, 64 << 20)),
        ("0.5 seconds", "1024 megabytes", Limits(500_000_000, 1 << 30)),
        ("2.5 секунды", "512 мегабайт", Limits(2_500_000_000, 512 << 20)),
        ('<span class="tex-font-style-bf">3 seconds</span>', "4096 KB", Limits(3_000_000_000, 4 << 20)),
        ("500 ms", "262144 kilobytes", Limits(500_000_000, 256 << 20)),
    ],
)
def test_limits_are_read_in_every_unit(time: str, memory: str, limits: Limits) -> None:
    assert problem(Sheet(time=time, memory=memory)).limits == limits


@pytest.mark.parametrize("time", ["soon", "0 seconds", "second", "-", "9" * 30 + " seconds"])
def test_a_limit_that_is_none_is_refused(time: str) -> None:
    with pytest.raises(MarkupChanged):
        problem(Sheet(time=time))


def test_a_russian_page_is_read_like_an_english_one() -> None:
    interaction = '<div><div class="section-title">Протокол взаимодействия</div><p>Сначала прочитайте $$$n$$$.</p></div>'
    text = problem(Sheet(source="стандартный ввод", target="стандартный вывод", samples=(), extra=(interaction,)))
    assert text.interactive
    assert (text.samples, text.input_file, text.output_file) == ((), "", "")


def test_an_interactive_problem_needs_no_sample_and_keeps_those_it_has() -> None:
    interaction = '<div class="input-specification"><div class="section-title">Interaction</div><p>Ask.</p></div>'
    assert problem(Sheet(samples=(), extra=(interaction,))).interactive
    assert problem(Sheet(extra=(interaction,))).samples == SAMPLES
    with pytest.raises(MarkupChanged, match="sample"):
        problem(Sheet(samples=()))


def test_formulas_that_the_browser_has_drawn_are_read_once() -> None:
    drawn = (
        '<p>At most <span class="MathJax_Preview"><span class="MJXp-math">a5</span></span><span class="MathJax"><nobr>a5</nobr>'
        '</span><script type="math/tex">a_i \\le 5</script>; <img class="tex-formula" src="x.png" alt="$$$b^{2}$$$">; '
        '<span class="tex-span"><i>n</i> ≤ 10<sup class="upper-index">5</sup></span></p>'
    )
    assert "At most a_i ≤ 5; b^2; n ≤ 10^5" in problem(Sheet(body=drawn)).description


def test_no_break_spaces_and_entities() -> None:
    page = codeforces_page(codeforces_statement(Sheet())).replace("6\n</pre>", "&gt;&gt;&amp;&nbsp;&quot;&#39;\n&nbsp;\n</pre>")
    assert text_of(parse("codeforces", "problem", URL, page)).samples[0].output == ">>& \"'\n \n"


def test_a_page_with_all_problems_of_a_contest() -> None:
    sheets = [Sheet(title=f"{letter}. Sum", samples=SAMPLES[:1]) for letter in "ABC"]
    page = codeforces_page(*(codeforces_statement(sheet) for sheet in sheets))
    url = "https://codeforces.com/contest/7/problems"
    assert [piece.key for piece in parse("codeforces", "problemset", url, page).pieces] == [f"codeforces/7/{x}" for x in "ABC"]
    without = page.replace("problemindex=", "data-x=")
    assert parse("codeforces", "problemset", url, without) == parse("codeforces", "problemset", url, page)
    with pytest.raises(MarkupChanged):
        parse("codeforces", "problemset", url, page.replace('class="memory-limit"', "", 1))


@pytest.mark.parametrize("in_table", [True, False])
@few
@given(samples=sample_lists)
def test_the_archive_of_sgu(in_table: bool, samples: tuple[Test, ...]) -> None:
    page = sgu_page(Sheet(title="123. The sum", time="0.25 sec.", memory="4096 KB", samples=samples), in_table)
    text = text_of(parse("codeforces", "problem", "https://codeforces.com/problemsets/acmsguru/problem/99999/123", page))
    assert (text.key, text.title, text.samples) == ("codeforces/acmsguru/123", "123. The sum", samples)
    assert text.limits == Limits(250_000_000, 4 << 20)


def test_the_list_of_the_archive_leads_to_its_problems() -> None:
    rows = "".join(
        f'<tr><td><a href="/problemsets/acmsguru/problem/99999/{n}">{n}</a></td>'
        f'<td><a href="/problemsets/acmsguru/problem/99999/{n}">Name {n}</a></td></tr>'
        for n in (100, 101)
    )
    page = f'<table class="problems">{rows}</table>'
    parsed = parse("codeforces", "archive", "https://codeforces.com/problemsets/acmsguru", page)
    assert [piece.key for piece in parsed.pieces] == ["codeforces/acmsguru/100", "codeforces/acmsguru/101"]
    assert [request.kind for request in parsed.follow] == ["problem", "problem"]


@pytest.mark.parametrize("layout", ["plain", "lines"])
def test_a_damaged_page_is_never_half_a_problem(layout: str) -> None:
    page = codeforces_page(codeforces_statement(Sheet(), CODEFORCES_LAYOUTS[layout]))
    page = (
        page.replace('<ul class="menu-list">', '<ul class="menu-list">'.join(["", ""])).replace("<li>", "").replace("</li>", "")
    )
    assert damaged_at_most_whole("codeforces", "problem", URL, page) >= 15


def test_what_is_no_statement_is_refused_with_a_reason() -> None:
    def reasons(body: str | bytes, at: str = "") -> list[str]:
        return [one.reason for one in parse("codeforces", "problem", URL, body, at=at).rejections]

    assert reasons(b"%PDF-1.4 ...") == ["statement_in_pdf"]
    assert reasons('<html><embed type="application/pdf" src="a.pdf"></html>') == ["statement_in_pdf"]
    assert reasons("<html><form id=enterForm></form></html>", at="https://codeforces.com/enter?back=%2F") == ["login_needed"]
    assert reasons('<html><form><input name="password" type="password"></form></html>') == ["login_needed"]
    with pytest.raises(MarkupChanged, match="problem-statement"):
        reasons("<html><body>Codeforces</body></html>")


@pytest.mark.parametrize("rows", [False, True])
@few
@given(source=texts.filter(lambda text: text.strip()), shown=st.lists(st.builds(Test, texts, texts), max_size=3).map(tuple))
def test_a_submission_comes_back_byte_for_byte(rows: bool, source: str, shown: tuple[Test, ...]) -> None:
    parsed = parse("codeforces", "submission", SUBMISSION, codeforces_submission(source, shown, rows=rows))
    (piece,) = parsed.pieces
    assert isinstance(piece, Submission)
    assert piece.solution.source == source
    assert piece.shown == tuple(ShownTest(test.input, test.output) for test in shown)
    assert (piece.key, piece.identifier, piece.solution.author) == ("codeforces/7/A", "99", "ada")
    assert (piece.solution.language, piece.solution.label) == (Language.CPP, Label.CORRECT)


def submission(**changes: Any) -> Parsed:
    page = codeforces_submission(PROGRAM, SAMPLES, **changes)
    return parse("codeforces", "submission", SUBMISSION, page)


@pytest.mark.parametrize(
    ("verdict", "label"),
    [
        ("Accepted", Label.CORRECT),
        ("Wrong answer on test 2", Label.WRONG_ANSWER),
        ("Time limit exceeded on test 5", Label.TIME_LIMIT_EXCEEDED),
        ("Runtime error on pretest 1", Label.RUN_TIME_ERROR),
        ("Memory limit exceeded on test 3", Label.INCORRECT),
        ("Hacked", Label.INCORRECT),
        ("Полное решение", Label.CORRECT),
        ("Неправильный ответ на тесте 3", Label.WRONG_ANSWER),
    ],
)
def test_verdicts(verdict: str, label: Label) -> None:
    (piece,) = submission(verdict=verdict).pieces
    assert isinstance(piece, Submission)
    assert piece.solution.label is label


@pytest.mark.parametrize(
    "verdict", ["Compilation error", "Skipped", "Judgement failed", "In queue", "Presentation error on test 1", "?"]
)
def test_a_verdict_that_says_nothing_of_the_program_is_refused(verdict: str) -> None:
    (rejection,) = submission(verdict=verdict).rejections
    assert (rejection.reason, rejection.problem, rejection.detail) == ("verdict_without_label", "codeforces/7/A", verdict)


def test_a_language_that_is_none_of_ours_is_refused() -> None:
    (rejection,) = submission(language="Kotlin 1.9").rejections
    assert (rejection.reason, rejection.detail) == ("language_unknown", "Kotlin 1.9")


def test_what_the_interface_said_goes_before_what_the_page_says() -> None:
    page = codeforces_submission(PROGRAM, (), verdict="Полное решение", language="GNU C++17 (на сайте)")
    known = {"author": "bob", "key": "codeforces/7/A", "language": "PyPy 3-64", "verdict": "WRONG_ANSWER"}
    (piece,) = parse("codeforces", "submission", SUBMISSION, page, context=known).pieces
    assert isinstance(piece, Submission)
    assert (piece.solution.author, piece.solution.language) == ("bob", Language.PYPY3)
    without_table = page.replace("datatable", "x")
    assert parse("codeforces", "submission", SUBMISSION, without_table, context=known).pieces == (piece,)
    with pytest.raises(MarkupChanged):
        parse("codeforces", "submission", SUBMISSION, without_table)


def test_a_test_that_the_page_cuts_is_told_apart_from_dots_of_its_own() -> None:
    cut, dots = Test("1 " * 200 + "...\n", "5\n"), Test("3\n...\n#..\n...\n", "...\n")
    (piece,) = parse("codeforces", "submission", SUBMISSION, codeforces_submission(PROGRAM, (cut, dots))).pieces
    assert isinstance(piece, Submission)
    assert [test.truncated for test in piece.shown] == [True, False]
    assert is_cut("x" * (SHORTEST_CUT - 3) + "...")
    assert not is_cut("x" * SHORTEST_CUT + "..")


def test_a_run_that_timed_out_has_no_answer_and_is_counted() -> None:
    page = codeforces_submission(PROGRAM, SAMPLES).replace("file answer-view", "file x", 1)
    parsed = parse("codeforces", "submission", SUBMISSION, page)
    (piece,) = parsed.pieces
    assert isinstance(piece, Submission)
    assert [test.input for test in piece.shown] == [SAMPLES[1].input]
    assert [(one.reason, one.count) for one in parsed.rejections] == [("test_without_answer", 1)]


def test_the_answer_in_json_says_the_same_as_the_page() -> None:
    record = {
        "source": PROGRAM.replace("\n", "\r\n"),
        "verdict": "<span class='verdict-accepted'>Accepted</span>",
        "testCount": "2",
    }
    for number, test in enumerate(SAMPLES, 1):
        record |= {
            f"input#{number}": test.input.replace("\n", "\r\n"),
            f"answer#{number}": test.output,
            f"verdict#{number}": "OK",
        }
    known = {"author": "ada", "key": "codeforces/7/A", "language": "GNU C++17"}
    parsed = parse("codeforces", "submission", SUBMISSION, json.dumps(record), context=known)
    assert parsed == parse("codeforces", "submission", SUBMISSION, codeforces_submission(PROGRAM, SAMPLES))


def test_sheets_are_what_they_seem() -> None:
    """The layouts of the fixtures differ, and none is the plain one by accident."""
    drawn = {name: codeforces_statement(dataclasses.replace(Sheet()), pre) for name, pre in CODEFORCES_LAYOUTS.items()}
    assert len(set(drawn.values())) == len(CODEFORCES_LAYOUTS)
    assert plain_pre("a<b") == "<pre>\na&lt;b</pre>"

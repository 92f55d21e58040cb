"""AtCoder's pages, and the lists of AtCoder Problems."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given

from pipelines.scrapers.atcoder.lists import squeezed
from pipelines.scrapers.records import Parsed, ProblemFacts, ProblemText, Scope, Submission
from pipelines.scrapers.site import MarkupChanged
from pipelines.scrapers.table import SITES
from schemas.language import Language
from schemas.problem import Difficulty, Label, Limits, Source, Test
from tests.pipelines.scrapers.parsing import damaged_at_most_whole, parse, sample_lists, text_of, texts
from tests.pipelines.scrapers.sheets import PROGRAM, SAMPLES, Sheet
from tests.pipelines.scrapers.site_markup import atcoder_page
from tests.pipelines.strategies import few

URL = "https://atcoder.jp/contests/abc001/tasks/abc001_a"
SHEET = Sheet(title="A - Sum", time="2 sec", memory="1024 MB", body="<p>Add <var>a_i \\times 10^{9}</var>.</p>")


def task(html: str) -> ProblemText:
    return text_of(parse("atcoder", "task", URL, html))


@pytest.mark.parametrize("page", ["both", "japanese", "old"])
@few
@given(samples=sample_lists)
def test_samples_come_back_byte_for_byte_in_every_layout(page: str, samples: tuple[Test, ...]) -> None:
    sheet = Sheet(title="A - Sum", time="2 sec", memory="256 MB", samples=samples)
    assert task(atcoder_page(sheet, english=page == "both", old=page == "old")).samples == samples


def test_a_page_in_both_languages() -> None:
    text = task(atcoder_page(SHEET))
    assert (text.key, text.title) == ("atcoder/abc001_a", "A - Sum")
    assert text.limits == Limits(2_000_000_000, 1 << 30)
    assert text.samples == SAMPLES
    assert text.description.startswith("Problem Statement\n\nAdd a_i × 10^9.\n\nConstraints\n\n- 1 ≤ N ≤ 10^5")
    assert "Input\n\nN\nA_1 ... A_N\n\nOutput" in text.description
    assert text.untranslated.startswith("問題文")
    assert "制約" in text.untranslated


def test_a_page_in_japanese_alone_is_described_in_japanese() -> None:
    text = task(atcoder_page(SHEET, english=False))
    assert text.description.startswith("問題文")
    assert text.untranslated == ""


def test_formulas_that_the_browser_has_drawn_are_read_once() -> None:
    drawn = (
        '<p><var><span class="katex"><span class="katex-mathml"><math><semantics><mrow><mi>a</mi></mrow><annotation '
        'encoding="application/x-tex">a_i \\leq 5</annotation></semantics></math></span>'
        '<span class="katex-html">ai≤5</span></span></var></p>'
    )
    assert (
        "Problem Statement\n\na_i ≤ 5\n\n"
        in task(atcoder_page(Sheet(title="A - Sum", time="2 sec", memory="1 MiB", body=drawn))).description
    )


def test_buttons_beside_headings_and_samples_are_not_read() -> None:
    page = atcoder_page(SHEET).replace(
        "Sample Input 1</h3>",
        'Sample Input 1<span class="btn btn-copy">Copy</span></h3><div class="div-btn-copy"><span>Copy</span></div>',
    )
    assert task(page).samples == SAMPLES
    assert "Copy" not in task(page).description


@pytest.mark.parametrize(
    ("line", "limits"),
    [
        ("Time Limit: 2 sec / Memory Limit: 976 MiB", Limits(2_000_000_000, 976 << 20)),
        ("実行時間制限: 2.525 sec / メモリ制限: 256 MB", Limits(2_525_000_000, 256 << 20)),
        ("Time limit : 500msec / Memory limit : 64KB", Limits(500_000_000, 64 << 10)),
    ],
)
def test_limits_in_both_languages(line: str, limits: Limits) -> None:
    page = atcoder_page(SHEET).replace("Time Limit: 2 sec / Memory Limit: 1024 MB", line)
    assert task(page).limits == limits


def test_an_interactive_task_needs_no_samples() -> None:
    sheet = Sheet(
        title="F - Guess", time="2 sec", memory="256 MB", samples=(), body="<p>This is an interactive task, where you ask.</p>"
    )
    assert task(atcoder_page(sheet)).interactive
    with pytest.raises(MarkupChanged, match="Sample Input"):
        task(atcoder_page(Sheet(title="F - Guess", time="2 sec", memory="256 MB", samples=())))


@pytest.mark.parametrize("old", [False, True])
def test_a_damaged_page_is_never_half_a_problem(old: bool) -> None:
    assert damaged_at_most_whole("atcoder", "task", URL, atcoder_page(SHEET, japanese=old, english=not old, old=old)) >= 10


def test_what_is_no_statement_is_refused_with_a_reason() -> None:
    login = parse(
        "atcoder", "task", URL, "<html><form><input type='password'></form></html>", at="https://atcoder.jp/login?continue=x"
    )
    assert [one.reason for one in login.rejections] == ["login_needed"]
    pdf = (
        '<p>Time Limit: 2 sec / Memory Limit: 1 MB</p><span class="h2">A - X</span>'
        '<div id="task-statement"><iframe src="/a.pdf"></iframe></div>'
    )
    assert [one.reason for one in parse("atcoder", "task", URL, pdf).rejections] == ["statement_in_pdf"]
    with pytest.raises(MarkupChanged, match="task-statement"):
        parse("atcoder", "task", URL, "<html><title>404 Not Found</title></html>")


CONTESTS = [
    {"id": "abc001", "start_epoch_second": 1_600_000_000, "duration_second": 6000, "title": "ABC 1", "rate_change": "-"},
    {"id": "abc002", "start_epoch_second": 1_700_000_000, "duration_second": 6000, "title": "ABC 2", "rate_change": "-"},
    {"id": "practice", "start_epoch_second": 0, "duration_second": 10**12, "title": "practice", "rate_change": "-"},
]


def contests(scope: Scope) -> Parsed:
    return parse("atcoder", "contests", "https://kenkoooo.com/atcoder/resources/contests.json", json.dumps(CONTESTS), scope)


def test_a_contest_that_is_not_listed_is_told() -> None:
    parsed = contests(Scope(contests=("abc001", "abc999", "1550")))
    assert [dict(one.context).get("contest") for one in parsed.follow] == [None, "abc001", "abc001"]
    assert [(one.problem, one.reason) for one in parsed.rejections] == [("atcoder/abc999", "contest_not_listed")]
    assert contests(Scope(contests=("abc999",))).follow == ()


def test_contests_lead_to_tasks_and_hand_their_dates_on() -> None:
    parsed = contests(Scope(contests=("abc001",)))
    assert [request.kind for request in parsed.follow] == ["problems", "tasks", "submissions"]
    assert parsed.follow[0].context == (("published", "abc001=2020-09-13"),)
    assert parsed.follow[2].url == "https://atcoder.jp/contests/abc001/submissions?page=1"
    late = contests(Scope(since=date(2023, 1, 1)))
    assert [dict(one.context)["contest"] for one in late.follow[1:]] == ["abc002", "abc002"]
    assert [(one.problem, one.reason) for one in late.rejections] == [("atcoder/practice", "date_unknown")]
    assert "practice=" in dict(contests(Scope()).follow[0].context)["published"]


def test_problems_and_their_difficulties() -> None:
    rows = [
        {"id": "abc001_a", "contest_id": "abc001", "problem_index": "A", "name": "Sum", "title": "A. Sum"},
        {"id": "abc002_b", "contest_id": "abc002", "problem_index": "B", "name": "Other", "title": "B. Other"},
    ]
    scope, known = Scope(contests=("abc001",)), {"published": "abc001=2020-09-13"}
    parsed = parse("atcoder", "problems", "u", json.dumps(rows), scope, context=known)
    expected = ProblemFacts(key="atcoder/abc001_a", title="A - Sum", source=Source.ATCODER, published=date(2020, 9, 13))
    assert parsed.pieces == (expected,)
    (models,) = parsed.follow
    values: dict[str, Any] = {"abc001_a": {"difficulty": 1234}, "abc002_b": {"difficulty": 5}, "abc003_c": {"slope": 1.0}}
    found = parse("atcoder", "models", models.url, json.dumps(values), scope, context=dict(models.context))
    assert found.pieces == (ProblemFacts(key="atcoder/abc001_a", source=Source.ATCODER, difficulty=Difficulty["HARD"]),)
    everything = parse("atcoder", "models", models.url, json.dumps(values), context={"tasks": ""})
    assert [piece.key for piece in everything.pieces] == ["atcoder/abc001_a", "atcoder/abc002_b"]


def test_low_difficulties_are_squeezed_in_order_and_stay_positive() -> None:
    values = [-(10.0**6), -1000.0, 0.0, 399.0, 400.0, 1200.0]
    shown = [squeezed(value) for value in values]
    assert shown == sorted(shown)
    assert shown[0] > 0
    assert shown[4:] == [400.0, 1200.0]


def tasks_page(count: int = 2) -> str:
    rows = "".join(
        f'<tr><td class="text-center"><a href="/contests/abc001/tasks/abc001_{letter}">{letter.upper()}</a></td><td>'
        f'<a href="/contests/abc001/tasks/abc001_{letter}">Task {letter}</a></td><td>2 sec</td><td>1024 MB</td></tr>'
        for letter in "abc"[:count]
    )
    return f'<html><table class="table"><thead><tr><th></th><th>Task Name</th></tr></thead><tbody>{rows}</tbody></table></html>'


def test_a_list_of_tasks() -> None:
    parsed = parse("atcoder", "tasks", "https://atcoder.jp/contests/abc001/tasks", tasks_page(), context={"contest": "abc001"})
    assert [(piece.key, piece.title) for piece in parsed.pieces if isinstance(piece, ProblemFacts)] == [
        ("atcoder/abc001_a", "A - Task a"),
        ("atcoder/abc001_b", "B - Task b"),
    ]
    assert [request.url for request in parsed.follow] == [
        f"https://atcoder.jp/contests/abc001/tasks/abc001_{x}?lang=en" for x in "ab"
    ]
    with pytest.raises(MarkupChanged):
        parse("atcoder", "tasks", "u", tasks_page(0))


def submissions_page(rows: list[tuple[int, str, str]], next_page: int = 0, pager: str = "pager") -> str:
    cells = "".join(
        f"<tr><td><time>2026-01-01</time></td><td><a href='/contests/abc001/tasks/abc001_a'>A - Sum</a></td><td>"
        "<a href='/users/ada'>ada</a> <a href='/contests/abc001/submissions?f.User=ada'><span></span></a></td><td>"
        "<a href='/contests/abc001/"
        f"submissions?f.Language=1'>{language}</a></td><td class='text-right submission-score' data-id='{number}'>0</td>"
        "<td>9 Byte</td>"
        f"<td><span class='label'>{verdict}</span></td><td><a href='/contests/abc001/submissions/{number}'>Detail</a></td></tr>"
        for number, language, verdict in rows
    )
    link = (
        f"<ul class='{pager}'><li><a href='/contests/abc001/submissions?page={next_page}'>{next_page}</a></li></ul>"
        if next_page
        else ""
    )
    return f"<html><div id='main-container'>{link}<table><tbody>{cells}</tbody></table></div></html>"


def test_a_list_of_submissions() -> None:
    rows = [
        (1, "C++ 20 (gcc 12.2)", "AC"),
        (2, "Python (CPython 3.11.4)", "WA"),
        (3, "Rust (rustc 1.70.0)", "AC"),
        (4, "C (gcc 12.2.0)", "CE"),
    ]
    known = {"contest": "abc001", "page": "1"}
    parsed = parse("atcoder", "submissions", "u", submissions_page(rows, 2), context=known)
    assert [request.url for request in parsed.follow] == [
        "https://atcoder.jp/contests/abc001/submissions/1",
        "https://atcoder.jp/contests/abc001/submissions/2",
        "https://atcoder.jp/contests/abc001/submissions?page=2",
    ]
    assert parse("atcoder", "submissions", "u", submissions_page(rows, 2, "pagination"), context=known) == parsed
    assert dict(parsed.follow[1].context)["verdict"] == "WA"
    assert [(one.reason, one.detail) for one in parsed.rejections] == [
        ("language_unknown", "Rust (rustc 1.70.0)"),
        ("verdict_without_label", "CE"),
    ]
    assert parse("atcoder", "submissions", "u", submissions_page(rows, 1), context=known).follow[-1].kind == "submission"
    assert parse("atcoder", "submissions", "u", submissions_page([]), context=known) == Parsed()
    with pytest.raises(MarkupChanged):
        parse("atcoder", "submissions", "u", submissions_page(rows).replace("/tasks/", "/x/"), context=known)
    with pytest.raises(MarkupChanged):
        parse("atcoder", "submissions", "u", "<html>Service Unavailable</html>", context=known)


def submission_page(source: str, language: str, verdict: str, words: tuple[str, str, str, str]) -> str:
    task_, user, lang, status = words
    escaped = source.replace("&", "&amp;").replace("<", "&lt;")
    return (
        f'<html><pre id="submission-code" class="prettyprint linenums">\n{escaped}</pre><table>'
        f"<tr><th>{task_}</th><td><a href='/contests/abc001/tasks/abc001_a'>A - Sum</a></td></tr>"
        f"<tr><th>{user}</th><td><a href='/users/ada'>ada</a></td></tr><tr><th>{lang}</th><td>{language}</td></tr>"
        f"<tr><th>{status}</th><td id='judge-status'><span class='label'>{verdict}</span></td></tr></table></html>"
    )


@pytest.mark.parametrize("words", [("Task", "User", "Language", "Status"), ("問題", "ユーザ", "言語", "結果")])
@few
@given(source=texts.filter(lambda text: text.strip()))
def test_a_submission_comes_back_byte_for_byte(words: tuple[str, str, str, str], source: str) -> None:
    url = "https://atcoder.jp/contests/abc001/submissions/5"
    (piece,) = parse("atcoder", "submission", url, submission_page(source, "PyPy3 (7.3.0)", "TLE", words)).pieces
    assert isinstance(piece, Submission)
    assert piece.solution.source == source
    assert (piece.key, piece.identifier, piece.solution.author) == ("atcoder/abc001_a", "5", "ada")
    assert (piece.solution.language, piece.solution.label) == (Language.PYPY3, Label.TIME_LIMIT_EXCEEDED)


def test_a_submission_that_is_of_no_use_or_hidden() -> None:
    url, words = "https://atcoder.jp/contests/abc001/submissions/5", ("Task", "User", "Language", "Status")
    unknown = parse("atcoder", "submission", url, submission_page(PROGRAM, "Rust", "AC", words))
    assert [(one.reason, one.subject) for one in unknown.rejections] == [("language_unknown", "solution")]
    waiting = parse("atcoder", "submission", url, submission_page(PROGRAM, "C++ (GCC 9.2.1)", "WJ", words))
    assert [one.reason for one in waiting.rejections] == ["verdict_without_label"]
    hidden = parse(
        "atcoder",
        "submission",
        url,
        "<html></html>",
        at="https://atcoder.jp/login?continue=x",
        context={"key": "atcoder/abc001_a"},
    )
    assert [(one.problem, one.reason) for one in hidden.rejections] == [("atcoder/abc001_a", "login_needed")]
    with pytest.raises(MarkupChanged, match="verdict"):
        parse("atcoder", "submission", url, submission_page(PROGRAM, "C++", "AC", ("Task", "User", "Language", "State")))


def test_the_first_requests_follow_the_scope() -> None:
    assert [request.url for request in SITES["atcoder"].start(Scope())] == [
        "https://kenkoooo.com/atcoder/resources/contests.json"
    ]
    assert SITES["atcoder"].start(Scope(contests=("1550",))) == ()

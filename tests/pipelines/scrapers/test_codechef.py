"""CodeChef's interface, and pages of it that a browser saved."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given

from pipelines.scrapers.records import ProblemFacts, ProblemText, Scope
from pipelines.scrapers.site import MarkupChanged
from pipelines.scrapers.table import SITES
from schemas.problem import Difficulty, Limits, Source, Test
from tests.pipelines.scrapers.codechef_markup import CODECHEF_LAYOUTS, codechef_body, codechef_components, codechef_page
from tests.pipelines.scrapers.parsing import damaged_at_most_whole, parse, sample_lists, text_of
from tests.pipelines.scrapers.sheets import SAMPLES, Sheet
from tests.pipelines.strategies import few

API = "https://www.codechef.com/api/contests/PRACTICE/problems/SUMNUM"
PAGE = "https://www.codechef.com/problems/SUMNUM"
SHEET = Sheet(title="Sum of Numbers", time="1.5 secs", memory="1.5 GB")


def problem(answer: str) -> ProblemText:
    return text_of(parse("codechef", "problem", API, answer))


@few
@given(samples=sample_lists)
def test_samples_of_a_statement_in_parts_come_back_byte_for_byte(samples: tuple[Test, ...]) -> None:
    assert problem(codechef_components(Sheet(samples=samples))).samples == samples


def in_one_pre(test: Test) -> bool:
    """Whether a test can be told from the labels and blank lines around it."""
    return all(text.strip() and not text.endswith("\n\n") and "```" not in text for text in (test.input, test.output))


@pytest.mark.parametrize("layout", CODECHEF_LAYOUTS)
@few
@given(samples=sample_lists.map(lambda samples: tuple(filter(in_one_pre, samples))).filter(bool))
def test_samples_of_a_statement_in_one_piece_come_back_byte_for_byte(layout: str, samples: tuple[Test, ...]) -> None:
    assert problem(codechef_body(Sheet(samples=samples), layout)).samples == samples


@pytest.mark.parametrize("old", [False, True])
@few
@given(samples=sample_lists.map(lambda samples: tuple(filter(in_one_pre, samples))).filter(bool))
def test_samples_of_a_page_come_back_byte_for_byte(old: bool, samples: tuple[Test, ...]) -> None:
    page = codechef_page(Sheet(title="Sum", time="1 secs", memory="1.5 GB", samples=samples), old)
    assert text_of(parse("codechef", "problem", PAGE, page)).samples == samples


def test_a_statement_in_parts_is_read_whole() -> None:
    text, facts = parse("codechef", "problem", API, codechef_components(SHEET)).pieces
    assert isinstance(text, ProblemText)
    assert (text.key, text.title, text.samples) == ("codechef/SUMNUM", "Sum of Numbers", SAMPLES)
    assert text.limits == Limits(1_500_000_000, None)
    assert text.description.startswith(
        "Given n, a_1, ..., a_n, find sum a_i.\n\n- Whole numbers\n- 1 ≤ n * m ≤ 10^5\n\nInput Format"
    )
    assert "Sample 1\n\nInput\n\n3\n1 2 3\n\nOutput\n\n6\n\nExplanation\n\nSo." in text.description
    assert "template" not in text.description
    assert facts == ProblemFacts(key="codechef/SUMNUM", source=Source.CODECHEF, difficulty=Difficulty["MEDIUM"], tags=("math",))


def test_samples_as_plain_text_under_their_headings() -> None:
    body = "Add $a$.\n\n### Sample Input\n11\n1\n2\n\n### Sample Output\n0\n1\n\n### Explanation\nSo.\n"
    record = json.loads(codechef_body(SHEET, "markdown")) | {"body": body}
    assert problem(json.dumps(record)).samples == (Test("11\n1\n2\n", "0\n1\n"),)


def test_a_page_of_today_and_an_old_one() -> None:
    today = text_of(parse("codechef", "problem", PAGE, codechef_page(SHEET)))
    assert (today.key, today.title, today.samples) == ("codechef/SUMNUM", "Sum of Numbers", SAMPLES)
    assert today.limits == Limits(1_500_000_000, 3 << 29)
    assert "Add a_i ≤ 5." in today.description
    old = text_of(parse("codechef", "problem", "https://www.codechef.com/problems-old/SUMNUM", codechef_page(SHEET, old=True)))
    assert (old.key, old.title, old.samples) == ("codechef/SUMNUM", "Sum of Numbers", SAMPLES)
    assert old.limits == Limits(1_500_000_000, None)


@pytest.mark.parametrize("old", [False, True])
def test_a_damaged_page_is_never_half_a_problem(old: bool) -> None:
    assert damaged_at_most_whole("codechef", "problem", PAGE, codechef_page(SHEET, old)) >= 5


@pytest.mark.parametrize(
    "changes",
    [
        {"problemComponents": None, "body": "Nothing but text."},
        {"problemComponents": None, "body": ""},
        {"problem_name": " "},
        {"problem_name": None},
        {"max_timelimit": None},
        {"max_timelimit": "-1"},
        {"status": "error", "message": "Not found"},
        {"problemComponents": {"statement": "Add.", "sampleTestCases": []}},
        {"problemComponents": {"statement": "Add.", "sampleTestCases": [{"input": "1"}]}},
    ],
)
def test_half_an_answer_is_none(changes: dict[str, Any]) -> None:
    with pytest.raises(MarkupChanged):
        parse("codechef", "problem", API, json.dumps(json.loads(codechef_components(SHEET)) | changes))


def test_samples_that_were_deleted_and_interactive_problems() -> None:
    record = json.loads(codechef_components(SHEET))
    record["problemComponents"]["sampleTestCases"][0]["isDeleted"] = True
    assert problem(json.dumps(record)).samples == SAMPLES[1:]
    record["problemComponents"] |= {"sampleTestCases": [], "statement": "This is an interactive problem. Ask."}
    assert problem(json.dumps(record)).interactive


@pytest.mark.parametrize(
    ("changes", "difficulty"),
    [
        ({"difficulty_rating": "172"}, "EASY"),
        ({"difficulty_rating": "1999"}, "HARD"),
        ({"difficulty_rating": 2499}, "HARDER"),
        ({"difficulty_rating": "3000"}, "HARDEST"),
        ({"difficulty_rating": "-1", "category_name": "extcontest"}, "EXTERNAL"),
        ({"difficulty_rating": None, "category_name": "school"}, "EASY"),
        ({"difficulty_rating": None, "category_name": "main"}, "UNKNOWN_DIFFICULTY"),
    ],
)
def test_difficulties(changes: dict[str, Any], difficulty: str) -> None:
    record = json.loads(codechef_components(SHEET)) | changes
    facts = parse("codechef", "problem", API, json.dumps(record)).pieces[1]
    assert isinstance(facts, ProblemFacts)
    assert facts.difficulty is Difficulty[difficulty]


def contest(**changes: Any) -> str:
    problems = {
        "SUMNUM": {"code": "SUMNUM", "name": "Sum", "is_added_to_practice": True},
        "HIDDEN": {"code": "HIDDEN", "name": "Other", "is_added_to_practice": False},
    }
    return json.dumps({"status": "success", "name": "START1", "time": {"start": 1_600_000_000}, "problems": problems} | changes)


def test_a_contest_leads_to_its_problems_or_its_divisions() -> None:
    url = "https://www.codechef.com/api/contests/START1"
    parsed = parse("codechef", "contest", url, contest())
    assert parsed.pieces[0] == ProblemFacts(
        key="codechef/SUMNUM", title="Sum", source=Source.CODECHEF, published=date(2020, 9, 13)
    )
    assert [request.url for request in parsed.follow] == [
        "https://www.codechef.com/api/contests/PRACTICE/problems/SUMNUM",
        "https://www.codechef.com/api/contests/START1/problems/HIDDEN",
    ]
    divided = contest(problems=[], child_contests={"div_1": {"contest_code": "START1A"}, "div_2": {"contest_code": "START1B"}})
    assert [request.url[-7:] for request in parse("codechef", "contest", url, divided).follow] == ["START1A", "START1B"]
    assert parse("codechef", "contest", url, contest(), Scope(since=date(2021, 1, 1))).pieces == ()
    with pytest.raises(MarkupChanged):
        parse("codechef", "contest", url, contest(problems=[]))
    login = parse("codechef", "contest", url, '{"status": "error", "message": "You need to login to see this."}')
    assert [one.reason for one in login.rejections] == ["login_needed"]


def test_the_list_of_contests_goes_on_until_all_is_too_old() -> None:
    rows = [{"contest_code": f"START{n}", "contest_start_date_iso": f"202{n}-06-01T20:00:00+05:30"} for n in (5, 4, 3)]
    answer = json.dumps({"status": "success", "contests": rows})
    everything = parse("codechef", "contests", "u", answer, context={"offset": "20"})
    assert [request.url.rpartition("/")[2] for request in everything.follow[:3]] == ["START5", "START4", "START3"]
    assert dict(everything.follow[3].context) == {"offset": "23"}
    late = parse("codechef", "contests", "u", answer, Scope(since=date(2024, 1, 1)), context={"offset": "20"})
    assert [request.url.rpartition("/")[2] for request in late.follow] == ["START5", "START4"]
    assert parse("codechef", "contests", "u", '{"status": "success", "contests": []}', context={"offset": "40"}).follow == ()
    overview = parse("codechef", "contests", "u", json.dumps({"status": "success", "past_contests": rows}))
    assert len(overview.follow) == 3


def test_the_first_requests_follow_the_scope() -> None:
    assert [request.kind for request in SITES["codechef"].start(Scope())] == ["contests"]
    named = SITES["codechef"].start(Scope(contests=("START1", "1550")))
    assert [request.url for request in named] == ["https://www.codechef.com/api/contests/START1"]

"""Saved pages and answers of the real sites beside the checkout, where there are any: all of them are read whole.

`CODEQUORUM_REAL_DATA` names the folder; without it `shared/data` next to the checkout is looked at. Under `pages/expected` lies
what another tool reads off live pages. White space within `pre` is not true in the saves: they were indented anew.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from pipelines.scrapers.records import Parsed, ProblemFacts, ProblemText, Scope
from schemas.problem import NANOSECONDS, Test
from tests.pipelines.scrapers.codechef_markup import codechef_components, codechef_page
from tests.pipelines.scrapers.codeforces_markup import CODEFORCES_LAYOUTS, codeforces_page, codeforces_statement
from tests.pipelines.scrapers.parsing import parse, text_of
from tests.pipelines.scrapers.sheets import Sheet
from tests.pipelines.scrapers.site_markup import aizu_description, atcoder_page, cses_page, hackerearth_page, kattis_page

DATA = Path(os.environ.get("CODEQUORUM_REAL_DATA") or Path(__file__).resolve().parents[4] / "shared" / "data")
FOLDER = DATA / "pages"
ALL = Scope()
_TASKS = "https://atcoder.jp/contests/abc100/tasks"
PROBLEMS = [
    *(("codeforces", "problem", f"https://codeforces.com/contest/1550/problem/{x}", f"codeforces/1550_{x}.html") for x in "AB"),
    *(("atcoder", "task", f"{_TASKS}/abc100_{x}", f"atcoder/task_abc100_{x}.html") for x in "abcd"),
    ("codechef", "problem", "https://www.codechef.com/problems/P1209", "codechef/P1209.html"),
    ("codechef", "problem", "https://www.codechef.com/api/contests/X/problems/P1209", "codechef/START209D_P1209.json"),
    *(("cses", "task", f"https://cses.fi/problemset/task/{n}", f"cses/task_{n}.html") for n in (1068, 1621)),
]
LISTS = [
    ("codeforces", "contests", "codeforces/contests.html", {}),
    ("codeforces", "problems", "codeforces/api_problemset.problems.json", {"published": "1550=2021-07-14 1549=2021-08-01"}),
    ("codeforces", "problemset", "codeforces/1550_problems.html", {}),
    ("atcoder", "tasks", "atcoder/abc100_tasks.html", {"contest": "abc100"}),
    *(("atcoder", "tasks", f"atcoder-problems/tasks{x}.html", {"contest": "x"}) for x in ("", "_abc308", "_codequeen2023")),
    ("atcoder", "submissions", "atcoder-problems/submissions.html", {"contest": "tenka1-2012-qualC", "page": "2"}),
    ("aizu", "records", "aizu/submission_records_problems_0007.json", {"problem": "0007", "page": "0"}),
    ("codechef", "contests", "codechef/contests.json", {}),
    ("codechef", "contest", "codechef/START209.json", {}),
    ("codechef", "contest", "codechef/START209D.json", {}),
    ("cses", "tasks", "cses/contests.html", {}),
]


def saved(site: str, kind: str, url: str, name: str, context: dict[str, str] | None = None) -> Parsed:
    path = FOLDER / name
    if not path.is_file():
        pytest.skip(f"no saved pages: {name} is not under pages in the folder CODEQUORUM_REAL_DATA")
    return parse(site, kind, url, path.read_bytes(), ALL, content_type="", context=context)


def lines(text: str) -> list[str]:
    """A text but for the white space that indenting changes."""
    return [line.strip() for line in text.strip().splitlines()]


def same(found: tuple[Test, ...], wanted: tuple[Test, ...]) -> bool:
    def known(tests: tuple[Test, ...]) -> list[tuple[list[str], list[str]]]:
        return [(lines(test.input), lines(test.output)) for test in tests]

    return known(found) == known(wanted)


def expected_problems() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for path in sorted((FOLDER / "expected").rglob("*.json")):
        result = json.loads(path.read_text(encoding="utf-8"))["result"]
        found += result if isinstance(result, list) else [result]
    return found


EXPECTED = {problem["url"]: problem for problem in expected_problems()}


@pytest.mark.parametrize(("site", "kind", "url", "name"), PROBLEMS, ids=[name for *_, name in PROBLEMS])
def test_every_saved_problem_is_read_whole(site: str, kind: str, url: str, name: str) -> None:
    text = text_of(saved(site, kind, url, name))
    assert len(text.description) > 200
    assert text.samples
    assert all(test.input.strip() and test.output.strip() for test in text.samples)
    assert text.limits.time_limit_ns
    assert "$" not in text.description
    assert "MathJax" not in text.description
    assert "annotation" not in text.description
    if url in EXPECTED:
        agrees_with_expected(text, EXPECTED[url])


def agrees_with_expected(text: ProblemText, problem: dict[str, Any]) -> None:
    wanted = tuple(Test(test["input"], test["output"]) for test in problem["tests"])
    assert text.title == problem["name"]
    assert text.limits.time_limit_ns == problem["timeLimit"] * NANOSECONDS // 1000
    assert text.interactive is problem["interactive"]
    assert same(text.samples, wanted)


@pytest.mark.parametrize(("site", "kind", "name", "context"), LISTS, ids=[name for _, _, name, _ in LISTS])
def test_every_saved_list_is_read(site: str, kind: str, name: str, context: dict[str, str]) -> None:
    url = "https://codeforces.com/contest/1550/problems" if kind == "problemset" else f"https://x/{Path(name).stem}"
    parsed = saved(site, kind, url, name, context)
    assert parsed.pieces or parsed.follow
    assert kind != "submissions" or parsed.follow[-1].kind == kind
    for piece in parsed.pieces:
        assert isinstance(piece, ProblemFacts | ProblemText)
        assert piece.title.strip()


def test_a_problem_is_the_same_on_its_own_page_and_among_all_of_its_contest() -> None:
    whole = saved("codeforces", "problemset", "https://codeforces.com/contest/1550/problems", "codeforces/1550_problems.html")
    by_key = {piece.key: piece for piece in whole.pieces if isinstance(piece, ProblemText)}
    facts = saved("codeforces", "problems", "u", "codeforces/api_problemset.problems.json", {"published": "1550="}).pieces
    titles = {piece.key: piece.title for piece in facts if isinstance(piece, ProblemFacts)}
    assert {piece.key: piece.title for piece in by_key.values()} == titles
    for site, kind, url, name in PROBLEMS[:2]:
        text = text_of(saved(site, kind, url, name))
        other = by_key[text.key]
        assert (text.title, text.limits) == (other.title, other.limits)
        assert same(text.samples, other.samples)
        assert "".join(text.description.split()) == "".join(other.description.split())


def test_a_problem_is_the_same_by_the_interface_and_on_its_page() -> None:
    (page, answer) = (text_of(saved(*row)) for row in PROBLEMS if row[0] == "codechef")
    assert (page.key, page.title, page.limits.time_limit_ns) == (answer.key, answer.title, answer.limits.time_limit_ns)
    assert same(page.samples, answer.samples)


def test_tasks_have_the_titles_of_their_list() -> None:
    listed = saved("atcoder", "tasks", _TASKS, "atcoder/abc100_tasks.html", {"contest": "abc100"}).pieces
    titles = {piece.key: piece.title for piece in listed if isinstance(piece, ProblemFacts)}
    texts = [text_of(saved(*row)) for row in PROBLEMS if row[0] == "atcoder"]
    assert {text.key: text.title for text in texts} == titles
    assert all(text.untranslated and text.untranslated != text.description for text in texts)


RENDERED = [url for url, problem in EXPECTED.items() if problem["tests"] and not problem["interactive"]]


@pytest.mark.parametrize("url", RENDERED or [""])
def test_what_another_tool_reads_off_live_pages_comes_back_from_our_layouts(url: str) -> None:
    if not url:
        pytest.skip("no saved pages: pages/expected is not in the folder CODEQUORUM_REAL_DATA")
    problem = EXPECTED[url]
    tests = tuple(Test(test["input"], test["output"]) for test in problem["tests"])
    sheet = Sheet(title=problem["name"], samples=tests, time=f"{problem['timeLimit'] / 1000:g} sec", memory="256 MB")
    for site, kind, address, page in in_all_layouts(sheet):
        text = text_of(parse(site, kind, address, page))
        assert text.samples == tests
        assert text.title == problem["name"]
        if site != "aizu" and not page.startswith("{"):
            assert text.limits.time_limit_ns == problem["timeLimit"] * NANOSECONDS // 1000


def in_all_layouts(sheet: Sheet) -> list[tuple[str, str, str, str]]:
    codeforces = [codeforces_page(codeforces_statement(sheet, pre)) for pre in CODEFORCES_LAYOUTS.values()]
    return [
        *(("codeforces", "problem", "https://codeforces.com/contest/7/problem/A", page) for page in codeforces),
        ("atcoder", "task", f"{_TASKS}/abc100_a", atcoder_page(sheet)),
        ("atcoder", "task", f"{_TASKS}/abc100_a", atcoder_page(sheet, english=False, old=True)),
        ("aizu", "description", "https://judgeapi.u-aizu.ac.jp/x", aizu_description(sheet)),
        ("codechef", "problem", "https://www.codechef.com/problems/X", codechef_components(sheet)),
        ("codechef", "problem", "https://www.codechef.com/problems/X", codechef_page(sheet)),
        ("hackerearth", "problem", "https://www.hackerearth.com/problem/algorithm/x/", hackerearth_page(sheet)),
        ("kattis", "problem", "https://open.kattis.com/problems/x", kattis_page(sheet)),
        ("cses", "task", "https://cses.fi/problemset/task/1", cses_page(sheet)),
    ]

"""Every look shows every problem: samples byte for byte, limits, and the statement, where its site has them."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup, Tag
from markdown_it import MarkdownIt

from pipelines.demo.site.catalogue import Entry
from pipelines.demo.site.looks import aizu, codechef, cses, hackerearth, kattis
from pipelines.demo.site.looks.atcoder_words import screen_name, task_name
from pipelines.sources.statement import html_to_text
from schemas.problem import Test
from tests.pipelines.demo.site.asking import CORPUS, charset, get, inside, soup, value

Samples = tuple[Test, ...]
ENTRIES = pytest.mark.parametrize("entry", CORPUS.entries, ids=lambda entry: entry.name)


def paired(pres: list[Tag]) -> Samples:
    texts = [inside(pre) for pre in pres]
    return tuple(Test(given, wanted) for given, wanted in zip(texts[::2], texts[1::2], strict=True))


def codeforces(entry: Entry, cut: bool = False, query: str = "") -> BeautifulSoup:
    return soup(get("codeforces.com", f"/contest/{entry.contest}/problem/{entry.index}{query}", cut_tests=cut))


def atcoder(entry: Entry, cut: bool = False) -> BeautifulSoup:
    return soup(get("atcoder.jp", f"/contests/{screen_name(entry.contest)}/tasks/{task_name(entry)}", cut_tests=cut))


def of_codeforces(entry: Entry, cut: bool) -> Samples:
    return paired(codeforces(entry, cut).select(".sample-test .input pre, .sample-test .output pre"))


def of_atcoder(entry: Entry, cut: bool) -> Samples:
    sections = atcoder(entry, cut).select(".lang-en section")
    return paired([one.select("pre")[0] for one in sections if re.match("Sample (In|Out)put", one.select("h3")[0].get_text())])


def of_aizu(entry: Entry, cut: bool) -> Samples:
    html = value(get("judgeapi.u-aizu.ac.jp", f"/resources/descriptions/en/{aizu.problem_id(entry)}", cut_tests=cut))["html"]
    return paired(BeautifulSoup(html, "lxml").select("h2 + pre"))


def of_aizu_api(entry: Entry, cut: bool) -> Samples:
    found = value(get("judgedat.u-aizu.ac.jp", f"/testcases/samples/{aizu.problem_id(entry)}", cut_tests=cut))
    return tuple(Test(one["in"], one["out"]) for one in found)


def of_codechef(entry: Entry, cut: bool) -> Samples:
    page = value(get("www.codechef.com", f"/api/contests/PRACTICE/problems/{codechef.problem_code(entry)}", cut_tests=cut))
    if page["problemComponents"]:
        return tuple(Test(one["input"], one["output"]) for one in page["problemComponents"]["sampleTestCases"])
    return paired(BeautifulSoup(MarkdownIt().render(page["body"]), "lxml").select("pre"))


def of_hackerearth(entry: Entry, cut: bool) -> Samples:
    page = soup(get("www.hackerearth.com", hackerearth.problem_path(entry), cut_tests=cut))
    return paired(page.select(".input-output-container pre"))


def of_kattis(entry: Entry, cut: bool) -> Samples:
    page = soup(get("open.kattis.com", f"/problems/{kattis.problem_name(entry)}", cut_tests=cut))
    return paired(page.select("table.sample pre"))


def of_kattis_zip(entry: Entry, cut: bool) -> Samples:
    path = f"/problems/{kattis.problem_name(entry)}/file/statement/samples.zip"
    with zipfile.ZipFile(io.BytesIO(get("open.kattis.com", path, cut_tests=cut).body)) as archive:
        texts = {name: archive.read(name).decode() for name in archive.namelist()}
    return tuple(Test(texts[f"{n}.in"], texts[f"{n}.ans"]) for n in range(1, len(texts) // 2 + 1))


def of_cses(entry: Entry, cut: bool) -> Samples:
    return paired(soup(get("cses.fi", cses.task_path(entry), cut_tests=cut)).select(".md pre"))


READERS: list[Callable[[Entry, bool], Samples]] = [
    *(of_codeforces, of_atcoder, of_aizu, of_aizu_api, of_codechef, of_hackerearth, of_kattis, of_kattis_zip, of_cses)
]


@ENTRIES
@pytest.mark.parametrize("read", READERS)
def test_samples_are_the_demo_s_own_byte_for_byte(read: Callable[[Entry, bool], Samples], entry: Entry) -> None:
    assert read(entry, False) == entry.problem.public_tests


@pytest.mark.parametrize("read", READERS)
def test_cut_tests_end_in_dots(read: Callable[[Entry, bool], Samples]) -> None:
    entry = max(CORPUS.entries, key=lambda one: len(one.problem.public_tests[0].input))
    whole, cut = entry.problem.public_tests, read(entry, True)
    assert len(cut) == len(whole)
    assert [one.input.rstrip() for one in cut] == [one.input[:3] + "..." for one in whole]


def test_codeforces_has_samples_in_all_three_layouts() -> None:
    pages = [codeforces(entry) for entry in CORPUS.entries]
    of_lines = [page for page in pages if page.select(".sample-test pre .test-example-line")]
    of_breaks = [page for page in pages if page.select(".sample-test pre br")]
    assert of_lines and of_breaks and len(of_lines) + len(of_breaks) < len(pages)
    classes = [one["class"] for one in of_lines[0].select(".input pre")[0].select("div")]
    assert classes[1] == ["test-example-line", "test-example-line-odd", "test-example-line-1"]


@ENTRIES
def test_limits_as_the_sites_write_them(entry: Entry) -> None:
    seconds = int(entry.problem.limits.time_limit_s or 0)
    header = codeforces(entry).select(".problem-statement .header")[0]
    plural = "s" if seconds > 1 else ""
    assert header.select(".time-limit")[0].get_text() == f"time limit per test{seconds} second{plural}"
    assert header.select(".memory-limit")[0].get_text() == "memory limit per test256 megabytes"
    assert f"Time Limit: {seconds} sec / Memory Limit: 256 MB" in atcoder(entry).get_text()
    described = value(get("judgeapi.u-aizu.ac.jp", f"/resources/descriptions/en/{aizu.problem_id(entry)}"))
    assert (described["time_limit"], described["memory_limit"]) == (seconds, 256 * 1024)
    facts = value(get("www.codechef.com", f"/api/contests/PRACTICE/problems/{codechef.problem_code(entry)}"))
    assert facts["max_timelimit"] == str(seconds)
    guidelines = soup(get("www.hackerearth.com", hackerearth.problem_path(entry))).select(".problem-guidelines")[0].get_text()
    assert f"Time Limit: {seconds}.0 sec(s)" in guidelines and "Memory Limit: 256 MB" in guidelines
    grid = soup(get("open.kattis.com", f"/problems/{kattis.problem_name(entry)}")).select(".metadata-grid")[0].get_text()
    assert f"CPU Time limit {seconds} second{plural}" in grid and "Memory limit 256 MB" in grid
    constraints = soup(get("cses.fi", cses.task_path(entry))).select(".task-constraints")[0].get_text(" ")
    assert constraints.split() == f"Time limit: {seconds}.00 s Memory limit: 256 MB".split()


@ENTRIES
def test_codeforces_says_the_whole_statement(entry: Entry) -> None:
    block = codeforces(entry).select(".problem-statement")[0]
    for part in (".header", ".sample-tests"):
        block.select(part)[0].decompose()
    said = html_to_text(str(block)).split()
    assert said == entry.problem.description.split()[-len(said) :]
    assert len(said) > 60


@ENTRIES
def test_the_russian_page_is_in_windows_1251_and_has_the_same_samples(entry: Entry) -> None:
    path = f"/contest/{entry.contest}/problem/{entry.index}?locale=ru"
    answer = get("codeforces.com", path)
    assert answer.content_type == "text/html; charset=windows-1251"
    page = soup(answer)
    assert "Входные данные" in [title.get_text() for title in page.select(".section-title")]
    assert paired(page.select(".sample-test pre")) == entry.problem.public_tests
    with pytest.raises(UnicodeDecodeError):
        answer.body.decode("utf-8")


def test_atcoder_pages_come_in_three_charsets_one_of_them_said_in_the_page_alone() -> None:
    said = set()
    for entry in CORPUS.entries:
        answer = get("atcoder.jp", f"/contests/{screen_name(entry.contest)}/tasks/{task_name(entry)}")
        said.add((charset(answer), "charset" in answer.content_type))
        titles = [title.get_text() for title in soup(answer).select(".lang-ja h3")]
        assert titles[:4] == ["問題文", "入力", "出力", "入力例 1"]
        assert b"\r\n</pre>" in answer.body
    assert said == {("utf-8", True), ("euc-jp", True), ("shift_jis", False)}


@ENTRIES
def test_facts_of_codeforces_agree_between_api_and_pages(entry: Entry) -> None:
    listed = value(get("codeforces.com", "/api/problemset.problems"))["result"]["problems"]
    (facts,) = [one for one in listed if (one["contestId"], one["index"]) == (entry.contest, entry.index)]
    assert (facts["name"], facts["rating"], facts["tags"]) == (entry.title, entry.rating, list(entry.original.tags))
    title = codeforces(entry).select(".problem-statement .title")[0].get_text()
    assert title == f"{entry.index}. {entry.title}"
    row = soup(get("codeforces.com", "/problemset")).find("a", string=f"{entry.contest}{entry.index}")
    assert row is not None and row.find_parent("tr") is not None
    cells = row.find_parent("tr")
    assert cells is not None
    assert [tag.get_text() for tag in cells.select("a.notice")] == facts["tags"]
    assert cells.select(".ProblemRating")[0].get_text() == str(entry.rating)


def test_contests_of_divisions_have_their_problems_in_the_divisions_alone() -> None:
    for contest in CORPUS.contests:
        code = codechef.contest_code(contest)
        facts = value(get("www.codechef.com", f"/api/contests/{code}"))
        codes = [codechef.problem_code(entry) for entry in contest.entries]
        if not codechef.has_divisions(contest):
            assert (list(facts["problems"]), facts["child_contests"]) == (codes, [])
            continue
        assert facts["problems"] == []
        children = [child["contest_code"] for child in facts["child_contests"].values()]
        assert children == [f"{code}{letter}" for letter in "ABCD"]
        assert list(value(get("www.codechef.com", f"/api/contests/{children[0]}"))["problems"]) == codes


@ENTRIES
def test_aizu_shows_all_tests_of_the_judge_whole_one_by_one(entry: Entry) -> None:
    base = f"/testcases/{aizu.problem_id(entry)}"
    headers = value(get("judgedat.u-aizu.ac.jp", f"{base}/header"))["headers"]
    assert [one["serial"] for one in headers] == list(range(1, len(entry.tests) + 1))
    for header, test in zip(headers, entry.tests, strict=True):
        assert (header["inputSize"], header["outputSize"]) == (len(test.input.encode()), len(test.output.encode()))
        shown = value(get("judgedat.u-aizu.ac.jp", f"{base}/{header['serial']}"))
        for side, text in (("in", test.input), ("out", test.output)):
            assert get("judgedat.u-aizu.ac.jp", f"{base}/{header['serial']}/{side}").body.decode() == text
            cut = shown[side].endswith("..... (terminated because of the limitation)\n")
            assert cut == (len(text) > 512)
            assert cut or shown[side] == text


def test_json_is_utf_8() -> None:
    answer = get("judgeapi.u-aizu.ac.jp", "/problems")
    assert answer.content_type == "application/json;charset=UTF-8"
    assert json.loads(answer.body.decode("utf-8"))

"""Submissions: every solution is handed in on every site that shows such; shown tests are cut where they are long."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from bs4 import Tag

from pipelines.demo.site.catalogue import Entry
from pipelines.demo.site.looks import aizu
from pipelines.demo.site.looks.atcoder_words import LANGUAGES as ATCODER_LANGUAGES
from pipelines.demo.site.looks.atcoder_words import STATUSES, screen_name, task_name
from pipelines.demo.site.looks.codeforces_api import LANGUAGES, VERDICTS
from schemas.language import Language
from schemas.problem import Label
from tests.pipelines.demo.site.asking import CORPUS, ask, get, inside, soup, value

Handed = tuple[Language, str, Label, str]
ENTRIES = pytest.mark.parametrize("entry", CORPUS.entries, ids=lambda entry: entry.name)


def inverted(names: dict[Language, str]) -> dict[str, Language]:
    assert len(set(names.values())) == len(names)
    return {name: language for language, name in names.items()}


def on_codeforces(entry: Entry) -> Iterator[Handed]:
    verdicts = {verdict: label for label, verdict in VERDICTS.items()}
    for facts in value(get("codeforces.com", f"/api/contest.status?contestId={entry.contest}"))["result"]:
        if facts["problem"]["index"] == entry.index:
            page = soup(get("codeforces.com", f"/contest/{entry.contest}/submission/{facts['id']}"))
            source = page.select("#program-source-text")[0].get_text()
            language = inverted(LANGUAGES)[facts["programmingLanguage"]]
            yield language, source, verdicts[facts["verdict"]], facts["author"]["members"][0]["handle"]


def on_atcoder(entry: Entry) -> Iterator[Handed]:
    labels = {word: label for label, (word, _) in STATUSES.items()}
    contest = f"/contests/{screen_name(entry.contest)}"
    for link in soup(get("atcoder.jp", f"{contest}/submissions?f.Task={task_name(entry)}")).select("a.submission-details-link"):
        page = soup(get("atcoder.jp", str(link["href"])))
        facts = {row.select("th")[0].get_text(): row.select("td")[0].get_text() for row in page.select("table tr")}
        source = page.select("#submission-code")[0].get_text()
        yield inverted(ATCODER_LANGUAGES)[facts["Language"]], source, labels[facts["Status"]], facts["User"]


def on_aizu(entry: Entry) -> Iterator[Handed]:
    labels = {number: label for label, number in aizu.STATUSES.items()}
    for facts in value(get("judgeapi.u-aizu.ac.jp", f"/submission_records/problems/{aizu.problem_id(entry)}?size=100")):
        review = value(get("judgeapi.u-aizu.ac.jp", f"/reviews/{facts['judgeId']}"))
        language = inverted(aizu.LANGUAGES)[facts["language"]]
        yield language, review["sourceCode"], labels[facts["status"]], facts["userId"]


@ENTRIES
@pytest.mark.parametrize("read", [on_codeforces, on_atcoder, on_aizu])
def test_every_solution_comes_back_byte_for_byte_with_verdict_and_author(
    read: Callable[[Entry], Iterator[Handed]], entry: Entry
) -> None:
    wanted = [(one.language, one.source, one.label, one.author) for one in entry.problem.all_solutions]
    assert sorted(read(entry), key=repr) == sorted(wanted, key=repr)


def shown_tests(entry: Entry, number: int) -> list[Tag]:
    return soup(get("codeforces.com", f"/contest/{entry.contest}/submission/{number}")).select(".tests-placeholder .test")


@ENTRIES
def test_tests_are_shown_up_to_the_failure_and_cut_beyond_400_characters(entry: Entry) -> None:
    for one in (entry.submissions[0], entry.submissions[-1]):
        shown = shown_tests(entry, one.number)
        assert len(shown) == (len(entry.tests) if one.failed_at is None else one.failed_at + 1)
        for block, test in zip(shown, entry.tests, strict=False):
            for name, text in (("input", test.input), ("answer", test.output)):
                seen = inside(block.select(f"pre.{name}")[0])
                assert seen == (text if len(text) <= 400 else text[:400] + "...")
        verdicts = [block.select(".verdict")[0].get_text() for block in shown]
        assert verdicts[:-1] == ["OK"] * (len(shown) - 1)
        assert verdicts[-1] == VERDICTS[one.solution.label]


def test_some_tests_are_cut_and_some_are_not() -> None:
    ends = [
        inside(pre).endswith("...")
        for e in CORPUS.entries
        for b in shown_tests(e, e.submissions[0].number)
        for pre in b.select("pre")
    ]
    assert any(ends) and not all(ends)


def test_what_a_wrong_answer_printed_is_not_the_answer() -> None:
    for entry in CORPUS.entries:
        for one in entry.submissions:
            if one.solution.label is Label.WRONG_ANSWER:
                last = shown_tests(entry, one.number)[-1]
                assert inside(last.select("pre.output")[0]).split() != inside(last.select("pre.answer")[0]).split()
                break


@ENTRIES
def test_the_protocol_says_what_the_page_says(entry: Entry) -> None:
    one = entry.submissions[-1]
    facts = value(get("codeforces.com", f"/data/submitSource?submissionId={one.number}"))
    shown = shown_tests(entry, one.number)
    assert facts["source"] == one.solution.source
    assert int(facts["testCount"]) == len(shown)
    for number, block in enumerate(shown, 1):
        for name in ("input", "output", "answer"):
            assert facts[f"{name}#{number}"] == inside(block.select(f"pre.{name}")[0])


def test_a_submission_is_in_its_own_contest_alone() -> None:
    first, second = CORPUS.contests[0].entries[0], CORPUS.contests[1].entries[0]
    number = first.submissions[0].number
    assert ask("codeforces.com", f"/contest/{second.contest}/submission/{number}") is None
    assert ask("atcoder.jp", f"/contests/{screen_name(second.contest)}/submissions/{number}") is None
    assert ask("codeforces.com", f"/problemset/submission/{first.contest}/{number}") is not None


def test_handles_choose_among_submissions() -> None:
    entry = CORPUS.entries[0]
    author = entry.submissions[0].solution.author
    path = f"/api/contest.status?contestId={entry.contest}&handle={author}"
    found = value(get("codeforces.com", path))["result"]
    assert found and {one["author"]["members"][0]["handle"] for one in found} == {author}


def test_the_api_says_what_it_does_not_know() -> None:
    answer = get("codeforces.com", "/api/contest.status?contestId=77")
    assert (answer.status, value(answer)["status"]) == (400, "FAILED")
    assert value(answer)["comment"] == "contestId: Contest with id 77 not found"

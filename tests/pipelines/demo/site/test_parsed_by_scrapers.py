"""The scrapers read the embedded sites whole: every problem of the corpus, with all that its site shows of it."""

from __future__ import annotations

import math
from collections import Counter
from functools import cache

import pytest

from pipelines.demo.site.catalogue import Entry
from pipelines.demo.site.desk import BY_HOST, LOOKS
from pipelines.demo.site.faults import Fault, Faults
from pipelines.demo.site.looks.codeforces_api import LANGUAGES
from pipelines.scrapers.checkers import with_checker
from pipelines.scrapers.records import Page, Parsed, ProblemText, Request, Scope, Submission
from pipelines.scrapers.site import MarkupChanged
from pipelines.scrapers.table import SITES
from pipelines.settings import LAST_TRAIN_DATE
from schemas.problem import Checker, Limits, Problem, Solution, Test
from tests.pipelines.demo.site.asking import CORPUS, get
from tests.pipelines.demo.site.crawling import Visits, pieces, problems, rejections, walk

SITE = pytest.mark.parametrize("name", SITES)
WITH_SUBMISSIONS = ("codeforces", "atcoder", "aizu")
WITH_DATES = ("codeforces", "atcoder", "codechef")
WITH_HIDDEN_TESTS = ("codeforces", "aizu")
WITHOUT_MEMORY_LIMIT = ("codechef",)


@cache
def visits_of(name: str) -> Visits:
    return walk(SITES[name])


@cache
def parsed(name: str) -> list[tuple[Entry, Problem]]:
    """The problems that a site gave, each beside the one that it should be."""
    found = problems(visits_of(name)).values()
    return [(next(entry for entry in CORPUS.entries if one.name.endswith(entry.title)), one) for one in found]


def test_every_site_that_can_be_scraped_is_embedded() -> None:
    assert {host for site in SITES.values() for host in site.hosts} == set(BY_HOST)
    assert len(LOOKS) == len(SITES)


@SITE
def test_every_problem_is_found_once_and_nothing_is_refused_but_what_is_cut(name: str) -> None:
    assert sorted(entry.name for entry, _ in parsed(name)) == sorted(entry.name for entry in CORPUS.entries)
    assert rejections(visits_of(name)) == []


@SITE
def test_samples_and_limits_are_the_corpus_s_own(name: str) -> None:
    for entry, problem in parsed(name):
        limits = entry.problem.limits
        if name in WITHOUT_MEMORY_LIMIT:
            limits = Limits(limits.time_limit_ns)
        assert problem.public_tests == entry.problem.public_tests
        assert problem.limits == limits
        assert not problem.interactive
        assert (problem.input_file, problem.output_file) == ("", "")


@SITE
def test_the_statement_is_there_word_for_word(name: str) -> None:
    for entry, problem in parsed(name):
        words = iter(problem.description.split())
        said = entry.problem.description.removeprefix(entry.title).split()  # an HTML statement begins with its title
        assert [word for word in said if word not in words] == [], entry.name


@SITE
def test_submissions_come_back_byte_for_byte_where_the_site_shows_them(name: str) -> None:
    def known(solution: Solution) -> tuple[str, ...]:
        return solution.language.name, solution.source, solution.label.name, solution.author

    for entry, problem in parsed(name):
        wanted = entry.problem.all_solutions if name in WITH_SUBMISSIONS else ()
        assert Counter(map(known, problem.all_solutions)) == Counter(map(known, wanted)), entry.name


@SITE
def test_hidden_tests_are_whole_ones_and_none_is_lost_that_is_shown_whole(name: str) -> None:
    most = {"codeforces": 400, "aizu": math.inf}.get(name, 0)
    for entry, problem in parsed(name):
        whole = [test for test in entry.problem.private_tests if max(len(test.input), len(test.output)) <= most]
        wanted = set(whole) if name in WITH_HIDDEN_TESTS else set()
        assert wanted <= set(problem.private_tests) <= {*wanted, *entry.problem.private_tests}, entry.name


@SITE
def test_dates_are_the_contests_where_the_site_has_any(name: str) -> None:
    for entry, problem in parsed(name):
        assert problem.published == (entry.published if name in WITH_DATES else None)


@SITE
def test_the_error_that_a_statement_allows_is_found_on_every_site_and_where_there_is_none_none_is(name: str) -> None:
    for entry, problem in parsed(name):
        absolute = entry.problem.checker.float_absolute
        wanted = Checker() if absolute is None else Checker.within(absolute)
        assert with_checker(problem, name, None)[0].checker == wanted, entry.name


def test_codeforces_gives_ratings_points_and_tags() -> None:
    for entry, problem in parsed("codeforces"):
        assert (problem.cf_contest_id, problem.cf_index) == (entry.contest, entry.index)
        assert problem.cf_rating == entry.rating
        assert problem.cf_points == {"A": 500.0, "B": 1000.0}[entry.index]
        assert set(problem.cf_tags) == set(entry.original.tags)


def read(kind: str, target: str, **context: str) -> Parsed:
    """What a page of Codeforces gives that no crawl asks for."""
    url = f"https://codeforces.com{target}"
    answer = get("codeforces.com", target)
    request = Request("codeforces", kind, url, tuple(sorted(context.items())))
    return SITES["codeforces"].parsers[kind](request, Page(url, answer.body, answer.content_type), Scope())


def test_the_russian_page_in_windows_1251_gives_the_same_samples_and_limits() -> None:
    for entry in CORPUS.entries:
        (text,) = read("problem", f"/contest/{entry.contest}/problem/{entry.index}?locale=ru").pieces
        assert isinstance(text, ProblemText)
        assert (text.samples, text.limits) == (entry.problem.public_tests, entry.problem.limits)
        assert "Входные данные" in text.description


def test_a_page_of_all_problems_gives_each_of_them_as_its_own_page_does() -> None:
    for contest in CORPUS.contests:
        whole = read("problemset", f"/contest/{contest.number}/problems").pieces
        single = [read("problem", f"/contest/{contest.number}/problem/{entry.index}").pieces for entry in contest.entries]
        assert list(whole) == [piece for found in single for piece in found]


def test_the_judge_s_protocol_gives_what_the_page_of_a_submission_gives() -> None:
    for entry in CORPUS.entries:
        one = entry.submissions[-1]
        facts = {"key": f"codeforces/{entry.contest}/{entry.index}", "author": one.solution.author, "verdict": "OK"}
        language = LANGUAGES[one.solution.language]
        (page,) = read("submission", f"/contest/{entry.contest}/submission/{one.number}", language=language, **facts).pieces
        (protocol,) = read("submission", f"/data/submitSource?submissionId={one.number}", language=language, **facts).pieces
        assert isinstance(page, Submission) and isinstance(protocol, Submission)
        assert (page.solution, page.shown) == (protocol.solution, protocol.shown)


@pytest.mark.parametrize("name", WITH_DATES)
def test_since_a_day_only_what_is_younger_is_read(name: str) -> None:
    found = problems(walk(SITES[name], Scope(since=LAST_TRAIN_DATE)))
    wanted = [entry for entry in CORPUS.entries if entry.published >= LAST_TRAIN_DATE]
    assert len(found) == len(wanted) < len(CORPUS.entries)


@pytest.mark.parametrize("name", ["codeforces", "codechef", "hackerearth", "kattis"])
def test_lists_of_several_pages_are_read_to_their_end(name: str) -> None:
    assert len(problems(walk(SITES[name], page_size=3))) == len(CORPUS.entries)


def test_lists_of_submissions_on_atcoder_are_read_to_their_end() -> None:
    found = problems(walk(SITES["atcoder"], page_size=20))
    assert sum(len(one.all_solutions) for one in found.values()) == sum(len(entry.submissions) for entry in CORPUS.entries)


@pytest.mark.parametrize("name", ["codeforces", "atcoder", "hackerearth", "kattis", "cses"])
def test_changed_markup_is_noticed_and_never_half_read(name: str) -> None:
    """Pages of problems alone: lists must be as they are to lead there."""
    marks = {"codeforces": "*/problemset/problem/*", "atcoder": "*/tasks/*", "hackerearth": "*/algorithm/*"}
    pattern = marks.get(name, "*/problems/*" if name == "kattis" else "*/task/*")
    with pytest.raises(MarkupChanged):
        walk(SITES[name], faults=Faults(always={pattern: Fault.CHANGED_MARKUP}))


@SITE
def test_cut_samples_are_read_as_they_are_shown(name: str) -> None:
    found = problems(walk(SITES[name], Scope(), faults=Faults(always={"*": Fault.CUT_TESTS})))
    tests: list[Test] = [test for problem in found.values() for test in problem.public_tests]
    assert sum(test.input.endswith("...") for test in tests) > len(tests) // 2


@pytest.mark.parametrize("name", WITH_HIDDEN_TESTS)
def test_cut_tests_of_the_judge_are_never_taken_for_whole_ones(name: str) -> None:
    plan = Faults(always={"*/submission/*": Fault.CUT_TESTS, "*/testcases/*": Fault.CUT_TESTS})
    whole = {test for entry in CORPUS.entries for test in entry.tests}
    found = [test for problem in problems(walk(SITES[name], faults=plan)).values() for test in problem.private_tests]
    assert found
    assert set(found) <= whole


def test_pieces_of_one_problem_have_one_key_on_a_site() -> None:
    for name in SITES:
        assert len({piece.key for piece in pieces(visits_of(name))}) == len(CORPUS.entries)

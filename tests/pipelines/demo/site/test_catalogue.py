"""What the sites know follows from the corpus and the number of problems, and leaves nothing of the corpus out."""

from __future__ import annotations

from collections import Counter
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.demo.site.catalogue import FIRST_SUBMISSION, SUBMISSIONS_EACH, catalogue, originals
from pipelines.settings import LAST_TRAIN_DATE, LAST_VALID_DATE
from pipelines.sources.demo import DEMO
from schemas.problem import Label, Problem
from tests.pipelines.demo.site.asking import CORPUS

PROBLEMS = {found.name: found for part in DEMO.parts("") for found in DEMO.read(part) if isinstance(found, Problem)}


def split_of(day: date | None) -> str:
    assert day is not None
    return "train" if day <= LAST_TRAIN_DATE else "valid" if day <= LAST_VALID_DATE else "test"


def test_every_problem_of_the_corpus_is_there_once() -> None:
    assert Counter(entry.name for entry in CORPUS.entries) == Counter(PROBLEMS.keys())
    assert [entry.problem for entry in CORPUS.entries] == [PROBLEMS[entry.name] for entry in CORPUS.entries]
    assert sum(len(contest.entries) for contest in CORPUS.contests) == len(PROBLEMS)


def test_every_solution_is_handed_in_once_under_a_number_of_its_own() -> None:
    listed = catalogue(30)
    handed = [(entry, one) for entry in listed.entries for one in entry.submissions]
    numbers = [one.number for _, one in handed]
    assert len(set(numbers)) == len(numbers)
    for entry, one in handed:
        assert listed.submission(one.number) == (entry, one)
    for entry in listed.entries:
        assert tuple(one.solution for one in entry.submissions) == entry.problem.all_solutions


def test_a_submission_fails_at_a_hidden_test_exactly_if_it_is_wrong() -> None:
    for entry in CORPUS.entries:
        for one in entry.submissions:
            assert (one.failed_at is None) == (one.solution.label is Label.CORRECT)
            if one.failed_at is not None:
                assert len(entry.problem.public_tests) <= one.failed_at < len(entry.tests)


def test_each_problem_stays_in_the_split_of_its_own_date_and_all_splits_get_some() -> None:
    splits = [split_of(entry.published) for entry in CORPUS.entries]
    assert splits == [split_of(entry.problem.published) for entry in CORPUS.entries]
    assert set(splits) == {"train", "valid", "test"}


def test_some_contest_has_several_problems() -> None:
    assert max(len(contest.entries) for contest in CORPUS.contests) > 1


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 80), st.integers(1, 80))
def test_a_smaller_catalogue_is_the_beginning_of_a_larger_one(small: int, more: int) -> None:
    assert catalogue(small + more).entries[:small] == catalogue(small).entries


def test_so_many_are_handed_in_at_most_and_the_others_are_unknown() -> None:
    few = catalogue(24, 2)
    assert [len(entry.submissions) for entry in few.entries] == [2] * 24
    assert [entry.submissions for entry in few.entries] == [entry.submissions[:2] for entry in catalogue(24).entries]
    assert few.submission(FIRST_SUBMISSION + 1) is not None
    assert few.submission(FIRST_SUBMISSION + 2) is None


def test_editions_differ_in_name_title_and_statement() -> None:
    entries = catalogue(100).entries
    assert len(entries) == 100
    for facts in (
        [entry.name for entry in entries],
        [entry.title for entry in entries],
        [entry.statement for entry in entries],
        [(entry.contest, entry.index) for entry in entries],
    ):
        assert len(set(facts)) == 100
    assert {entry.rating % 100 for entry in entries} == {0}
    assert all(800 <= entry.rating <= 3500 for entry in entries)


@settings(deadline=None)
@given(st.integers(-(10**12), 10**12))
def test_what_there_is_not_is_none(number: int) -> None:
    last = FIRST_SUBMISSION + SUBMISSIONS_EACH * len(CORPUS.entries)
    found = CORPUS.submission(number)
    assert (found is None) if not FIRST_SUBMISSION <= number < last else (found is None or found[1].number == number)
    if number not in range(len(CORPUS.entries)):
        assert CORPUS.at(number) is None
    assert CORPUS.named("nothing-of-the-kind") is None
    assert CORPUS.entry(number, "A") is None or CORPUS.contest(number) is not None


def test_contests_are_listed_from_the_newest_on() -> None:
    starts = [contest.start for contest in catalogue(40).contests]
    assert starts == sorted(starts, reverse=True)
    assert {original.problem.name for original in originals()} == set(PROBLEMS)

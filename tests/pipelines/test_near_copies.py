"""Near-duplicates: one date and one split a cluster, the same in any order; programs are only ever lost to their own kind."""

from __future__ import annotations

import dataclasses
import random
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from pipelines.near_copies import Likeness, kin_of, settle, thin
from pipelines.settings import DROP, MARK, MERGE
from schemas.dossier import Kin
from schemas.language import Language
from schemas.problem import Label, Problem, Solution, Test
from tests.pipelines.strategies import dates, few, moderate

LONG = "the ferryman counts every car that waits at the quay and tells how many trips he has to make before the night falls"
WORDS = LONG.split()
OTHER = "a gardener plants tulips in rows so that no two neighbours share a colour and asks which gardens can be planted at all"
OLD, NEW = date(2019, 1, 1), date(2021, 12, 1)


def changed(text: str, place: int) -> str:
    """The text with another word at its end or its beginning: near to the text itself."""
    words = text.split()
    words[0 if place % 2 else -1] = f"word{place}"
    return " ".join(words)


statements = st.sampled_from([LONG, changed(LONG, 0), changed(LONG, 1), OTHER, changed(OTHER, 2), "", "sum", "sum it"])


@few
@given(st.lists(st.tuples(statements, dates), max_size=6), st.randoms(use_true_random=False))
def test_kin_depend_on_no_order_and_share_the_earliest_date(drawn: list[tuple[str, date | None]], rng: random.Random) -> None:
    problems = [Likeness(f"p{place}", text, day) for place, (text, day) in enumerate(drawn)]
    found = kin_of(problems, 0.6)
    assert kin_of(rng.sample(problems, len(problems)), 0.6) == found
    assert set(found) == {one.name for one in problems}
    for one in problems:
        kin = found[one.name]
        members = [other for other in problems if kin.cluster and found[other.name].cluster == kin.cluster] or [one]
        days = [other.published for other in members]
        assert kin.published == (None if None in days else min(day for day in days if day))
        assert kin.cluster == "" or len(members) > 1
        if not one.statement:
            assert kin == Kin(published=one.published)


def problem(name: str, published: date | None = None, **more: object) -> Problem:
    return Problem(name=name, description=LONG, published=published, **more)  # type: ignore[arg-type]  # of the right types


RIGHT, WRONG = Solution(Language.CPP, "int main(){}"), Solution(Language.CPP, "int main() { }", Label.WRONG_ANSWER)


def test_merging_keeps_the_earliest_with_all_submissions_and_its_own_tests() -> None:
    early = problem("b", OLD, public_tests=(Test("1", "1"),))
    late = problem("a", NEW, public_tests=(Test("2", "2"),), solutions=(RIGHT,))
    undated = problem("c", None, incorrect_solutions=(dataclasses.replace(WRONG, source="x"),))
    (kept,), rejections = settle([undated, late, early], MERGE, "liken")
    assert (kept.name, kept.given_tests, kept.solutions) == ("b", early.given_tests, (RIGHT,))
    assert kept.incorrect_solutions == undated.incorrect_solutions
    assert [(one.problem, one.reason) for one in rejections] == [
        ("a", "near_duplicate_problem"),
        ("c", "near_duplicate_problem"),
    ]


def test_merging_tells_of_programs_that_are_called_right_here_and_wrong_there() -> None:
    kept, rejections = settle(
        [problem("a", OLD, solutions=(RIGHT,)), problem("b", incorrect_solutions=(WRONG,))], MERGE, "liken"
    )
    assert [one.all_solutions for one in kept] == [()]
    assert [one.reason for one in rejections] == ["near_duplicate_problem", "conflicting_labels"]


def test_dropping_keeps_the_earliest_alone() -> None:
    (kept,), (rejection,) = settle([problem("a", NEW, solutions=(RIGHT,)), problem("b", OLD)], DROP, "liken")
    assert kept == problem("b", OLD)
    assert (rejection.problem, rejection.reason) == ("a", "near_duplicate_problem")


def test_marking_and_contradicting_tests_keep_all() -> None:
    both = [problem("a", OLD, public_tests=(Test("1", "1"),)), problem("b", NEW, public_tests=(Test(" 1", "2"),))]
    assert settle(both, MARK, "liken") == (both, [])
    assert settle(both, MERGE, "liken") == (both, [])
    assert settle(both, DROP, "liken") == (both, [])


sources = st.sampled_from(["", "x", LONG, f"{LONG} ", changed(LONG, 0), changed(LONG, 1), OTHER, changed(OTHER, 3)])
labels = st.sampled_from([Label.CORRECT, Label.WRONG_ANSWER, Label.TIME_LIMIT_EXCEEDED])
programs = st.lists(
    st.builds(Solution, st.sampled_from([Language.CPP, Language.PYTHON3]), sources, labels, file=st.sampled_from("xyz")),
    max_size=8,
)


@moderate
@given(programs)
def test_a_program_is_lost_to_one_of_its_language_and_label_alone(solutions: list[Solution]) -> None:
    given_problem = Problem(
        name="p",
        description="",
        solutions=tuple(one for one in solutions if one.label is Label.CORRECT),
        incorrect_solutions=tuple(one for one in solutions if one.label is not Label.CORRECT),
    )
    thinned, rejections = thin(given_problem, 0.6, "liken")
    assert len(thinned.all_solutions) + sum(one.count for one in rejections) == len(solutions)
    assert thin(thinned, 0.6, "liken") == (thinned, [])
    for part in ("solutions", "incorrect_solutions"):
        before = iter(getattr(given_problem, part))
        assert all(one in before for one in getattr(thinned, part))  # in their order
    kinds = {(one.language, one.label) for one in solutions}
    assert {(one.language, one.label) for one in thinned.all_solutions} == kinds


def test_near_copies_with_opposite_labels_both_stay() -> None:
    right = Solution(Language.CPP, LONG)
    wrong = Solution(Language.CPP, changed(LONG, 0), Label.WRONG_ANSWER)
    both = Problem(name="p", description="", solutions=(right,), incorrect_solutions=(wrong,))
    assert thin(both, 0.5, "liken") == (both, [])
    copies = dataclasses.replace(both, solutions=(right, dataclasses.replace(right, source=changed(LONG, 1), file="copy.cpp")))
    thinned, (rejection,) = thin(copies, 0.5, "liken")
    assert thinned == both
    assert (rejection.reason, rejection.item, rejection.count) == ("near_duplicate_solution", right.digest, 1)
    assert "copy.cpp" in rejection.detail

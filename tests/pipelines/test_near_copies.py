"""Near-duplicates: one date and one split a cluster, the same in any order; programs are only ever lost to their own kind."""

from __future__ import annotations

import dataclasses
import random
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from pipelines.near_copies import FOUND, families, kin_of, likeness_of, settle, thin
from pipelines.neardup import clusters, settings_for
from pipelines.neardup.texts import Hashes
from pipelines.settings import DROP, MARK, MERGE
from schemas.dossier import Kin
from schemas.language import Language
from schemas.problem import Label, Problem, Solution, Test
from tests.pipelines.neardup.corpora import named, planted
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


class Dated(NamedTuple):
    """What of a problem decides about its kin."""

    name: str
    statement: str
    published: date | None


def kin_among(problems: Sequence[Dated], threshold: float) -> dict[str, Kin]:
    """`kin_of` of whole statements."""
    found = [likeness_of(*one, threshold) for one in problems]
    shingles = {one.name: held for one, held in found}
    return kin_of([one for one, _ in found], threshold, shingles.__getitem__)


@few
@given(st.lists(st.tuples(statements, dates), max_size=6), st.randoms(use_true_random=False))
def test_kin_depend_on_no_order_and_share_the_earliest_date(drawn: list[tuple[str, date | None]], rng: random.Random) -> None:
    problems = [Dated(f"p{place}", text, day) for place, (text, day) in enumerate(drawn)]
    found = kin_among(problems, 0.6)
    assert kin_among(rng.sample(problems, len(problems)), 0.6) == found
    assert set(found) == {one.name for one in problems}
    for one in problems:
        kin = found[one.name]
        members = [other for other in problems if kin.cluster and found[other.name].cluster == kin.cluster] or [one]
        days = [other.published for other in members]
        assert kin.published == (None if None in days else min(day for day in days if day))
        assert kin.cluster == "" or len(members) > 1
        if not one.statement:
            assert kin == Kin(published=one.published)


@few
@given(st.integers(0, 10_000), st.sampled_from([0.3, 0.6, 0.8]))
def test_sketches_and_shingles_say_what_whole_statements_say(seed: int, threshold: float) -> None:
    texts = named([*planted(40, seed, length=30, most_edits=5), "", "?", "one", "one"])
    found = kin_among([Dated(name, text, None) for name, text in texts], threshold)
    rows = list(clusters(texts, settings_for(threshold, found=FOUND)).rows())
    sizes = Counter(row.cluster for row in rows)
    assert {name: kin.cluster for name, kin in found.items()} == {
        row.id: row.cluster if sizes[row.cluster] > 1 else "" for row in rows
    }


def test_shingles_are_read_only_where_another_statement_may_be_near() -> None:
    """A workspace in a bucket takes long to answer, and 13,610 statements have few near ones among them."""
    problems = [Dated(name, text, None) for name, text in named(planted(300, seed=4, length=150))]
    found = [likeness_of(*one, 0.8) for one in problems]
    shingles, asked = {one.name: held for one, held in found}, Counter[str]()

    def read(name: str) -> Hashes:
        asked[name] += 1
        return shingles[name]

    kin = kin_of([one for one, _ in found], 0.8, read)
    near = {name for name, one in kin.items() if one.cluster}
    assert len(near) > 80
    assert len(asked) < len(near) + 40
    assert max(asked.values()) < 10
    assert all(len(one.keys) + len(one.powers) < 300 for one, _ in found)


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


@few
@given(st.permutations(range(3)))
def test_a_cycle_of_conflicting_labels_is_told_once_for_each_program(order: list[int]) -> None:
    """Each of three programs is right in one problem and wrong in the next, the last of them in the first."""
    sources = ["int main() { a(); }", "int main() { b(); }", "int main() { c(); }"]
    cycle = [
        problem(
            f"p{place}",
            OLD,
            solutions=(Solution(Language.CPP, sources[place]),),
            incorrect_solutions=(Solution(Language.CPP, sources[place - 1], Label.WRONG_ANSWER),),
        )
        for place in range(3)
    ]
    (kept,), rejections = settle([cycle[place] for place in order], MERGE, "liken")
    assert (kept.name, kept.all_solutions) == ("p0", ())
    told = Counter((one.reason, one.count) for one in rejections)
    assert told == {("near_duplicate_problem", 1): 2, ("conflicting_labels", 2): 3}


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


@moderate
@given(programs, st.randoms(use_true_random=False))
def test_families_part_the_programs_whatever_their_order(solutions: list[Solution], rng: random.Random) -> None:
    found = families(solutions, 0.6)
    assert families(rng.sample(solutions, len(solutions)), 0.6) == found
    everyone = {one.white_space_blind_digest for one in solutions}
    assert sorted(digest for family in found for digest in family) == sorted(everyone)
    assert families(solutions, 0.0) == [frozenset([digest]) for digest in sorted(everyone)]
    language_of = {one.white_space_blind_digest: one.language for one in solutions}
    assert all(len({language_of[digest] for digest in family}) == 1 for family in found)


def test_families_hold_right_and_wrong_programs_and_twins_but_for_white_space() -> None:
    right, spaced = Solution(Language.CPP, LONG), Solution(Language.CPP, changed(LONG, 0).replace(" ", "\n\n"))
    wrong = Solution(Language.CPP, changed(LONG, 0), Label.WRONG_ANSWER)
    other = Solution(Language.PYTHON3, LONG)
    digests = [one.white_space_blind_digest for one in (right, wrong, other)]
    assert set(families([right, spaced, wrong, other], 0.6)) == {frozenset(digests[:2]), frozenset(digests[2:])}

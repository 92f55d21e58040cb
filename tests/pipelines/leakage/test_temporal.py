"""Time: what a build divides has no violation, and each planted one is found with its name."""

from __future__ import annotations

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.leakage.entries import Cuts, Entry
from pipelines.leakage.temporal import straddling, violations
from pipelines.settings import LAST_TRAIN_DATE, LAST_VALID_DATE, BuildSettings
from pipelines.stages.divide import divide
from schemas.problem import Problem, Split
from tests.pipelines.strategies import dates, few
from tests.pipelines.test_near_copies import Dated, kin_among, statements

CUTS = Cuts(LAST_TRAIN_DATE, LAST_VALID_DATE)
SETTINGS = BuildSettings(source="jsonl", input="x")
OLD, VALID, NEW = date(2021, 7, 14), date(2021, 7, 15), date(2021, 9, 21)


@few
@given(st.lists(st.tuples(statements, dates), max_size=7))
def test_what_is_divided_by_clusters_has_no_violation(drawn: list[tuple[str, date | None]]) -> None:
    dated = [Dated(f"p{place}", text, day) for place, (text, day) in enumerate(drawn)]
    kin = kin_among(dated, 0.6)
    entries = []
    for one in dated:
        dossier = divide(Problem(name=one.name, description=one.statement, published=one.published), SETTINGS, kin[one.name])
        found = dossier.kin
        entries.append(Entry(one.name, dossier.split, one.statement, one.published, found.published, found.cluster))
    assert violations(entries, CUTS) == []
    assert violations(entries, Cuts()) == []  # the cut is then where the training problems end


@pytest.mark.parametrize(
    "split, day, kind",
    [
        (Split.TRAIN, VALID, "newer_than_its_split"),
        (Split.VALID, OLD, "older_than_its_split"),
        (Split.VALID, NEW, "newer_than_its_split"),
        (Split.TEST, VALID, "older_than_its_split"),
        (Split.VALID, None, "undated_evaluation"),
        (Split.TEST, None, "undated_evaluation"),
    ],
)
def test_a_problem_in_the_wrong_split_is_found(split: Split, day: date | None, kind: str) -> None:
    fine = [
        Entry("a", Split.TRAIN, "", OLD, OLD),
        Entry("b", Split.VALID, "", VALID, VALID),
        Entry("c", Split.TEST, "", NEW, NEW),
    ]
    wrong = Entry("d", split, "", day, day)
    (violation,) = violations([*fine, wrong], CUTS)
    assert (violation.problem, violation.kind, violation.split) == ("d", kind, split.value)
    assert violations([*fine, Entry("d", split, "", day, day, dated=False)], CUTS) == []


def test_without_cut_dates_the_newest_training_problem_is_the_cut() -> None:
    entries = [
        Entry("a", Split.TRAIN, "", VALID, VALID),
        Entry("b", Split.TEST, "", VALID, VALID),
        Entry("c", Split.TEST, "", NEW, NEW),
    ]
    assert [one.problem for one in violations(entries, Cuts())] == ["b"]


@given(
    st.lists(st.tuples(st.sampled_from(["", "x", "y"]), st.sampled_from(list(Split))), max_size=8),
    st.randoms(use_true_random=False),
)
def test_a_cluster_straddles_where_its_problems_are_in_two_splits(drawn: list[tuple[str, Split]], rng: random.Random) -> None:
    entries = [Entry(f"p{place}", split, "", OLD, OLD, cluster) for place, (cluster, split) in enumerate(drawn)]
    found = {one.problem for one in straddling(rng.sample(entries, len(entries)))}
    for one in entries:
        others = {other.split for other in entries if other.cluster == one.cluster}
        assert (one.name in found) == (bool(one.cluster) and one.split is not Split.TRAIN and len(others) > 1)

"""What becomes of a problem's samples: counts that add up, and figures of cases worked out by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.evaluation.choosing import ALPHACODE
from pipelines.evaluation.filtering import EMPTY, UNFILTERED
from pipelines.evaluation.rates import clustered_rate, curves, figures_of, report_text
from pipelines.evaluation.results import (
    Filtered,
    Judged,
    Outcome,
    chosen_rows,
    outcome_of,
    problem_row,
    program_rows,
)
from pipelines.evaluation.verdicts import Ruled
from schemas.digest import digest
from schemas.solve_rates import Counts, n_at_k
from tests.pipelines.evaluation.making import entry
from tests.pipelines.strategies import few, moderate

Row = tuple[str, str, str, int, str]
"""On the examples, on all tests, signature, samples, checkpoint."""


def weigh(rows: list[Row], name: str = "p") -> tuple[list[Filtered], dict[str, Judged], Outcome]:
    filtered, judged = [], {}
    for place, (on_examples, verdict, signature, samples, checkpoint) in enumerate(rows):
        one = entry(str(place), samples, checkpoint=checkpoint)
        filtered.append(Filtered(one, on_examples, hard_coded=place == 0))
        if on_examples in ("AC", UNFILTERED):
            judged[one.program] = Judged(one.program, signature, Ruled(verdict, -1 if verdict == "AC" else 0, 0.1))
    return filtered, judged, outcome_of(name, "valid", filtered, judged, ALPHACODE, 0)


rows_lists = st.lists(
    st.tuples(
        st.sampled_from(["AC", "AC", "WA", "CE", "JE", EMPTY]),
        st.sampled_from(["AC", "WA", "TLE", "UNSTABLE"]),
        st.sampled_from(["x", "y", "z", ""]),
        st.integers(1, 5),
        st.sampled_from(["m", "n"]),
    ),
    min_size=1,
    max_size=10,
)


@moderate
@given(rows_lists)
def test_counts_add_up_and_nothing_is_lost(rows: list[Row]) -> None:
    filtered, judged, found = weigh(rows)
    assert found.samples == sum(row[3] for row in rows)
    assert found.undecided + found.total.samples == found.samples
    assert sum(count for _, count in found.on_examples) == found.samples
    assert found.programs == len(rows) == len(list(program_rows("p", filtered, judged)))
    decided = [row for row in rows if row[0] not in ("JE",) and not (row[0] == "AC" and row[1] == "UNSTABLE")]
    assert found.total == Counts(
        sum(row[3] for row in decided),
        sum(row[3] for row in decided if row[0] == "AC"),
        sum(row[3] for row in decided if row[:2] == ("AC", "AC")),
    )
    assert {name for name, _ in found.counts} == {row[4] for row in decided}
    assert len(found.weighed) + found.unclustered == sum(row[0] == "AC" for row in decided)
    assert sum(problem_row(found)["clusters"]) == sum(one.contender.samples for one in found.weighed)
    assert not found.solved or found.total.solving


def test_a_case_by_hand() -> None:
    filtered, judged, found = weigh(
        [("AC", "WA", "x", 5, "m"), ("AC", "AC", "y", 1, "m"), ("WA", "", "", 2, "m"), ("CE", "", "", 92, "n")]
    )
    assert found.total == Counts(100, 6, 1)
    assert dict(found.counts) == {"m": Counts(8, 6, 1), "n": Counts(92, 0, 0)}
    assert (found.hard_coded, found.hard_coded_passing) == (5, 5)
    assert found.solved
    rows = list(chosen_rows(found, filtered, judged, {one.program: "text" for one in found.chosen}))
    assert [(row["rank"], row["verdict"], row["cluster"]) for row in rows] == [(1, "WA", 0), (2, "AC", 1)]
    row = problem_row(found)
    assert (row["clusters"], row["passing"], row["solving"], row["solved"]) == ([5, 1], 6, 1, True)


def test_zero_survivors() -> None:
    _, judged, found = weigh([("WA", "", "", 3, "m"), ("CE", "", "", 1, "m")])
    assert judged == {}
    assert (found.total, found.chosen, found.weighed, found.solved) == (Counts(4, 0, 0), (), (), False)
    figures = figures_of([found], ALPHACODE)
    assert figures["problems_without_passing_samples"]["value"] == 1.0
    assert {point["rate"]["value"] for line in figures["curves"].values() for point in line} == {0.0}
    assert "problems with no such sample" in report_text(figures)


def test_a_problem_without_examples_is_said_not_to_be_filtered() -> None:
    _, _, found = weigh([(UNFILTERED, "AC", "x", 3, "m"), (UNFILTERED, "WA", "x", 1, "m")])
    assert not found.filtered
    figures = figures_of([found], ALPHACODE)
    assert figures["problems_not_filtered"] == ["p"]
    assert figures["samples_passing_examples"] == {"micro": None, "macro": None}
    assert figures["problems_with_one_cluster"] == 1
    assert "no examples, so not filtered: p" in report_text(figures)


def test_nothing_at_all_has_figures() -> None:
    figures = figures_of([], ALPHACODE)
    assert figures["problems"] == figures["samples"] == 0
    assert report_text(figures)


def test_figures_are_the_formulas() -> None:
    outcomes = [
        weigh([("AC", "AC", "x", 2, "m"), ("AC", "WA", "y", 3, "m"), ("WA", "", "", 5, "m")], "p")[2],
        weigh([("WA", "", "", 10, "m")], "q")[2],
    ]
    figures = figures_of(outcomes, ALPHACODE, flops_per_sample=1e9)
    line = {point["k"]: point["rate"]["value"] for point in figures["curves"]["10@k, filtered"]}
    assert line[1] == pytest.approx(n_at_k(Counts(10, 5, 2), 10, 1) / 2)
    assert line[10] == pytest.approx(0.5)
    assert figures["problems_solved"]["value"] == 0.5
    assert figures["samples_passing_examples"]["micro"] == 0.25
    assert figures["samples_passing_examples"]["macro"]["value"] == 0.25
    assert figures["samples_solving"] == 0.1
    fits = figures["fits"]["pass@k"]
    assert fits["flops"]["slope"] == pytest.approx(fits["samples"]["slope"])
    assert figures_of(outcomes, ALPHACODE, flops_per_sample=1e9) == figures


@few
@given(rows_lists, st.data())
def test_clustered_rates_are_zeros_and_ones_and_end_at_the_choice(rows: list[Row], data: st.DataObject) -> None:
    found = weigh(rows)[2]
    samples = found.total.samples
    with pytest.raises(ValueError, match="samples wanted"):
        clustered_rate(found, samples + 1, ALPHACODE)
    if samples:
        k = data.draw(st.integers(1, samples))
        assert set(clustered_rate(found, k, ALPHACODE)) <= {0.0, 1.0}
        if len(found.weighed) <= 10:  # all are handed in, whatever the draw
            assert set(clustered_rate(found, samples, ALPHACODE)) == {float(any(one.solves for one in found.weighed))}


def test_clusters_help_where_the_wrong_answers_agree() -> None:
    crowd = [("AC", "WA", "same", 1, "m")] * 200
    rows = [*crowd, ("AC", "AC", "right", 1, "m")]
    found = weigh([(*row[:2], row[2], row[3], row[4]) for row in rows])[2]
    lines = curves([found], ALPHACODE)
    assert lines["10@k, clustered"][-1].rate.value == 1.0
    assert lines["10@k, filtered"][-1].rate.value == pytest.approx(10 / 201)


def test_programs_have_the_rows_of_their_verdicts() -> None:
    filtered, judged, _ = weigh([("AC", "WA", "x", 5, "m"), ("WA", "", "", 2, "m")])
    rows = {row["program"]: row for row in program_rows("p", filtered, judged)}
    assert rows[digest("0")] | {"sample_id": ""} == {
        "problem": "p",
        "program": digest("0"),
        "language": "PYTHON3",
        "sample_id": "",
        "samples": 5,
        "on_examples": "AC",
        "hard_coded": True,
        "signature": "x",
        "verdict": "WA",
        "failed_test": 0,
    }
    assert (rows[digest("1")]["verdict"], rows[digest("1")]["failed_test"]) == ("WA", -1)

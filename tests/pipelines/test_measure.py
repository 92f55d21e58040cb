"""Measuring: the figures are those of the definitions, and come from solutions that never built the dataset."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipelines.evaluation.figures import figures_of, report_text
from pipelines.evaluation.trials import KINDS, Near, Task, Trial, Tried, measuring_limit_s, outcome, try_out
from pipelines.execution.checking import Referees
from pipelines.execution.engine import Engine
from pipelines.measure import NothingToMeasure, measure
from pipelines.running.run import pipeline_options
from schemas.language import Language
from schemas.problem import Label, Limits, Problem, Solution, Test
from tests.pipelines.building import build_here
from tests.pipelines.execution.checkers import kattis_python
from tests.pipelines.execution.programs import LIMITS
from tests.pipelines.small_corpus import problems, program, write_jsonl


def trial(label: Label, slowest_s: float = 0.1, counts: bool = True, **verdicts: str) -> Trial:
    solution = Solution(Language.PYTHON3, f"{label.value} {slowest_s} {sorted(verdicts.items())}", label)
    found = {"public": "AC", "private": "", "generated": "", "official": "", **verdicts}
    slowest = {kind: slowest_s if verdict else 0.0 for kind, verdict in found.items()}
    return Trial(Task("p", solution, counts), Tried(found, slowest, dict.fromkeys(KINDS, -1), ()))


def taking(one: Trial, **slowest_s: float) -> Trial:
    """The same with other times by kind."""
    return one._replace(tried=one.tried._replace(slowest_cpu_s=dict.fromkeys(KINDS, 0.0) | slowest_s))


def test_passing_means_every_test_of_the_set() -> None:
    one = trial(Label.WRONG_ANSWER, generated="WA")
    assert outcome(one, ("public", "private"), 1.0).passed is True
    assert outcome(one, ("public", "private", "generated"), 1.0).passed is False


def test_a_judge_error_is_no_verdict() -> None:
    assert outcome(trial(Label.CORRECT, private="JE"), ("public", "private"), 1.0).passed is None
    assert outcome(trial(Label.CORRECT, public="US"), ("public",), 1.0).passed is None


def test_too_slow_is_rejected() -> None:
    assert outcome(trial(Label.CORRECT, slowest_s=1.5), ("public",), 1.0).passed is False


def test_slowness_counts_against_the_kind_of_test_on_which_it_shows() -> None:
    slow = taking(trial(Label.TIME_LIMIT_EXCEEDED, generated="AC"), public=0.1, generated=5.0)
    assert outcome(slow, ("public", "private"), 1.0).passed is True
    assert outcome(slow, ("public", "private", "generated"), 1.0).passed is False


def test_without_a_stated_limit_it_is_twice_the_slowest_right_one() -> None:
    trials = [trial(Label.CORRECT, 0.9), trial(Label.CORRECT, 0.7, counts=False)]
    problem = Problem(name="p", description="")
    assert measuring_limit_s(problem, trials) == pytest.approx(1.8)
    assert measuring_limit_s(problem, []) == 1.0
    stuck = taking(trial(Label.CORRECT, generated="TLE"), public=2.0, generated=10.0)
    assert measuring_limit_s(problem, [*trials, stuck]) == pytest.approx(4.0), (
        "a test on which it hangs says nothing of its speed"
    )


def test_a_stated_limit_grows_only_with_solutions_of_the_build_half() -> None:
    problem = Problem(name="p", description="", limits=Limits.of(2.0, None))
    assert measuring_limit_s(problem, [trial(Label.CORRECT, 9.0)]) == 2.0
    assert measuring_limit_s(problem, [trial(Label.CORRECT, 1.5, counts=False)]) == 3.0


def test_figures_of_a_case_counted_by_hand() -> None:
    trials = [
        trial(Label.CORRECT, 0.1),
        trial(Label.CORRECT, 0.2, generated="WA"),
        trial(Label.WRONG_ANSWER, 0.1, generated="WA"),
        trial(Label.WRONG_ANSWER, 0.2, private="WA"),
        trial(Label.TIME_LIMIT_EXCEEDED, 0.1),
        trial(Label.RUN_TIME_ERROR, 0.1, public="JE"),
    ]
    sets = figures_of(trials, {"p": 1.0})["sets"]
    assert set(sets) == {"samples", "given", "dataset"}
    whole = sets["dataset"]
    assert whole["tpr"]["micro"]["value"] == pytest.approx(1 / 2)
    assert whole["tnr"]["wrong_answer"]["micro"]["value"] == pytest.approx(1.0)
    assert whole["tnr"]["time_limit_exceeded"]["micro"]["value"] == pytest.approx(0.0)
    assert whole["tnr"]["all wrong"]["micro"]["value"] == pytest.approx(2 / 3)
    assert whole["fpr"]["micro"]["value"] == pytest.approx(1 / 3)
    assert whole["consistency"]["micro"]["value"] == pytest.approx(3 / 5)
    assert whole["judge_errors"] == 1
    assert "run_time_error" not in whole["tnr"], "the judge's failure was taken for a verdict"
    assert len(whole["slipped_through"]) == 1
    assert sets["samples"]["tnr"]["all wrong"]["micro"]["value"] == pytest.approx(0.0)


@pytest.fixture(scope="module")
def half(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("measured")
    rows = problems()
    rows[0]["tle"] = [
        program("n = int(input())\nwhile n > 1:\n    pass\nprint(sum(map(int, input().split())))", 200),
        program("import time\nn = int(input())\nwhile n > 2:\n    time.time()\nprint(sum(map(int, input().split())))", 201),
    ]
    assert build_here(write_jsonl(folder / "small.jsonl", rows), folder / "dataset", holdout=0.5, given_tests="samples")
    return folder / "dataset"


def test_a_measured_dataset(half: Path, tmp_path: Path) -> None:
    figures = measure(half, tmp_path / "figures.json", pipeline_options([], 1))
    assert figures["solutions"] == 3 + 1 + 1 + 2 + 1
    whole = figures["sets"]["dataset"]
    assert whole["tpr"]["micro"]["value"] == 1.0
    assert whole["tnr"]["time_limit_exceeded"]["micro"]["value"] == 1.0
    assert whole["judge_errors"] == 0
    assert "official" in figures["sets"]
    assert json.loads((tmp_path / "figures.json").read_text()) == figures
    text = report_text(figures)
    assert "TPR" in text
    assert "TNR wrong_answer" in text


@pytest.mark.slow
def test_measuring_twice_gives_the_same_rates(half: Path, tmp_path: Path) -> None:
    first = measure(half, tmp_path / "1.json", pipeline_options([], 1))
    second = measure(half, tmp_path / "2.json", pipeline_options([], 2))
    assert first["sets"] == second["sets"]


@pytest.mark.slow
def test_measuring_leaves_no_scratch_behind(half: Path, tmp_path: Path) -> None:
    measure(half, tmp_path / "figures.json", pipeline_options([], 1))
    assert [path.name for path in half.iterdir() if path.name.startswith(".")] == []


def test_nothing_held_out_is_said_plainly(tmp_path: Path) -> None:
    source = write_jsonl(tmp_path / "small.jsonl", problems())
    build_here(source, tmp_path / "dataset", max_tests=1)
    with pytest.raises(NothingToMeasure, match="--holdout"):
        measure(tmp_path / "dataset", tmp_path / "out.json", pipeline_options([], 1))


def test_a_program_is_tried_out_by_the_problems_own_checker(tmp_path: Path) -> None:
    engine = Engine(tmp_path)
    referees = Referees(engine)
    public, private = (Test("5\n", "5 0\n"),), (Test("6\n", "6 0\n"),)
    problem = Problem(name="p", description="", checker=kattis_python(), public_tests=public, private_tests=private)
    for source, verdicts in (
        ("n = int(input())\nprint(n // 2, n - n // 2)", ("AC", "AC")),
        ("n = int(input())\nprint(2, 3)", ("AC", "WA")),
    ):
        tried = try_out(engine, problem, Solution(Language.PYTHON3, source), LIMITS, referees.of(problem.checker))
        assert (tried.verdicts["public"], tried.verdicts["private"], tried.verdicts["generated"]) == (*verdicts, "")
        assert (tried.failed["public"], tried.failed["private"]) == (-1, 0 if "WA" in verdicts else -1)
        assert {(one.kind, one.place) for one in tried.slowest} == {("public", 0), ("private", 0)}
    referees.close()


def test_what_slipped_through_is_named_with_the_tests_that_were_nearest() -> None:
    slow = trial(Label.TIME_LIMIT_EXCEEDED, generated="AC")
    slow = slow._replace(tried=slow.tried._replace(slowest=(Near("generated", 7, 0.9), Near("official", 2, 0.8))))
    rejected = trial(Label.WRONG_ANSWER, generated="WA")
    rejected = rejected._replace(tried=rejected.tried._replace(failed={**rejected.tried.failed, "generated": 4}))
    figures = figures_of([trial(Label.CORRECT), slow, rejected], {"p": 1.0})
    (tests,) = figures["sets"]["dataset"]["nearest"].values()
    assert tests[0] == "generated/7: 0.900 s of 1 s"
    assert tests[1].startswith("generated/4: rejects ")
    assert len(tests) == 2, "official tests are none of the dataset's"
    assert "generated/7: 0.900 s of 1 s" in report_text({**figures, "skipped": {}})


def test_what_is_not_judged_is_listed_with_the_reason() -> None:
    figures = {**figures_of([trial(Label.CORRECT)], {"p": 1.0}), "skipped": {"q": "its own checker is not in the data"}}
    assert "not judged: q: its own checker is not in the data" in report_text(figures)

"""The whole check: a clean dataset passes, each planted leak is found, and the command's exit code says which it is."""

from __future__ import annotations

import dataclasses
import json
from datetime import date
from pathlib import Path

import pytest

import beam_runner
from pipelines.leakage.check import LeakageSettings, as_value, counts_at, leakage, report_text
from schemas.dossier import Kin
from schemas.language import Language
from schemas.parquet import DatasetError
from schemas.problem import Problem, Solution, Split, Test
from tests.pipelines.leakage.planting import plant
from tests.pipelines.test_near_copies import LONG, OTHER, changed

OLD, VALID, NEW = date(2020, 1, 1), date(2021, 8, 1), date(2022, 1, 1)
DOUBLE = Solution(Language.PYTHON3, "print(2 * int(input()))")
TESTS = tuple(Test(f"{place}\n", f"{2 * place}\n") for place in range(3))
OLD_ONE = Problem(name="old", description=LONG, published=OLD, solutions=(DOUBLE,), public_tests=TESTS)
VALID_ONE = Problem(name="valid", description=OTHER, published=VALID, public_tests=(Test("3\n", "4\n"),))
CLEAN = {
    Split.TRAIN: [OLD_ONE],
    Split.VALID: [VALID_ONE],
    Split.TEST: [Problem(name="new", description="Reverse a word.", published=NEW, public_tests=(Test("ab", "ba"),))],
}
NO_RUNS = LeakageSettings(runs=0)


def test_a_clean_dataset_has_no_violation(tmp_path: Path) -> None:
    found = leakage(plant(tmp_path / "d", CLEAN), LeakageSettings())
    assert not found.violated
    assert (found.temporal, found.near, found.undated) == ((), (), 0)
    assert found.cross is not None
    assert (found.cross.tried, found.cross.solved) == (1, ())
    assert report_text(found).endswith("no violation")


def test_a_copied_problem_is_found_by_its_statement_and_its_program(tmp_path: Path) -> None:
    copy = dataclasses.replace(VALID_ONE, description=changed(LONG, 0), public_tests=TESTS)
    found = leakage(plant(tmp_path / "d", {**CLEAN, Split.VALID: [copy]}), LeakageSettings())
    (pair,) = found.too_near
    assert (pair.earlier, pair.later, pair.splits) == ("old", "valid", ("train", "valid"))
    assert found.violated
    assert found.cross is not None
    assert [(one.problem, one.training_problem) for one in found.cross.solved] == [("valid", "old")]
    assert found.cross.solved_share == 1.0
    assert found.neighbours[0].by_shingles == "old"
    text = report_text(found)
    assert "valid (valid) is near old (train)" in text
    assert "1 solved (100.0 %; 1 of 1 pairs tried)" in text
    looser = leakage(tmp_path / "d", dataclasses.replace(NO_RUNS, threshold=1.0))
    assert not looser.violated
    assert [one.jaccard for one in looser.near] == [pair.jaccard]


@pytest.mark.parametrize(
    "problem, kin, kinds",
    [
        (dataclasses.replace(VALID_ONE, published=OLD), None, ["older_than_its_split"]),
        (dataclasses.replace(VALID_ONE, published=None), None, ["undated_evaluation"]),
        (dataclasses.replace(VALID_ONE, published=NEW), None, ["newer_than_its_split"]),
        (VALID_ONE, Kin("c", VALID), ["cluster_straddles"]),
        (VALID_ONE, Kin("c", OLD), ["cluster_straddles", "older_than_its_split"]),
    ],
)
def test_violations_of_time(tmp_path: Path, problem: Problem, kin: Kin | None, kinds: list[str]) -> None:
    kin_of_all = {"valid": kin, "old": Kin("c", OLD)} if kin else {}
    found = leakage(plant(tmp_path / "d", {**CLEAN, Split.VALID: [problem]}, kin_of_all), NO_RUNS)
    assert [(one.problem, one.kind) for one in found.temporal] == [("valid", kind) for kind in kinds]
    assert found.violated


def test_a_cluster_in_train_takes_later_problems_with_it(tmp_path: Path) -> None:
    late = dataclasses.replace(OLD_ONE, name="late", published=NEW)
    kin = {"late": Kin("c", OLD), "old": Kin("c", OLD)}
    assert not leakage(plant(tmp_path / "d", {**CLEAN, Split.TRAIN: [OLD_ONE, late]}, kin), NO_RUNS).violated
    assert leakage(plant(tmp_path / "e", {**CLEAN, Split.TRAIN: [OLD_ONE, late]}), NO_RUNS).violated


def test_a_dataset_without_tables_is_looked_at_as_far_as_can_be(tmp_path: Path) -> None:
    folder = plant(tmp_path / "d", CLEAN)
    for path in (folder / "sidecars").iterdir():
        path.unlink()
    (folder / "manifest.json").write_text("{}")
    found = leakage(folder, NO_RUNS)
    assert (found.undated, found.temporal) == (3, ())
    assert "3 of them are in no table with dates" in report_text(found)


def test_without_valid_and_test_there_is_nothing_to_leak(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="nothing can leak"):
        leakage(plant(tmp_path / "d", {Split.TRAIN: [OLD_ONE]}), NO_RUNS)


def test_counts_fall_as_thresholds_rise(tmp_path: Path) -> None:
    texts = [LONG, changed(LONG, 0), changed(changed(LONG, 0), 1)]
    valid = [dataclasses.replace(VALID_ONE, name=f"v{place}", description=text) for place, text in enumerate(texts)]
    found = leakage(plant(tmp_path / "d", {**CLEAN, Split.VALID: valid}), NO_RUNS)
    counts = counts_at(found.near, 0.75)
    assert [least for least, _, _ in counts] == sorted({0.3, 0.5, 0.6, 0.7, 0.75, 0.8, 0.9, 1.0})
    assert [pairs for _, pairs, _ in counts] == sorted((pairs for _, pairs, _ in counts), reverse=True)
    assert counts[0][1:] == (3, 3)
    assert counts[-1][1:] == (1, 1)


def test_the_report_is_the_same_again_and_is_json(tmp_path: Path) -> None:
    folder = plant(tmp_path / "d", CLEAN)
    first, second = (as_value(leakage(folder, NO_RUNS)) for _ in range(2))
    assert first == second
    assert json.loads(json.dumps(first)) == first


@pytest.mark.parametrize("settings", [{"threshold": 0.0}, {"threshold": 1.5}, {"runs": -1}, {"against": Split.TRAIN}])
def test_settings_that_make_no_sense_are_refused(settings: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=f"--{next(iter(settings))}"):
        LeakageSettings(**settings)  # type: ignore[arg-type]  # of the right types, but for their values


def test_the_exit_code_says_whether_something_leaks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(plant(tmp_path / "d", CLEAN))
    assert beam_runner.main(["leakage", folder, "--runs", "0"]) == 0
    assert json.loads((tmp_path / "d/measured/leakage.json").read_text())["violated"] is False
    leaking = str(plant(tmp_path / "e", {**CLEAN, Split.TEST: [dataclasses.replace(OLD_ONE, name="x", published=NEW)]}))
    report = tmp_path / "reports" / "r.json"
    assert beam_runner.main(["leakage", leaking, "--runs", "0", "--output", str(report)]) == 1
    assert json.loads(report.read_text())["violated"] is True
    assert "it LEAKS" in capsys.readouterr().out
    assert beam_runner.main(["leakage", str(tmp_path / "nowhere")]) == 2
    assert beam_runner.main(["leakage", folder, "--frobnicate"]) == 2
    assert capsys.readouterr().err.count("\n") == 2

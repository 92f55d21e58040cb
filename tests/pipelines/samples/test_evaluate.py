"""Evaluations from end to end on a tiny dataset: right figures, nothing lost, the same whoever runs them and however often."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

import beam_runner
from pipelines.evaluation import filtering
from pipelines.evaluation.settings import EvaluateSettings
from pipelines.running.run import pipeline_options
from pipelines.samples import steps as evaluate_steps
from pipelines.samples.evaluate import evaluate
from pipelines.samples.inputs import SamplesDoNotFit
from pipelines.samples.output import read_summary
from schemas.language import Language
from schemas.parquet import Dataset, DatasetError
from schemas.samples import Sample, write_cluster_inputs
from tests.pipelines.building import build_here, steady_files
from tests.pipelines.evaluation.making import sample, write
from tests.pipelines.small_corpus import SUM_RIGHT, SUM_WRONG, WORD_RIGHT, WORD_WRONG, problems, write_jsonl

INPUTS = 20
TABLES = ("problems.parquet", "programs.parquet", "chosen.parquet")


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("evaluated")
    assert build_here(write_jsonl(folder / "small.jsonl", problems()), folder / "dataset", max_tests=4)
    return folder / "dataset"


def drafts() -> list[Sample]:
    """Samples of the two problems, of all sorts."""
    sources = [
        ("sum", SUM_RIGHT[0], 3),
        ("sum", SUM_RIGHT[2], 1),
        ("sum", SUM_WRONG[0], 2),  # right on the example, wrong on hidden tests
        ("sum", SUM_WRONG[1], 1),
        ("sum", "", 2),
        ("sum", "print(0)", 1),  # the output of the example
        ("sum", "while True: pass", 1),
        ("sum", "print((", 4),
        ("sum", "#" * (1 << 20) + "\nprint(0)", 1),
        ("sum", "import os\nwhile True:\n    os.fork()", 1),
        ("word", WORD_WRONG[0], 3),
        ("word", WORD_WRONG[1], 2),  # prints the output of the example, whatever comes
    ]
    spread = [(problem, source) for problem, source, count in sources for _ in range(count)]
    return [sample(problem, source, number, checkpoint=f"m{number % 2}") for number, (problem, source) in enumerate(spread)]


def run(dataset: Path, samples: Path, output: Path, workers: int = 1, **settings: Any) -> dict[str, Any]:
    chosen: dict[str, Any] = {"input_count": INPUTS, **settings}
    evaluate(dataset, samples, output, EvaluateSettings(**chosen), pipeline_options([], workers))
    return read_summary(output)


@pytest.fixture(scope="module")
def evaluated(dataset: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("results")
    run(dataset, write(folder / "samples", drafts()), folder / "out")
    return folder / "out"


def rows(output: Path, table: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = pq.read_table(output / table).to_pylist()
    return found


def test_every_sample_is_somewhere(evaluated: Path) -> None:
    found = {row["problem"]: row for row in rows(evaluated, "problems.parquet")}
    assert {name: row["samples"] for name, row in found.items()} == {"sum": 17, "word": 5}
    assert sum(row["samples"] for row in rows(evaluated, "programs.parquet")) == 22
    verdicts = dict(found["sum"]["on_examples"])
    assert verdicts.pop("TLE", 0) + verdicts.pop("RTE", 0) + verdicts.pop("MLE", 0) == 2, "the loop and the bomb"
    assert verdicts == {"AC": 7, "WA": 1, "EMPTY": 2, "CE": 5}
    assert dict(found["word"]["on_examples"]) == {"WA": 3, "AC": 2}


def test_what_passes_is_judged_by_hidden_tests(evaluated: Path) -> None:
    found = {row["problem"]: row for row in rows(evaluated, "problems.parquet")}
    assert (found["sum"]["passing"], found["sum"]["solving"], found["sum"]["solved"]) == (7, 4, True)
    assert (found["word"]["passing"], found["word"]["solving"], found["word"]["solved"]) == (2, 0, False)
    programs = {row["sample_id"]: row for row in rows(evaluated, "programs.parquet")}
    assert programs["0000"]["signature"] == programs["0003"]["signature"] != programs["0004"]["signature"]


def test_hard_coded_outputs_are_counted(evaluated: Path) -> None:
    found = {row["problem"]: row for row in rows(evaluated, "problems.parquet")}
    assert (found["word"]["hard_coded"], found["word"]["hard_coded_passing"]) == (2, 2)
    assert read_summary(evaluated)["samples_hard_coded_passing"] >= 2


def test_what_is_handed_in_has_its_text(evaluated: Path) -> None:
    chosen = [row for row in rows(evaluated, "chosen.parquet") if row["problem"] == "sum"]
    assert [row["rank"] for row in chosen] == list(range(1, len(chosen) + 1))
    assert {row["source"] for row in chosen} == {SUM_RIGHT[0], SUM_RIGHT[2], SUM_WRONG[0], "print(0)"}
    assert chosen[0]["source"] in SUM_RIGHT, "the largest cluster comes first"
    assert {row["source"] for row in chosen if row["verdict"] == "AC"} == {SUM_RIGHT[0], SUM_RIGHT[2]}


def test_figures_for_a_person(evaluated: Path) -> None:
    figures = read_summary(evaluated)
    assert figures["problems_solved"]["value"] == 0.5
    assert figures["curves"]["10@k, clustered"][-1]["k"] == 17
    assert not list(evaluated.glob(".evaluate-*")), "scratch is left"


def test_workers_files_and_order_make_no_difference(dataset: Path, evaluated: Path, tmp_path: Path) -> None:
    shuffled = sorted(drafts(), key=lambda one: one.program)
    run(dataset, write(tmp_path / "samples", shuffled, files=3), tmp_path / "out", workers=2)

    def steady(output: Path) -> list[list[dict[str, Any]]]:
        tables = [rows(output, name) for name in TABLES]
        return [[{key: value for key, value in row.items() if key != "sample_id"} for row in table] for table in tables]

    fork = {"RTE", "TLE", "MLE"}
    ours, theirs = steady(tmp_path / "out"), steady(evaluated)
    assert ours[2] == theirs[2]
    for left, right in zip(ours[1], theirs[1], strict=True):
        assert left == right or {left["verdict"], right["verdict"]} <= fork


def test_a_second_time_there_is_nothing_to_do(dataset: Path, evaluated: Path) -> None:
    before = steady_files(evaluated)
    samples = evaluated.parent / "samples"
    assert not evaluate(dataset, samples, evaluated, EvaluateSettings(input_count=INPUTS), pipeline_options([], 1))
    assert steady_files(evaluated) == before
    with pytest.raises(DatasetError, match="another evaluation"):
        run(dataset, samples, evaluated, seed=1)


def test_it_goes_on_where_it_stopped(dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    samples = write(tmp_path / "samples", [sample("word", source, place) for place, source in enumerate(WORD_RIGHT)])

    def broken(*_: Any) -> None:
        raise OSError("no space left")

    with monkeypatch.context() as patch:
        patch.setattr(evaluate_steps, "rule_tests", broken)
        with pytest.raises(Exception, match="no space left"):
            run(dataset, samples, tmp_path / "out")
    monkeypatch.setattr(filtering, "judge_tests", broken)  # the examples have been seen to
    figures = run(dataset, samples, tmp_path / "out")
    assert figures["problems_solved"]["value"] == 1.0


def test_samples_of_other_problems_are_counted_or_refused(dataset: Path, tmp_path: Path) -> None:
    some = [sample("word", WORD_RIGHT[0], 0), *(sample("nobody's", "print(1)", place) for place in range(1, 4))]
    figures = run(dataset, write(tmp_path / "some", some), tmp_path / "out")
    assert figures["rejected"] == {"unknown_problem": 3}
    (line,) = map(json.loads, (tmp_path / "out" / "rejections.ndjson").read_text().splitlines())
    assert (line["problem"], line["reason"], line["item"], line["count"]) == ("nobody's", "unknown_problem", "0001", 3)
    assert figures["without_samples"] == 1
    with pytest.raises(SamplesDoNotFit, match="none of the 3 samples"):
        run(dataset, write(tmp_path / "none", some[1:]), tmp_path / "other")
    assert not (tmp_path / "other").exists()


def test_a_language_of_other_machines_is_evidence_for_nothing(dataset: Path, tmp_path: Path) -> None:
    some = [sample("word", WORD_RIGHT[0], 0), sample("word", "?", 1, language=Language.UNKNOWN_LANGUAGE)]
    figures = run(dataset, write(tmp_path / "some", some), tmp_path / "out")
    assert figures["samples_undecided"] == 1
    assert figures["curves"]["pass@k"][-1]["k"] == 1


def test_given_inputs_tell_samples_apart(dataset: Path, tmp_path: Path) -> None:
    samples = write(
        tmp_path / "some", [sample("sum", source, place) for place, source in enumerate((SUM_RIGHT[0], SUM_WRONG[0]))]
    )
    for name, text, clusters in (("alike", "1\n3\n", [2]), ("apart", "1\n-3\n", [1, 1])):
        with (tmp_path / f"{name}.parquet").open("wb") as file:
            write_cluster_inputs(file, {"sum": (text,)})
        run(dataset, samples, tmp_path / name, inputs=str(tmp_path / f"{name}.parquet"))
        assert rows(tmp_path / name, "problems.parquet")[0]["clusters"] == clusters


@pytest.mark.slow
def test_no_more_programs_are_told_apart_than_wanted(dataset: Path, tmp_path: Path) -> None:
    samples = write(tmp_path / "some", [sample("word", source, place) for place, source in enumerate(WORD_RIGHT)])
    figures = run(dataset, samples, tmp_path / "out", most_clustered=1)
    assert figures["programs_not_clustered"] == len(WORD_RIGHT) - 1
    assert len(rows(tmp_path / "out", "chosen.parquet")) == 1
    assert figures["curves"]["pass@k"][-1]["rate"]["value"] == 1.0, "all are judged all the same"


def test_a_problem_without_examples_is_said_and_not_filtered(
    dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = list(Dataset(dataset).problems())
    bare = [(split, dataclasses.replace(one, public_tests=())) for split, one in whole]
    monkeypatch.setattr(Dataset, "problems", lambda _: iter(bare))
    samples = write(
        tmp_path / "some", [sample("word", source, place) for place, source in enumerate([WORD_RIGHT[0], *WORD_WRONG])]
    )
    figures = run(dataset, samples, tmp_path / "out")
    assert figures["problems_not_filtered"] == ["word"]
    assert figures["on_examples"] == {"UNFILTERED": 3}
    row = rows(tmp_path / "out", "problems.parquet")[0]
    assert (row["passing"], row["solving"], row["clusters"]) == (3, 1, [3])


@pytest.mark.parametrize(
    ("option", "value"), [("--splits", ("odd",)), ("--rule", "best"), ("--example_cpu_s", 0.0), ("--input_count", -1)]
)
def test_settings_that_make_no_sense(option: str, value: Any) -> None:
    with pytest.raises(ValueError, match=option):
        EvaluateSettings(**{option[2:]: value})


def test_the_command_and_its_refusals(
    dataset: Path, evaluated: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    samples = str(evaluated.parent / "samples")
    arguments = ["evaluate", str(dataset), samples, "--output", str(evaluated), "--max_cluster_inputs", str(INPUTS)]
    assert beam_runner.main(arguments) == 0
    said = capsys.readouterr().out
    assert "nothing to do" in said
    assert "problems solved by 10 submissions" in said
    for wrong, word in (
        (["evaluate", str(dataset), samples, "--output", str(tmp_path / "o"), "--rule", "alphacode2"], "no sample has a score"),
        (["evaluate", str(tmp_path), samples, "--output", str(tmp_path / "o")], "no manifest.json"),
        (["evaluate", str(dataset), str(tmp_path), "--output", str(tmp_path / "o")], "no *.parquet"),
        (["evaluate", str(dataset), samples, "--output", str(dataset)], "did not leave"),
        (
            ["evaluate", str(dataset), samples, "--output", str(tmp_path / "o"), "--cluster_inputs", "none.parquet"],
            "none.parquet",
        ),
    ):
        assert beam_runner.main(wrong) == 2
        assert word in capsys.readouterr().err
    assert not (tmp_path / "o").exists()


def test_the_summary_is_json_without_surprises(evaluated: Path) -> None:
    assert json.loads((evaluated / "summary.json").read_text())["kind"] == "codequorum evaluate"
    with pytest.raises(DatasetError, match="no finished evaluation"):
        read_summary(evaluated.parent)

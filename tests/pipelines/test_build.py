"""Whole builds: what comes out, that it comes out the same, and that nothing can spoil it."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import signal
import time
from collections import Counter
from pathlib import Path

import pytest

from pipelines.build import WORKSPACE, OutputError, prepare_output
from pipelines.execution.comparison import outputs_match
from pipelines.generation.candidates import draw_candidate
from pipelines.settings import BuildSettings
from pipelines.sources.reading import InputError
from schemas.parquet import Dataset
from schemas.problem import Label, Problem, Split
from tests.pipelines.building import build_here, start, steady_files
from tests.pipelines.small_corpus import problems, program, write_jsonl


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_jsonl(tmp_path_factory.mktemp("corpus") / "small.jsonl", problems())


@pytest.fixture(scope="module")
def dataset(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("built") / "dataset"
    assert build_here(corpus, output)
    return output


def by_name(folder: Path) -> dict[str, tuple[Split, Problem]]:
    return {problem.name: (split, problem) for split, problem in Dataset(folder).problems()}


def test_generated_tests_are_right_answers(dataset: Path) -> None:
    _, problem = by_name(dataset)["sum"]
    assert len(problem.generated_tests) == 6
    for test in problem.generated_tests:
        count, *values = map(int, test.input.split())
        assert count == len(values), "an input that breaks the count was kept although a solution crashes on it"
        assert outputs_match(str(sum(values)), test.output, problem.checker)


def test_generated_inputs_are_new(dataset: Path) -> None:
    for _, problem in by_name(dataset).values():
        inputs = [test.input for test in problem.given_tests + problem.generated_tests]
        assert len(set(inputs)) == len(inputs)


def test_provenance_makes_each_test_again(dataset: Path) -> None:
    found = by_name(dataset)
    rows = list(Dataset(dataset).table("generated_tests"))
    assert len(rows) == sum(len(problem.generated_tests) for _, problem in found.values())
    for row in rows:
        problem = found[row["problem"]][1]
        again = draw_candidate(problem, row["seed"], row["draw"])
        assert again is not None
        assert again.input == problem.generated_tests[row["place"]].input
        assert (again.provenance.parent, list(again.provenance.operators)) == (row["parent"], row["operators"])
        assert row["operators"]
        assert row["agreed"] == len(row["agreeing"]) == len(set(row["agreeing"]))
        assert set(row["agreeing"]) <= {solution.digest for solution in problem.solutions}


def test_every_generated_test_has_its_slowest_time(dataset: Path) -> None:
    rows = Dataset(dataset).table("generated_tests")
    times = Dataset(dataset).table("test_times", "measured")
    assert [(row["problem"], row["place"]) for row in rows] == [(row["problem"], row["place"]) for row in times]


def test_manifest_names_every_file_with_its_digest(dataset: Path) -> None:
    listed = {}
    for name in ("manifest.json", "measured/manifest.json"):
        for entry in json.loads((dataset / name).read_text())["files"]:
            listed[entry["path"]] = entry
    there = {str(path.relative_to(dataset)) for path in dataset.rglob("*") if path.is_file()}
    assert there == {*listed, "manifest.json", "measured/manifest.json"}
    for path, entry in listed.items():
        content = (dataset / path).read_bytes()
        assert (hashlib.sha256(content).hexdigest(), len(content)) == (entry["sha256"], entry["size_bytes"])


def test_counts_of_the_manifest_add_up(dataset: Path) -> None:
    counts = json.loads((dataset / "manifest.json").read_text())["counts"]
    kept = counts["keep"]
    rejected = Counter(row["stage"] for row in Dataset(dataset).table("rejections") if row["subject"] == "problem")
    assert counts["read"]["problems"] == counts["clean"]["problems_in"] == 2
    kept_problems = sum(kept.get(f"problems_{split.value}", 0) for split in Split)
    assert kept_problems + sum(rejected.values()) == counts["read"]["problems"]
    found = [problem for _, problem in by_name(dataset).values()]
    assert kept["generated_tests"] == sum(len(problem.generated_tests) for problem in found)
    assert kept["solutions"] == sum(len(problem.solutions) for problem in found)


def test_splits_follow_the_dates(dataset: Path) -> None:
    assert {name: split for name, (split, _) in by_name(dataset).items()} == {"sum": Split.TRAIN, "word": Split.VALID}


def test_the_number_of_workers_changes_no_byte(corpus: Path, dataset: Path, tmp_path: Path) -> None:
    output = tmp_path / "two"
    assert build_here(corpus, output, workers=2)
    assert steady_files(output) == steady_files(dataset)


def test_another_seed_draws_other_tests(corpus: Path, dataset: Path, tmp_path: Path) -> None:
    assert build_here(corpus, tmp_path / "other", seed=1)
    mine, theirs = by_name(dataset)["sum"][1], by_name(tmp_path / "other")["sum"][1]
    assert mine.generated_tests != theirs.generated_tests
    assert mine.solutions == theirs.solutions


def test_a_finished_dataset_is_left_alone(corpus: Path, dataset: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in dataset.rglob("*")}
    assert not build_here(corpus, dataset)
    assert {path: path.stat().st_mtime_ns for path in dataset.rglob("*")} == before


def test_a_dataset_built_otherwise_is_refused_and_untouched(corpus: Path, dataset: Path) -> None:
    before = steady_files(dataset)
    with pytest.raises(OutputError, match=str(dataset)):
        build_here(corpus, dataset, seed=7)
    assert steady_files(dataset) == before


def test_a_folder_with_something_else_in_it_is_refused(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(OutputError, match="not a dataset of ours"):
        build_here(corpus, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


@pytest.mark.slow
def test_a_budget_cuts_and_its_record_repeats_it(corpus: Path, tmp_path: Path) -> None:
    whole, cut, again = tmp_path / "whole", tmp_path / "cut", tmp_path / "again"
    assert build_here(corpus, whole, max_tests=40)
    assert build_here(corpus, cut, max_tests=40, cpu_budget_s=0.15)
    facts = {row["problem"]: row for row in Dataset(cut).table("problems")}
    assert facts["sum"]["cut_by_budget"]
    fewer, more = (len(by_name(folder)["sum"][1].generated_tests) for folder in (cut, whole))
    assert fewer < more
    # the record bounds the work, so that the budget itself may be anything
    assert build_here(corpus, again, max_tests=40, replay=str(cut))
    names = [name for name in steady_files(cut) if name.startswith("data/") or "generated_tests" in name]
    assert {name: steady_files(again)[name] for name in names} == {name: steady_files(cut)[name] for name in names}


def test_a_record_of_other_settings_is_refused(corpus: Path, dataset: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="--seed 0, not 3"):
        build_here(corpus, tmp_path / "new", seed=3, replay=str(dataset))


def test_held_out_solutions_take_no_part(corpus: Path, tmp_path: Path) -> None:
    output = tmp_path / "half"
    assert build_here(corpus, output, holdout=0.5)
    held = Dataset(output).held_out()
    for name, (_, problem) in by_name(output).items():
        inside = {solution.white_space_blind_digest for solution in problem.all_solutions}
        outside = {solution.white_space_blind_digest for solution in held[name]}
        assert outside
        assert not inside & outside
    right = [solution for solution in held["sum"] if solution.label is Label.CORRECT]
    assert len(right) == 3


def test_withheld_tests_never_enter(corpus: Path, tmp_path: Path) -> None:
    output = tmp_path / "samples"
    assert build_here(corpus, output, given_tests="samples")
    _, problem = by_name(output)["sum"]
    assert problem.private_tests == ()
    assert [test.input for test in problem.official_tests] == ["1\n-5\n", "4\n10 20 30 3\n"]
    assert {row["parent"] for row in Dataset(output).table("generated_tests")} <= {-1, 0}  # -1: from the format alone


def copied(dataset: Path, to: Path) -> Path:
    shutil.copytree(dataset, to)
    return to


def test_a_kill_between_the_manifest_and_the_cleaning_up_leaves_a_finished_dataset(
    corpus: Path, dataset: Path, tmp_path: Path
) -> None:
    output = copied(dataset, tmp_path / "cleaning")
    (output / WORKSPACE / "verified" / "ab").mkdir(parents=True)
    (output / WORKSPACE / "verified" / "ab" / "record").write_bytes(b"half removed")
    assert not build_here(corpus, output)
    assert steady_files(output) == steady_files(dataset)
    assert not (output / WORKSPACE).exists()


def test_half_written_files_of_a_killed_build_go(corpus: Path, dataset: Path, tmp_path: Path) -> None:
    output = tmp_path / "killed"
    settings = BuildSettings(source="jsonl", input=str(corpus), max_tests=6, allow_fewer=True)
    assert prepare_output(output, settings, [corpus])
    for folder in ("data", "sidecars", "measured"):
        (output / folder).mkdir()
        (output / folder / f".{folder}.parquet.4242.part").write_bytes(b"PAR1 and no more")
    (output / ".manifest.json.part").write_bytes(b"{")
    assert build_here(corpus, output)
    assert steady_files(output) == steady_files(dataset)
    assert not list(output.rglob("*.part"))


POISON = {
    "floods": "while True:\n    print('x' * 100000)",
    "forks": "import os\nwhile True:\n    os.fork()",
    "loops": "while True:\n    pass",
    "calls home": "import socket\nsocket.create_connection(('192.0.2.1', 80), 5)\nprint(0)",
    "eats memory": "a = []\nwhile True:\n    a.append(' ' * 10**7)",
    "is no Python": "this does not compile (",
}


def test_poisonous_solutions_are_dropped_and_the_rest_is_built(corpus: Path, tmp_path: Path) -> None:
    rows = problems()[:1]
    rows[0]["accepted"] += [program(source, 0, file=file) for file, source in POISON.items()]
    rows[0]["accepted"].append(program("print 0", 0, file="python 2", lang="py2"))
    output = tmp_path / "poisoned"
    assert build_here(write_jsonl(tmp_path / "poison.jsonl", rows), output)
    _, problem = by_name(output)["sum"]
    assert len(problem.generated_tests) == 6
    files = {solution.file for solution in problem.solutions}
    assert not files & set(POISON)
    reasons = {row["detail"].split(":")[0]: row["reason"] for row in Dataset(output).table("rejections")}
    assert reasons["is no Python"] == "does_not_compile"
    assert all(reasons[file] == "passes_no_test" for file in POISON if file != "is no Python")
    verdicts = {row["file"]: row["compile_verdict"] for row in Dataset(output).table("solutions")}
    assert verdicts["python 2"] in ("US", "OK"), "a missing interpreter says nothing about a solution"


def test_without_enough_voters_there_are_no_generated_tests(corpus: Path, tmp_path: Path) -> None:
    output = tmp_path / "strict"
    assert build_here(corpus, output, allow_fewer=False, min_agreeing=5)
    assert len(by_name(output)["sum"][1].generated_tests) == 6
    rows = [row for row in Dataset(output).table("rejections") if row["problem"] == "word"]
    assert {row["reason"] for row in rows} == {"too_few_voters", "too_few_tests"}
    assert "word" not in by_name(output)


def wait_for(folder: Path, pattern: str) -> None:
    for _ in range(600):
        if any(folder.glob(pattern)):
            return
        time.sleep(0.1)
    raise AssertionError(f"no {pattern} in {folder} after a minute")


def processes_naming(path: Path) -> list[str]:
    """Command lines in which `path` occurs: the command itself, and its sandboxes by the compile cache they show."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                words = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
                if str(path) in words:
                    found.append(words)
    return found


@pytest.mark.parametrize(
    ("number", "workers"),
    [(signal.SIGKILL, 2), *(pytest.param(signal.SIGINT, workers, marks=pytest.mark.slow) for workers in (1, 2))],
)
def test_a_killed_build_continues_to_the_same_dataset(
    number: int, workers: int, corpus: Path, dataset: Path, tmp_path: Path
) -> None:
    output = tmp_path / "again"
    arguments = ["build", "--source", "jsonl", "--input", str(corpus), "--output", str(output), "--max_tests", "6"]
    arguments += ["--allow_fewer", "--workers", str(workers)]
    with start(*arguments, cache=tmp_path / "cache") as killed:
        wait_for(output, f"{WORKSPACE}/verified/*/*")
        os.kill(killed.pid, number)
        _, said = killed.communicate(timeout=60)
    if number == signal.SIGINT:
        assert killed.returncode == 130
        assert "Traceback" not in said
        assert said.strip().splitlines()[-1].startswith("codequorum: interrupted")
    for _ in range(100):
        if not processes_naming(tmp_path):
            break
        time.sleep(0.1)
    assert processes_naming(tmp_path) == []
    assert not (output / "manifest.json").exists()
    done = {path: path.stat().st_mtime_ns for path in (output / WORKSPACE / "verified").rglob("*") if path.is_file()}
    assert build_here(corpus, output, workers=2)
    assert done, "nothing was finished before the kill"
    assert steady_files(output) == steady_files(dataset)

"""The command line: exit codes, and one clear line that quotes the offender for everything that cannot be done."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import beam_runner
from tests.pipelines.small_corpus import problems, write_jsonl


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Run a command that must be refused; its one line."""
    assert beam_runner.main(arguments) == beam_runner.EXIT_USAGE
    said = capsys.readouterr().err.strip().splitlines()
    lines = [line for line in said if not line.startswith("[")]  # progress may have been shown before
    assert len(lines) == 1, lines
    assert lines[0].startswith("codequorum: ")
    return lines[0]


def build(source: str, path: Path, output: Path, *more: str) -> list[str]:
    return ["build", "--source", source, "--input", str(path), "--output", str(output), *more]


@pytest.mark.parametrize("source", ["packages", "codecontests", "jsonl"])
def test_a_missing_input_is_quoted(source: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    line = refused(capsys, *build(source, tmp_path / "nowhere", tmp_path / "out"))
    assert str(tmp_path / "nowhere") in line
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("source", ["packages", "codecontests"])
def test_a_damaged_file_is_quoted(source: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    damaged = tmp_path / "damaged.parquet"
    damaged.write_bytes(b"PAR1 or PK, but not really")
    assert "damaged.parquet" in refused(capsys, *build(source, damaged, tmp_path / "out"))
    assert not (tmp_path / "out").exists()


def test_a_parquet_of_another_layout_names_the_column(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pq.write_table(pa.table({"name": ["a"], "text": ["b"]}), tmp_path / "other.parquet")
    line = refused(capsys, *build("codecontests", tmp_path / "other.parquet", tmp_path / "out"))
    assert "'description'" in line


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--max_tests", "-1"),
        ("--cpu_budget_s", "0"),
        ("--min_agreeing", "0"),
        ("--holdout", "1.0"),
        ("--holdout", "-0.1"),
        ("--workers", "0"),
        ("--last_valid_date", "2001-01-01"),
    ],
)
def test_a_senseless_setting_is_quoted(option: str, value: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = write_jsonl(tmp_path / "small.jsonl", problems())
    line = refused(capsys, *build("jsonl", source, tmp_path / "out", option, value))
    assert option in line
    assert value in line


def test_an_option_that_nobody_knows_is_quoted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = write_jsonl(tmp_path / "small.jsonl", problems())
    assert "--max_test" in refused(capsys, *build("jsonl", source, tmp_path / "out", "--max_test", "3"))


def test_options_of_beam_are_let_through() -> None:
    from apache_beam.options.pipeline_options import DirectOptions, GoogleCloudOptions

    from pipelines.run import pipeline_options

    options = pipeline_options(["--project", "mine", "--temp_location=gs://bucket/tmp"], 1)
    assert options.view_as(GoogleCloudOptions).project == "mine"
    assert pipeline_options([], 2).view_as(DirectOptions).direct_num_workers == 2


def test_a_source_other_than_the_demo_needs_an_input(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "--input" in refused(capsys, "build", "--source", "jsonl", "--output", str(tmp_path / "out"))


def test_no_problem_that_can_be_used_is_said_plainly(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [{**row, "samples": []} for row in problems()]
    source = write_jsonl(tmp_path / "bare.jsonl", rows)
    line = refused(capsys, *build("jsonl", source, tmp_path / "out"))
    assert "no_samples" in line
    assert str(source) in line


def test_what_is_no_dataset_cannot_be_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert str(tmp_path) in refused(capsys, "measure", str(tmp_path))


def test_a_build_prints_where_the_dataset_is_and_what_it_holds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = write_jsonl(tmp_path / "small.jsonl", problems())
    arguments = build("jsonl", source, tmp_path / "out", "--max_tests", "3", "--allow_fewer")
    assert beam_runner.main(arguments) == beam_runner.EXIT_DONE
    out = capsys.readouterr().out
    assert str(tmp_path / "out") in out
    assert "1 train" in out
    assert "3 generated tests (agreed on by 6 to 6 solutions each)" in out
    assert json.loads((tmp_path / "out" / "manifest.json").read_text())["settings"]["max_tests"] == 3
    assert beam_runner.main(arguments) == beam_runner.EXIT_DONE
    assert "already" in capsys.readouterr().out


def test_every_command_has_a_help_with_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("build", "measure"):
        with pytest.raises(SystemExit) as leaving:
            beam_runner.main([command, "--help"])
        assert leaving.value.code == 0
        assert f"codequorum {command}" in capsys.readouterr().out

"""`codequorum sample`: from a model to files, and what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("jax", reason="the model's libraries are not installed")
pytest.importorskip("sentencepiece", reason="the model's libraries are not installed")

import beam_runner
from pipelines.command_line.grammar import EXIT_DONE, EXIT_USAGE
from schemas.samples import SampleFolder
from tests.model.sampling.exported import exported, problems
from tests.pipelines.command_line.test_json import told


def test_from_a_model_to_files_and_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["sample", str(problems(tmp_path / "dataset")), str(exported(tmp_path / "model"))]
    arguments += ["--output", str(tmp_path / "out"), "--samples", "4", "--slots", "4", "--prompt_samples", "2"]
    arguments += ["--temperature", "0.2..0.9", "--rating", "2100", "--tags", "dp", "math", "--problem", "test1"]
    assert beam_runner.main(arguments) == EXIT_DONE
    assert "4 samples (2 cpp, 2 python3)" in capsys.readouterr().out
    found = list(SampleFolder(tmp_path / "out").samples())
    assert {(one.problem, one.rating, one.tags) for one in found} == {("test1", 2100, ("dp", "math"))}
    assert beam_runner.main(arguments) == EXIT_DONE
    assert "0 samples (none), 1 parts were there already" in capsys.readouterr().out
    again = told(*arguments)
    assert (again["output"], again["parts"], again["parts_there"]) == (str(tmp_path / "out"), 0, 1)


@pytest.mark.parametrize(
    ("option", "value", "quoted"),
    [
        ("--temperature", "warm", "--temperature 'warm'"),
        ("--temperature", "0.9..0.1", "--temperature 0.9..0.1"),
        ("--temperature", "nan", "--temperature nan"),
        ("--rating", "hard", "--rating 'hard'"),
        ("--rating", "0", "--rating 0"),
        ("--languages", "cobol", "--languages 'cobol'"),
        ("--languages", "", "--languages ''"),
        ("--samples", "0", "--samples 0"),
        ("--prompt_samples", "0", "--prompt_samples 0"),
        ("--slots", "0", "--slots 0"),
        ("--top_p", "0", "--top_p 0"),
        ("--top_k", "-1", "--top_k -1"),
        ("--tokens", "-5", "--tokens -5"),
    ],
)
def test_values_that_make_no_sense(
    option: str, value: str, quoted: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["sample", "nowhere", "no_model", "--output", str(tmp_path / "out"), option, value]
    assert beam_runner.main(arguments) == EXIT_USAGE
    assert quoted in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_what_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["sample", "nowhere", str(tmp_path / "no_model"), "--output", str(tmp_path / "out")]
    assert beam_runner.main(arguments) == EXIT_USAGE
    assert "no_model: no checkpoint here" in capsys.readouterr().err
    arguments[2] = str(exported(tmp_path / "model"))
    assert beam_runner.main(arguments) != EXIT_DONE
    assert "nowhere" in capsys.readouterr().err

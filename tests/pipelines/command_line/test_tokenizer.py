"""`codequorum tokenizer`: what it writes and says, and what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("sentencepiece", reason="the model's libraries are not installed")

import beam_runner
from model.tokenizer import Tokenizer
from pipelines.command_line.grammar import EXIT_DONE, EXIT_USAGE
from tests.model.data.datasets import CPP, PYTHON, corpus, dataset, problem, program, solutions


def test_a_dataset_and_a_corpus_give_a_vocabulary(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    built = dataset(tmp_path / "d", train=[problem("p", solutions(PYTHON, range(5)) + solutions(CPP, range(5)))])
    files = corpus(tmp_path / "c", ["local value = zebra\n" * 5])
    output = tmp_path / "new" / "tokenizer.model"
    assert beam_runner.main(["tokenizer", built, files, "--output", str(output)]) == EXIT_DONE
    tokenizer = Tokenizer.load(output)
    said = capsys.readouterr().out
    assert f"{tokenizer.size} pieces, not 8000: the text has no more; digest {tokenizer.digest}" in said
    assert "characters a token" in said
    for text in (program(CPP, 3), "zebra", "LANGUAGE IS python3"):
        assert len(tokenizer.encode(text)) < len(text) / 2, "it knows both, and the prompts"


def test_valid_and_test_are_not_looked_at(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    train = [problem("p", solutions(PYTHON, range(5)))]
    for name, held in (("a", "quokka quokka quokka quokka"), ("b", "wombat")):
        built = dataset(tmp_path / name, train=train, valid=[problem("q", solutions(PYTHON, [1]), description=held)])
        assert beam_runner.main(["tokenizer", built, "--output", str(tmp_path / f"{name}.model")]) == EXIT_DONE
    assert (tmp_path / "a.model").read_bytes() == (tmp_path / "b.model").read_bytes()


@pytest.mark.parametrize(
    ("more", "word"),
    [
        (["nowhere"], "nowhere: no such file or folder"),
        (["{d}", "--vocabulary_size", "10"], "a vocabulary of 10 is too small"),
        (["{d}", "--vocabulary_sise", "10"], "unknown argument '--vocabulary_sise', did you mean --vocabulary_size?"),
        (["{v}"], "no files of the split train"),
        (["{e}"], "no text to train a tokenizer on"),
    ],
)
def test_what_cannot_be_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str], more: list[str], word: str) -> None:
    folders = {
        "d": dataset(tmp_path / "d", train=[problem("p", solutions(PYTHON, [1]))]),
        "v": dataset(tmp_path / "v", valid=[problem("p")]),
        "e": dataset(tmp_path / "e", train=[problem("p")]),
    }
    arguments = ["tokenizer", *(one.format(**folders) for one in more), "--output", str(tmp_path / "t.model")]
    assert beam_runner.main(arguments) == EXIT_USAGE
    (line,) = capsys.readouterr().err.strip().splitlines()
    assert word in line
    assert not (tmp_path / "t.model").exists()

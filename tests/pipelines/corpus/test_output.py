"""The folder of a corpus: nothing but a corpus is ever touched, and its summary says what it holds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipelines.corpus.output import MANIFEST, MEASURED, STATE, corpus_summary, prepare_output, refuse_empty
from pipelines.corpus.settings import CorpusError
from tests.pipelines.corpus.making import make, write


def test_a_new_folder_is_made_and_what_was_begun_goes_on(tmp_path: Path) -> None:
    for _ in range(2):
        assert prepare_output(tmp_path / "new" / "deep", "f")
    assert (tmp_path / "new" / "deep" / STATE).is_file()
    with pytest.raises(CorpusError, match="begun otherwise; give --output another folder, or delete this one"):
        prepare_output(tmp_path / "new" / "deep", "g")


def test_a_finished_one_stands(tmp_path: Path) -> None:
    write(tmp_path, {MANIFEST: json.dumps({"kind": "codequorum corpus"}), MEASURED: json.dumps({"fingerprint": "f"})})
    assert not prepare_output(tmp_path, "f")
    with pytest.raises(CorpusError, match="made otherwise"):
        prepare_output(tmp_path, "g")


@pytest.mark.parametrize("name", ["thesis.txt", MANIFEST])
def test_a_folder_of_something_else_is_left_alone(tmp_path: Path, name: str) -> None:
    write(tmp_path, {name: '{"kind": "codequorum scrape"}'})
    with pytest.raises(CorpusError, match="give --output"):
        prepare_output(tmp_path, "f")
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    write(tmp_path, {"out": "x"})
    with pytest.raises(CorpusError, match="is a file; give --output a folder"):
        prepare_output(tmp_path / "out", "f")


def test_the_summary_says_what_is_in_it_and_why_the_rest_is_not(tmp_path: Path) -> None:
    write(tmp_path / "in", {"a.py": "# ada@acme.com\n", "b.py": "x" * 2000, "c.txt": "1"})
    output = make(tmp_path / "out", tmp_path / "in")
    text = corpus_summary(output)
    for part in ("1 files, 0.0 MB", "by language: python 1", "by licence: unknown 1", "masked: EMAIL 1", "1 long_line"):
        assert part in text
    refuse_empty(output)


def test_a_corpus_of_nothing_says_why(tmp_path: Path) -> None:
    write(tmp_path / "in", {"b.py": "x" * 2000, "c.txt": "1"})
    output = make(tmp_path / "out", tmp_path / "in")
    assert corpus_summary(output).startswith(f"corpus {output}")
    with pytest.raises(CorpusError, match=r"no file could be kept \(1 x long_line, 1 x not_source_code\)"):
        refuse_empty(output)
    with pytest.raises(CorpusError, match="there is none"):
        refuse_empty(make(tmp_path / "out2", write(tmp_path / "empty", {})))

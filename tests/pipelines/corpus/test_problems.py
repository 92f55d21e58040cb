"""What of a built dataset must not occur in a corpus."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.corpus.exclusion import Problem
from pipelines.corpus.problems import problems_of
from pipelines.corpus.settings import CorpusError
from schemas import problem as schema
from schemas.language import Language
from schemas.parquet import DatasetError
from tests.pipelines.corpus.making import dataset

_RIGHT = schema.Solution(Language.PYTHON3, "print(1)")
_WRONG = schema.Solution(Language.CPP, "int main() {}", schema.Label.WRONG_ANSWER)


def problem(name: str) -> schema.Problem:
    """A problem with one solution of each sort."""
    return schema.Problem(name=name, description=f"Statement of {name}.", solutions=(_RIGHT,), incorrect_solutions=(_WRONG,))


def test_statements_and_all_solutions_of_the_splits_count(tmp_path: Path) -> None:
    folder = dataset(
        tmp_path / "d",
        {"train": [problem("a")], "valid": [problem("b")], "test": [problem("c")]},
        held_out=[{"problem": "b", "source": "print(2)"}, {"problem": "a", "source": "print(3)"}],
    )
    assert list(problems_of(folder)) == [
        Problem("b", ("Statement of b.", ""), ("print(1)", "int main() {}", "print(2)")),
        Problem("c", ("Statement of c.", ""), ("print(1)", "int main() {}")),
    ]
    assert [one.name for one in problems_of(folder, ["train", "test"])] == ["a", "c"]


def test_of_a_dataset_without_evaluation_problems_all_count(tmp_path: Path) -> None:
    assert [one.name for one in problems_of(dataset(tmp_path / "d", {"train": [problem("a")]}))] == ["a"]


def test_a_dataset_without_such_problems_is_refused(tmp_path: Path) -> None:
    folder = dataset(tmp_path / "d", {"train": [problem("a")]})
    with pytest.raises(CorpusError, match="no problem in test, valid that could be excluded; it has train: name other"):
        list(problems_of(folder, ["valid", "test"]))
    with pytest.raises(CorpusError, match="no problem in it that could be excluded; it has no split at all"):
        list(problems_of(dataset(tmp_path / "empty", {})))


def test_what_is_no_dataset_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="no finished dataset"):
        list(problems_of(tmp_path, ["valid"]))
    folder = dataset(tmp_path / "d", {"valid": [problem("a")]})
    (folder / "data" / "valid-00000-of-00001.parquet").write_text("hello")
    with pytest.raises(DatasetError, match="not a readable parquet file"):
        list(problems_of(folder, ["valid"]))

"""What is copied is told, with where it stands; what solves and is no copy is told apart from what is."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.studies.copying import copied, study, training_programs
from schemas.language import Language
from schemas.parquet import DatasetError
from schemas.samples import Sample, SampleFolder
from tests.pipelines.studies import written

KNOWN = "n = int(input())\nprint(n * 2)\n"
OWN = "n = int(input())\nprint(n * 3)\n"


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    train = [written.problem("double", KNOWN, KNOWN), written.problem("other", "pass\n")]
    return written.dataset(tmp_path / "dataset", train=train, test=[written.problem("triple", OWN)])


def test_only_training_programs_count_each_once(dataset: Path) -> None:
    kept, left_out = training_programs(dataset)
    assert sorted(text for _, text in kept) == sorted([KNOWN, "pass\n", "wrong double", "wrong other"])
    assert left_out == 0
    fewer, rest = training_programs(dataset, most=20)
    assert len(fewer) + rest == 4
    assert rest > 0


def test_copies_and_what_is_the_models_own(dataset: Path, tmp_path: Path) -> None:
    texts = [("triple", OWN), ("triple", KNOWN), ("triple", KNOWN.replace(" ", "  ")), ("triple", "  \n"), ("triple", OWN)]
    folder = written.samples(tmp_path / "samples", texts)
    own, known = list(SampleFolder(folder).samples())[:2]
    judged = written.evaluation(tmp_path / "evaluation", [(own, "AC"), (known, "WA")])
    found = study(dataset, folder, judged)
    everything, solving = found["groups"]["all programs"], found["groups"]["programs that solve"]
    assert (everything["programs"], everything["whole_copies"]) == (3, 2)
    assert (solving["programs"], solving["whole_copies"]) == (1, 0)
    assert (found["problems_solved"], found["problems_solved_by_no_copy"]) == (1, 1)
    assert found["longest"][0] == {
        "problem": "triple", "origin": "double", "length": len(KNOWN), "longest": len(KNOWN), "piece": KNOWN,
    }  # fmt: skip


def test_a_problem_that_only_copies_solve_is_not_solved_by_the_model(dataset: Path, tmp_path: Path) -> None:
    folder = written.samples(tmp_path / "samples", [("triple", KNOWN)])
    judged = written.evaluation(tmp_path / "evaluation", [(next(SampleFolder(folder).samples()), "AC")])
    found = study(dataset, folder, judged)
    assert (found["problems_solved"], found["problems_solved_by_no_copy"]) == (1, 0)


def test_without_an_evaluation_nothing_is_said_of_solving(dataset: Path, tmp_path: Path) -> None:
    found = study(dataset, written.samples(tmp_path / "samples", [("triple", OWN)]))
    assert list(found["groups"]) == ["all programs"]
    assert found["problems_solved"] is None
    with pytest.raises(DatasetError, match="no finished evaluation"):
        study(dataset, tmp_path / "samples", tmp_path / "dataset")


def test_the_longest_piece_is_within_one_program() -> None:
    sample = [("p", "abcdef")]
    (one,) = copied(_samples(sample), [("x", "abc"), ("y", "def")], {})
    assert (one.longest, one.share, one.whole, one.solves) == (3, 0.5, False, None)
    assert one.origin in ("x", "y")
    (nothing,) = copied(_samples([("p", "q")]), [], {})
    assert (nothing.longest, nothing.origin) == (0, "")


def _samples(texts: list[tuple[str, str]]) -> list[Sample]:
    return [
        Sample(problem=name, sample_id=str(place), language=Language.PYTHON3, source=text)
        for place, (name, text) in enumerate(texts)
    ]

"""The files are what `datasets` expects: it loads them without being told anything, class names included."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from schemas.code_contests import COLUMN_NAMES, DIFFICULTY_NAMES, LANGUAGE_NAMES, SOURCE_NAMES, to_row
from schemas.language import Language
from schemas.parquet import write_problems
from schemas.problem import Difficulty, Label, Limits, Problem, Solution, Source, Test
from tests.schemas.strategies import AWKWARD

PROBLEMS = [
    Problem(
        name=f"{number}",
        description=text,
        public_tests=(Test(text, text),) * number,
        generated_tests=(Test("", text), Test(text, "")),
        source=list(Source)[number % len(Source)],
        difficulty=list(Difficulty)[-1 - number],
        solutions=tuple(Solution(Language[name], text) for name in LANGUAGE_NAMES[: number % 6]),
        incorrect_solutions=(Solution(Language.JAVA, text, Label.INCORRECT),),
        cf_points=number / 4,
        cf_rating=-number,
        cf_tags=(text, "dp"),
        is_description_translated=bool(number % 2),
        limits=Limits(1_500_000_001, 256 << 20),
    )
    for number, text in enumerate(AWKWARD)
]

# Loaded in a process of its own: `datasets` looks at these variables once, when it is imported.
_LOAD = """
import json, sys
import datasets

loaded = datasets.load_dataset("parquet", data_files={"train": sys.argv[1]}, cache_dir=sys.argv[2])["train"]
features = loaded.features
names = {
    "source": features["source"].names,
    "difficulty": features["difficulty"].names,
    "solutions": features["solutions"]["language"].feature.names,
    "incorrect_solutions": features["incorrect_solutions"]["language"].feature.names,
}
kinds = {name: type(features[name]).__name__ for name in ("source", "difficulty")}
print(json.dumps({"columns": loaded.column_names, "names": names, "kinds": kinds, "rows": list(loaded)}))
"""


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What `datasets` makes of a file of ours, without a network."""
    folder: Path = tmp_path_factory.mktemp("hugging_face")
    path = folder / "train-00000-of-00001.parquet"
    with path.open("wb") as file:
        write_problems(file, PROBLEMS)
    offline = {"HF_DATASETS_OFFLINE": "1", "HF_HUB_OFFLINE": "1", "HF_HOME": str(folder / "home")}
    command = [sys.executable, "-c", _LOAD, str(path), str(folder / "cache")]
    done = subprocess.run(command, env={**os.environ, **offline}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def test_rows_are_loaded_as_they_were_written(loaded: dict[str, Any]) -> None:
    assert tuple(loaded["columns"]) == COLUMN_NAMES
    assert loaded["rows"] == [to_row(problem) for problem in PROBLEMS]


def test_class_names_are_loaded(loaded: dict[str, Any]) -> None:
    assert loaded["kinds"] == {"source": "ClassLabel", "difficulty": "ClassLabel"}
    assert loaded["names"] == {
        "source": list(SOURCE_NAMES),
        "difficulty": list(DIFFICULTY_NAMES),
        "solutions": list(LANGUAGE_NAMES),
        "incorrect_solutions": list(LANGUAGE_NAMES),
    }


def test_loaded_labels_name_the_problems_own(loaded: dict[str, Any]) -> None:
    for row, problem in zip(loaded["rows"], PROBLEMS, strict=True):
        assert loaded["names"]["source"][row["source"]] == problem.source.name
        assert loaded["names"]["difficulty"][row["difficulty"]] == problem.difficulty.name

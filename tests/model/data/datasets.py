"""Small datasets and corpora, written as builds write them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from model.configuration import Config, DataConfig, ModelConfig, TrainConfig
from model.tokenizer import Tokenizer, train
from schemas.language import Language
from schemas.parquet import write_problems
from schemas.problem import Label, Problem, Solution, Test

PYTHON, CPP, JAVA = Language.PYTHON3, Language.CPP, Language.JAVA


def program(language: Language, number: int) -> str:
    """A program that no other number gives."""
    if language is PYTHON:
        return f"n = int(input())\nprint(n + {number})\n"
    return f"#include <iostream>\nint main() {{ int n; std::cin >> n; std::cout << n + {number}; }}\n"


def solutions(language: Language, numbers: Iterable[int], label: Label = Label.CORRECT) -> tuple[Solution, ...]:
    """One for each number."""
    return tuple(Solution(language, program(language, number), label) for number in numbers)


def problem(
    name: str, right: Sequence[Solution] = (), wrong: Sequence[Solution] = (), description: str = "", inputs: int = 3
) -> Problem:
    """A problem whose statement and test inputs hold its name."""
    return Problem(
        name=name,
        description=description or f"The statement of {name}: print n plus a number.",
        public_tests=(Test(f"{name} 0\n", "1\n"),),
        private_tests=tuple(Test(f"{name} {place}\n", "1\n") for place in range(1, inputs)),
        solutions=tuple(right),
        incorrect_solutions=tuple(wrong),
        cf_rating=1500,
        cf_tags=("math", "dp"),
    )


def dataset(folder: Path, **splits: Sequence[Problem]) -> str:
    """A folder of parquet files with a manifest; its path."""
    (folder / "data").mkdir(parents=True)
    for split, problems in splits.items():
        with (folder / "data" / f"{split}-00000-of-00001.parquet").open("wb") as file:
            write_problems(file, problems)
    (folder / "manifest.json").write_text(json.dumps({"dataset_digest": "d1"}))
    return str(folder)


def corpus(folder: Path, texts: Sequence[str], language: str = "python") -> str:
    """A corpus of one repository; its path."""
    (folder / "data").mkdir(parents=True)
    rows = [
        {"repository": "r", "path": f"{place}.py", "language": language, "content": text} for place, text in enumerate(texts)
    ]
    pq.write_table(pa.Table.from_pylist(rows), folder / "data" / "corpus-00000-of-00001.parquet")
    return str(folder)


def tokenizer() -> Tokenizer:
    """One that knows these programs and statements."""
    texts = [program(language, 1) for language in (PYTHON, CPP)] + [problem("name").description]
    return train([*texts, "LANGUAGE IS python3 CORRECT SOLUTION INCORRECT RATING: TAGS: math,dp"], 400)


def config(encoder_tokens: int = 192, decoder_tokens: int = 96, batch: int = 8, seed: int = 0, **data: object) -> Config:
    """A small configuration. `data`: fields of DataConfig."""
    return Config(
        ModelConfig(vocabulary_size=400, encoder_tokens=encoder_tokens, decoder_tokens=decoder_tokens),
        DataConfig(**data),  # type: ignore[arg-type]  # they are of different types
        TrainConfig(batch=batch, seed=seed),
    )

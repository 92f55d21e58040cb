"""Texts to train a tokenizer on: prompts and programs of datasets, files of corpora. Only of train."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from model.data.reading import DataError, shards, source_files, statements
from model.prompts import NAMES, Facts, prompt, with_examples


def texts(paths: Sequence[str | Path]) -> Iterator[str]:
    """The texts of datasets and corpora in turn, one of each until all are at their end.

    Raises DataError for a path without training data, DatasetError for a damaged file.
    """
    yield from _in_turn([_corpus(path) if _is_corpus(path) else _dataset(path) for path in paths])


def _is_corpus(path: str | Path) -> bool:
    found = shards(path, "train")
    if not found:
        raise DataError(f"{path}: no files of the split train in it; a tokenizer is trained on nothing else")
    try:
        return "content" in pq.read_schema(found[0]).names
    except (pa.ArrowException, OSError) as error:
        raise DataError(f"{found[0]}: not a readable parquet file ({str(error).partition(chr(10))[0]})") from error


def _corpus(path: str | Path) -> Iterator[str]:
    return (file.text for file in source_files(path))


def _dataset(path: str | Path) -> Iterator[str]:
    """A statement as the prompts for the languages of its solutions, then these."""
    for statement in statements(path, "train"):
        programs = [program for program in statement.programs if program.language in NAMES]
        for language, correct in sorted({(NAMES[program.language], program.correct) for program in programs}):
            facts = Facts(language, statement.rating, statement.tags, correct)
            yield prompt(with_examples(statement.description, statement.examples), facts)
        yield from (program.text for program in programs)


def _in_turn(sources: Iterable[Iterator[str]]) -> Iterator[str]:
    left = list(sources)
    while left:
        still = []
        for source in left:
            for text in source:
                yield text
                still.append(source)
                break
        left = still


def counted(found: Iterable[str], most: int) -> tuple[list[str], int]:
    """The first `most` texts, to look at what was made of them, and how many characters they have."""
    held = [text for _, text in zip(range(most), found, strict=False)]
    return held, sum(map(len, held))

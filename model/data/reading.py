"""Parquet in: problems in the layout of CodeContests, files of a corpus. Columns that nobody asks for are not read.

A dataset is a folder that `codequorum build` left, a folder of parquet files such as the released CodeContests
(`train-*.parquet`, in it or in its `data/`), or one file. A file whose name begins with no split belongs to train.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from schemas.code_contests import LabelNames
from schemas.language import Language
from schemas.parquet import DatasetError, open_problems
from schemas.text import excerpt

_ROWS_AT_ONCE = 4
_FILES_AT_ONCE = 256
_BASE = ["name", "description", "public_tests", "cf_rating", "cf_tags"]
_PROGRAMS = ["solutions", "incorrect_solutions"]
_TESTS = ["private_tests", "generated_tests"]
_CORPUS = ["repository", "path", "language", "content"]


class DataError(DatasetError):
    """Data that cannot be trained on. The message quotes it and says what to do."""


@dataclass(frozen=True, slots=True)
class Program:
    """A solution as the model sees it."""

    language: Language
    text: str
    correct: bool


@dataclass(frozen=True, slots=True)
class Statement:
    """A problem as the model sees it: `examples` are (input, output) pairs, `inputs` those of all its tests."""

    name: str
    description: str
    rating: int
    tags: tuple[str, ...]
    examples: tuple[tuple[str, str], ...]
    programs: tuple[Program, ...] = ()
    inputs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of a corpus. `origin` names it for messages and says whether it is set apart."""

    origin: str
    language: str
    text: str


def shards(path: str | Path, split: str) -> list[Path]:
    """The parquet files of a dataset's split, in order. Raises DataError where there is nothing of the kind at `path`."""
    place = Path(path)
    if place.is_file():
        return [place] if _split_of(place) == split else []
    if not place.is_dir():
        raise DataError(f"{place}: no such file or folder; give a dataset or a corpus")
    folder = place / "data" if (place / "data").is_dir() else place
    found = sorted(folder.glob("*.parquet"))
    if not found:
        raise DataError(f"{place}: no parquet files in it; give a folder that holds a dataset or a corpus")
    return [one for one in found if _split_of(one) == split]


def _split_of(path: Path) -> str:
    word = path.name.partition("-")[0].partition(".")[0]
    return {"valid": "valid", "validation": "valid", "test": "test"}.get(word, "train")


def manifest_digest(path: str | Path) -> str:
    """The digest that a dataset's or a corpus' manifest gives; "" where there is none."""
    try:
        manifest = json.loads((Path(path) / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""
    found = manifest.get("dataset_digest") or manifest.get("digest") if isinstance(manifest, dict) else ""
    return found if isinstance(found, str) else ""


def statements(path: str | Path, split: str, *, programs: bool = True, inputs: bool = False) -> Iterator[Statement]:
    """The problems of a dataset's split. Raises DatasetError for a file that is damaged or in another layout."""
    columns = _BASE + _PROGRAMS * programs + _TESTS * inputs
    known = _known_languages(Path(path), split) if programs else {}
    for shard in shards(path, split):
        with shard.open("rb") as file:
            parquet, names = open_problems(file, str(shard))
            for row in _rows(parquet, str(shard), columns, _ROWS_AT_ONCE):
                yield _statement(row, names, known, str(shard))


def source_files(path: str | Path) -> Iterator[SourceFile]:
    """The files of a corpus. Raises DataError for a file that is damaged or has no column `content`."""
    for shard in shards(path, "train"):
        try:
            parquet = pq.ParquetFile(shard)
        except (pa.ArrowException, OSError) as error:
            raise _damaged(str(shard), error) from error
        if "content" not in parquet.schema_arrow.names:
            raise DataError(f"{shard}: no column content, so no corpus; found {', '.join(parquet.schema_arrow.names)}")
        columns = [name for name in _CORPUS if name in parquet.schema_arrow.names]
        for place, row in enumerate(_rows(parquet, str(shard), columns, _FILES_AT_ONCE)):
            text = row["content"]
            if isinstance(text, bytes):
                text = text.decode("utf-8", "replace")
            origin = f"{row.get('repository') or ''}/{row.get('path') or f'{shard.name}:{place}'}"
            yield SourceFile(origin, row.get("language") or "", text or "")


def _damaged(what: str, error: Exception) -> DataError:
    return DataError(f"{what}: not a readable parquet file ({str(error).partition(chr(10))[0]})")


def _rows(parquet: pq.ParquetFile, what: str, columns: Sequence[str], at_once: int) -> Iterator[Mapping[str, Any]]:
    batches = parquet.iter_batches(at_once, columns=list(columns), use_threads=False)
    while True:
        try:
            rows = next(batches).to_pylist()
        except StopIteration:
            return
        except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
            raise _damaged(what, error) from error
        yield from rows


def _known_languages(folder: Path, split: str) -> dict[tuple[str, bool], list[str]]:
    """Languages of solutions by (problem, correct), where a table beside the dataset says them: it knows C from unknown."""
    found: dict[tuple[str, bool], list[tuple[int, str]]] = defaultdict(list)
    for shard in sorted((folder / "sidecars").glob(f"solutions-{split}-*.parquet")):
        try:
            parquet = pq.ParquetFile(shard)
        except (pa.ArrowException, OSError) as error:
            raise _damaged(str(shard), error) from error
        for row in _rows(parquet, str(shard), ["problem", "correct", "place", "language"], _FILES_AT_ONCE):
            found[row["problem"], row["correct"]].append((row["place"], row["language"]))
    return {key: [language for _, language in sorted(rows)] for key, rows in found.items()}


def _statement(
    row: Mapping[str, Any], names: LabelNames, known: Mapping[tuple[str, bool], Sequence[str]], what: str
) -> Statement:
    name = row["name"] or ""
    tests = {column: row[column] or {} for column in ("public_tests", *_TESTS) if column in row}
    inputs = tuple(text or "" for column in tests.values() for text in column.get("input") or [])
    public = tests["public_tests"]
    programs: list[Program] = []
    for column, correct in zip(_PROGRAMS, (True, False), strict=True):
        if column in row:
            programs += _programs(
                row[column] or {}, names, known.get((name, correct), ()), correct, f"{what}: problem {name!r}"
            )
    return Statement(
        name=name,
        description=row["description"] or "",
        rating=row["cf_rating"] or 0,
        tags=tuple(tag for tag in row["cf_tags"] or [] if tag),
        examples=tuple(zip(public.get("input") or [], public.get("output") or [], strict=False)),
        programs=tuple(programs),
        inputs=inputs,
    )


def _programs(
    column: Mapping[str, Any], names: LabelNames, known: Sequence[str], correct: bool, what: str
) -> Iterator[Program]:
    numbers, texts = column.get("language") or [], column.get("solution") or []
    if len(numbers) != len(texts):
        raise DataError(f"{what} has {len(numbers)} languages but {len(texts)} solutions")
    for place, (number, text) in enumerate(zip(numbers, texts, strict=True)):
        if not 0 <= (number or 0) < len(names.language):
            raise DataError(f"{what}: language {number} is outside 0..{len(names.language) - 1}")
        word = known[place] if len(known) == len(texts) else names.language[number or 0]
        if word not in Language.__members__:
            raise DataError(f"{what}: language {excerpt(str(word))!r} is none of {', '.join(Language.__members__)}")
        yield Program(Language[word], text or "", correct)

"""Some parts of the input read and cleaned, with what is left on disk until it is known which texts others have, too.

STAGING/000012.parquet        the rows, in the order in which they were read, uncompressed, without the licence
STAGING/000012.keys.npy       of each row that is wanted what tells duplicates from originals, in order of the digests
STAGING/000012.licences.json  the names of the licences that the keys have by number: of a tar ball known at its end
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.corpus.cleaning import Row, batches, clean
from pipelines.corpus.exclusion import Exclusion
from pipelines.corpus.inputs import Part, documents
from pipelines.corpus.intake import Intake
from pipelines.corpus.languages import LANGUAGES
from pipelines.corpus.licences import Licences
from pipelines.corpus.records import CLEAN, Losses
from pipelines.corpus.settings import CorpusSettings
from schemas.rejection import Rejection
from schemas.tally import Tally

KEYS = np.dtype(
    [("high", "<u8"), ("low", "<u8"), ("day", "<i4"), ("row", "<u4"), ("size", "<u4"), ("licence", "<u4"), ("language", "u1")]
)
"""A row's digest in two halves, its day since 1970 (that of an undated one lies behind all others), its place, the bytes of its
text, and its licence and language by their places in the lists of names."""
UNDATED_DAY = np.iinfo(np.int32).max
Keys = npt.NDArray[Any]
SCHEMA = pa.schema(
    [
        ("repository", pa.string()),
        ("path", pa.string()),
        ("licence", pa.string()),
        ("date", pa.date32()),
        ("language", pa.string()),
        ("content", pa.string()),
        ("digest", pa.string()),
    ]
)
"""The columns of a corpus. `digest`: hex, of the content without its white space."""
STAGED_SCHEMA = pa.schema([field for field in SCHEMA if field.name != "licence"])
_REPEATED = ["repository", "licence", "language"]
_Place = tuple[int, str, str, str]
_KEPT_FREE_BYTES = 31 << 20


@dataclass(frozen=True, slots=True)
class Staged:
    """What became of a task. `wanted`: how many of its rows are under a licence that is wanted."""

    number: int
    wanted: int
    rejections: tuple[Rejection, ...]
    tallies: tuple[Tally, ...]


def writer(file: BinaryIO | Path, schema: pa.Schema, compression: str = "zstd") -> pq.ParquetWriter:
    """A parquet writer as all files of a corpus are written by: short columns by dictionary, the texts as they are."""
    repeated = [name for name in _REPEATED if name in schema.names]
    short = [name for name in schema.names if name != "content"]
    return pq.ParquetWriter(
        file, schema, compression=compression, use_dictionary=repeated, write_statistics=short, store_schema=True
    )


def rows_path(folder: Path, number: int) -> Path:
    """Where the rows of a task lie, if it has any."""
    return folder / f"{number:06d}.parquet"


def _licences_path(folder: Path, number: int) -> Path:
    return folder / f"{number:06d}.licences.json"


def load_licences(folder: Path, number: int) -> list[str]:
    """The names of the licences of a task's rows, "" for where none was found."""
    names: list[str] = json.loads(_licences_path(folder, number).read_text(encoding="utf-8"))
    return names


def load_keys(folder: Path, number: int) -> Keys:
    """The keys of a task, mapped from their file."""
    keys: Keys = np.load(folder / f"{number:06d}.keys.npy", mmap_mode="r")
    return keys


def stage(parts: Sequence[Part], number: int, settings: CorpusSettings, exclusion: Exclusion | None, folder: Path) -> Staged:
    """Read and clean the parts of a task; its rows and keys into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    np.empty(_KEPT_FREE_BYTES, np.uint8)  # glibc learns from its end to keep so much, not to fetch every array's pages anew
    losses, places = Losses(), _Codes()
    intakes = [Intake(settings, losses, place) for place in range(len(parts))]
    masked: Counter[str] = Counter()
    read: Counter[str] = Counter()
    keys: list[Keys] = [np.empty(0, KEYS)]
    rows_before = 0
    with _Rows(rows_path(folder, number)) as file:
        for batch in batches(chain.from_iterable(map(documents, parts, intakes))):
            read["files"] += len(batch)
            read["bytes"] += sum(len(document.content) for document in batch)
            rows = clean(batch, exclusion, losses, masked)
            keys.append(_keys(rows, rows_before, places))
            rows_before += len(rows)
            file.write(rows)
    wanted, licences = _settled(np.concatenate(keys), places.names, [one.licences for one in intakes], settings, losses)
    _licences_path(folder, number).write_text(json.dumps(licences), encoding="utf-8")
    np.save(folder / f"{number:06d}.keys.npy", wanted[np.argsort(wanted["high"], kind="stable")])
    tallies = [Tally("read", what, count) for what, count in sorted(read.items())]
    tallies += [Tally("mask", kind, count) for kind, count in sorted(masked.items())]
    return Staged(number, len(wanted), tuple(losses.rejections()), tuple(tallies))


class _Codes:
    """Names as small numbers, in the order in which they were first met."""

    def __init__(self) -> None:
        self._codes: dict[Any, int] = {}

    def of(self, name: Any) -> int:
        return self._codes.setdefault(name, len(self._codes))

    @property
    def names(self) -> tuple[Any, ...]:
        return tuple(self._codes)


class _Rows:
    """The file of the rows, which is there only where there are any."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._writer: pq.ParquetWriter | None = None

    def __enter__(self) -> _Rows:
        self._path.unlink(missing_ok=True)
        return self

    def __exit__(self, *_: object) -> None:
        if self._writer is not None:
            self._writer.close()

    def write(self, rows: list[Row]) -> None:
        if not rows:
            return
        if self._writer is None:
            self._writer = writer(self._path, STAGED_SCHEMA, "none")  # read but once: space is cheaper here than time
        _, repositories, paths, languages, days, _, contents, digests = zip(*rows, strict=True)
        columns = repositories, paths, days, languages, contents, [digest.hex() for digest in digests]
        arrays = [pa.array(column, field.type) for column, field in zip(columns, STAGED_SCHEMA, strict=True)]
        self._writer.write_table(pa.table(arrays, schema=STAGED_SCHEMA))


def _keys(rows: list[Row], before: int, places: _Codes) -> Keys:
    """The keys of some rows, with the place in `places` of what their licences are found by.

    That is the part, repository and folder of a file, and the licence that it states.
    """
    keys = np.empty(len(rows), KEYS)
    digests = np.frombuffer(b"".join(row.digest for row in rows), ">u8").reshape(-1, 2)
    keys["high"], keys["low"] = digests[:, 0], digests[:, 1]
    days = np.array([np.datetime64("NaT") if row.day is None else row.day for row in rows], "datetime64[D]")
    keys["day"] = np.where(np.isnat(days), UNDATED_DAY, days.astype(np.int64))
    keys["row"] = np.arange(before, before + len(rows))
    keys["size"] = [len(row.content) for row in rows]
    keys["licence"] = [places.of((row.part, row.repository, row.path.rpartition("/")[0], row.licence)) for row in rows]
    keys["language"] = [LANGUAGES.index(row.language) for row in rows]
    return keys


def _settled(
    keys: Keys, places: Sequence[_Place], texts: Sequence[Licences], settings: CorpusSettings, losses: Losses
) -> tuple[Keys, list[str]]:
    """The keys of the rows under a wanted licence, now that all texts of licences are known, and the licences' names."""
    names, allowed = _Codes(), set(settings.licences)
    codes, fine = np.zeros(len(places), np.uint32), np.ones(len(places), np.bool_)
    counts = np.bincount(keys["licence"], minlength=len(places)).tolist()
    for place, (part, repository, folder, stated) in enumerate(places):
        licence = stated or texts[part].of_folder(repository, folder)
        codes[place] = names.of(licence)
        if allowed and licence not in allowed:
            fine[place] = False
            detail = licence or "none found"
            losses.add(repository, CLEAN, "licence_not_wanted", f"{folder}/", detail, licence, counts[place])
    wanted: Keys = keys[fine[keys["licence"]]]
    wanted["licence"] = codes[wanted["licence"]]
    return wanted, list(names.names)

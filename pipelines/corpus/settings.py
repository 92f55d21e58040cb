"""The settings of a corpus: one frozen record, checked once, carried to every worker."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from pipelines.corpus.languages import LANGUAGES
from schemas.digest import digest
from schemas.problem import Split
from schemas.text import excerpt

DROP, KEEP, MODIFIED = "drop", "keep", "modified"
UNDATED = (DROP, KEEP, MODIFIED)
"""What becomes of a file without a commit date: it is dropped, kept, or goes by when it was last modified."""
RECIPE = 1
"""Raised whenever the same settings would make another corpus of the same input."""


class CorpusError(ValueError):
    """A corpus that cannot be made. The message quotes what is wrong and says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CorpusSettings:
    """What a corpus depends on besides its input.

    `before`: the last day whose commits are taken, None for all. `licences`: SPDX expressions that are wanted, none for all
    of them. `exclude`: folders of built datasets whose problems in `exclude_splits` must not occur; without a split these are
    valid and test, or all of a dataset that has neither. `near`: the name of what finds near duplicates, "" for nothing.
    Raises CorpusError.
    """

    inputs: tuple[str, ...]
    languages: tuple[str, ...] = LANGUAGES
    before: date | None = None
    undated: str = DROP
    licences: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    exclude_splits: tuple[str, ...] = ()
    near: str = ""

    def __post_init__(self) -> None:
        if not self.inputs:
            raise CorpusError("no input is given: name checkouts, archives, folders or parquet files")
        if not self.languages:
            raise CorpusError(f"--languages: at least one is needed of {', '.join(LANGUAGES)}")
        _check("--languages", self.languages, LANGUAGES)
        _check("--undated", (self.undated,), UNDATED)
        _check("--exclude_splits", self.exclude_splits, tuple(split.value for split in Split))

    def as_json(self) -> dict[str, object]:
        """For the manifest: plain values, dates as ISO text, sets in order."""
        values = {name: sorted(set(value)) if isinstance(value, tuple) else value for name, value in asdict(self).items()}
        plain: dict[str, object] = json.loads(json.dumps(values, default=str))
        return plain

    def fingerprint(self) -> str:
        """Identity of the corpus that these settings make of these inputs, which are known by place, size and time of change.

        What has changed deep inside of a folder is not seen.
        """
        parts = [json.dumps(self.as_json(), sort_keys=True), str(RECIPE)]
        for path in sorted({*self.inputs, *(str(Path(folder, "manifest.json")) for folder in self.exclude)}):
            try:
                status = Path(path).stat()
            except OSError as error:
                raise CorpusError(f"{path}: {error.strerror}; give what is there") from error
            parts += [str(Path(path).resolve()), str(status.st_size), str(status.st_mtime_ns)]
        return digest(*(part.encode("utf-8", "surrogateescape") for part in parts))


def _check(option: str, given: tuple[str, ...], known: tuple[str, ...]) -> None:
    for one in given:
        if one not in known:
            raise CorpusError(f"{option} {excerpt(one)}: expected any of {', '.join(known)}")

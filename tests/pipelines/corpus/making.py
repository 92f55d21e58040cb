"""Makes inputs for the corpus: files, checkouts, archives, datasets; and reads what became of them."""

from __future__ import annotations

import io
import json
import os
import random
import subprocess
import tarfile
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.corpus.build import corpus
from pipelines.corpus.inputs import documents, parts_of
from pipelines.corpus.intake import Intake
from pipelines.corpus.records import Document, Losses
from pipelines.corpus.settings import CorpusSettings
from pipelines.running.run import pipeline_options
from schemas.parquet import write_problems
from schemas.problem import Problem
from schemas.rejection import Rejection

Files = Mapping[str, str | bytes]
MIT = (
    "MIT License\n\nPermission is hereby granted, free of charge, to any person obtaining a copy of this software and\n"
    'associated documentation files (the "Software"), to deal in the Software without restriction, subject to the\n'
    "following conditions:\n\nThe above copyright notice and this permission notice shall be included in all\n"
    "copies or substantial portions of the Software.\n"
)
ISC = (
    "Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby\n"
    "granted, provided that the above copyright notice and this permission notice appear in all copies.\n"
)


def write(folder: Path, files: Files) -> Path:
    """Files below a folder, which is made."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def git(folder: Path, *words: str, day: str = "2020-01-01") -> str:
    """Run git as nobody in particular, on a day; what it prints."""
    environment = {
        "PATH": os.defpath,
        "HOME": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        **{f"GIT_{who}_{what}": "somebody" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
        **{f"GIT_{who}_DATE": f"{day}T12:00:00Z" for who in ("AUTHOR", "COMMITTER")},
    }
    done = subprocess.run(["git", *words], cwd=folder, env=environment, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def commit(folder: Path, files: Files, day: str = "2020-01-01") -> Path:
    """Commit files to a checkout, which is made where there is none."""
    if not (folder / ".git").exists():
        folder.mkdir(parents=True, exist_ok=True)
        git(folder, "init", "--quiet", "--initial-branch=main")
    write(folder, files)
    git(folder, "add", "--all", *(["--force"] if files else []))
    git(folder, "commit", "--quiet", "--allow-empty", "--message=change", day=day)
    return folder


def tar_bytes(files: Files, mode: str = "w", change: Callable[[tarfile.TarInfo], None] | None = None) -> bytes:
    """A tar ball. `change`: what is done to each header."""
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode=mode) as tar:  # type: ignore[call-overload]  # one of its modes
        for name, text in files.items():
            data = text if isinstance(text, bytes) else text.encode()
            member = tarfile.TarInfo(name)
            member.size = len(data)
            if change:
                change(member)
            tar.addfile(member, io.BytesIO(data))
    return target.getvalue()


def zip_bytes(files: Files, comment: bytes = b"") -> bytes:
    """A zip archive."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = comment
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2020, 5, 17, 0, 0, 0)), text, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def read(*paths: Path, **settings: Any) -> tuple[list[Document], Counter[str]]:
    """The documents of some inputs, and how many files were left out by reason."""
    found, rejections = read_with_rejections(*paths, **settings)
    return found, reasons(rejections)


def read_with_rejections(*paths: Path, **settings: Any) -> tuple[list[Document], list[Rejection]]:
    """The documents of some inputs, and what was left out."""
    losses = Losses()
    inputs = tuple(map(str, paths))
    intake = Intake(CorpusSettings(inputs=inputs, **settings), losses)
    found = [document for part in parts_of(inputs) for document in documents(part, intake)]
    return found, list(losses.rejections())


def reasons(rejections: Iterable[Rejection]) -> Counter[str]:
    """Counts by reason."""
    counts: Counter[str] = Counter()
    for one in rejections:
        counts[one.reason] += one.count
    return counts


def dataset(folder: Path, splits: Mapping[str, list[Problem]], held_out: Iterable[Mapping[str, Any]] = ()) -> Path:
    """A built dataset with the problems alone."""
    (folder / "data").mkdir(parents=True)
    (folder / "manifest.json").write_text("{}")
    for split, problems in splits.items():
        with (folder / "data" / f"{split}-00000-of-00001.parquet").open("wb") as file:
            write_problems(file, problems)
    rows = [{"problem": row["problem"], "source": row["source"]} for row in held_out]
    if rows:
        (folder / "sidecars").mkdir()
        pq.write_table(pa.Table.from_pylist(rows), folder / "sidecars" / "held_out-train-00000-of-00001.parquet")
    return folder


def make(output: Path, *inputs: Path, workers: int = 1, near: Any = None, **settings: Any) -> Path:
    """A corpus of the inputs by the pipeline."""
    chosen = CorpusSettings(inputs=tuple(map(str, inputs)), **settings)
    corpus(chosen, output, pipeline_options([], workers), near=near)
    return output


def rows(output: Path) -> list[dict[str, Any]]:
    """The rows of a corpus, in order."""
    found: list[dict[str, Any]] = []
    for path in sorted((output / "data").glob("*.parquet")):
        found += pq.read_table(path).to_pylist()
    return found


def dropped(output: Path) -> Counter[str]:
    """What a corpus dropped, by reason."""
    table = pq.read_table(output / "sidecars" / "rejections-00000-of-00001.parquet").to_pylist()
    return reasons(Rejection(**row) for row in table)


def manifest(output: Path) -> Any:
    """The manifest of a corpus."""
    return json.loads((output / "manifest.json").read_text())


def prose(seed: int, words: int = 60) -> str:
    """A text that nobody else has."""
    rng = random.Random(seed)
    return " ".join("".join(rng.choices("aeioubcdfghlmnprst", k=rng.randint(3, 9))) for _ in range(words))


def days(found: Iterable[Document]) -> dict[str, date | None]:
    """The day of each document, by path."""
    return {one.path: one.day for one in found}

"""Writes the dataset: base shards, sidecar tables, rejections. The problems alone decide the files."""

from __future__ import annotations

import contextlib
import os
import tempfile
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NamedTuple

import apache_beam as beam
from apache_beam.pvalue import PCollection

from pipelines.cloud.places import Place, copy_in
from pipelines.running.progress import report
from pipelines.running.workspace import Workspace
from pipelines.stages_io import Ref
from schemas import sidecars
from schemas.code_contests import to_row
from schemas.digest import digest, file_sha256
from schemas.dossier import Dossier
from schemas.parquet import TableWriter, problem_writer, write_table
from schemas.problem import Problem, Split
from schemas.rejection import Rejection

SHARD_BYTES = 256 << 20
PROGRESS = "export: files"
_FOLDERS = ("measured", "sidecars")


class Sized(NamedTuple):
    """A kept problem, with what decides its place."""

    split: str
    name: str
    size: int


class Shard(NamedTuple):
    """A file to be written: shard `number` of `total` of its split, with its problems in order."""

    split: str
    number: int
    total: int
    names: tuple[str, ...]

    @property
    def file_stem(self) -> str:
        """E.g. `train-00000-of-00003`."""
        return f"{self.split}-{self.number:05d}-of-{self.total:05d}"


class Written(NamedTuple):
    """A file of the dataset: its path within it, digest, size and rows."""

    path: str
    sha256: str
    size_bytes: int
    rows: int


def problem_bytes(problem: Problem) -> int:
    """Characters of a problem's texts: near enough to its size in a file before compression."""
    tests = problem.given_tests + problem.generated_tests
    return (
        len(problem.description)
        + sum(len(test.input) + len(test.output) for test in tests)
        + sum(len(solution.source) for solution in problem.all_solutions)
    )


def plan_shards(problems: Iterable[Sized], shard_bytes: int = SHARD_BYTES) -> list[Shard]:
    """Problems in order of their names, cut into shards of about `shard_bytes`, each split for itself."""
    shards: list[Shard] = []
    ordered = sorted(set(problems))
    for split in Split:
        cuts: list[list[str]] = []
        size = shard_bytes
        for problem in (one for one in ordered if one.split == split.value):
            if size >= shard_bytes:
                cuts.append([])
                size = 0
            cuts[-1].append(problem.name)
            size += problem.size
        shards += [Shard(split.value, number, len(cuts), tuple(names)) for number, names in enumerate(cuts)]
    return shards


@dataclass(slots=True)
class FreshFile:
    """A file that is being written; once its block has ended without an error, `written` says what it has become."""

    file: BinaryIO
    rows: int = 0
    written: Written | None = None


@contextlib.contextmanager
def fresh_file(root: Place, path: str) -> Iterator[FreshFile]:
    """Write `root/path` by way of a temporary file, so that it is there whole or not at all. Raises OSError."""
    target = root / path
    if isinstance(target, Path):
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = target.with_name(f".{target.name}.{os.getpid()}.part")
    else:
        fresh = Path(tempfile.gettempdir()) / f".{target.name}.{os.getpid()}.{uuid.uuid4().hex}.part"
    try:
        with fresh.open("wb") as file:
            one = FreshFile(file)
            yield one
        with fresh.open("rb") as file:
            sha256 = file_sha256(iter(lambda: file.read(1 << 20), b""))
        size = fresh.stat().st_size
        if isinstance(target, Path):
            os.replace(fresh, target)
        else:
            with fresh.open("rb") as file:
                copy_in(file, target)
    finally:
        fresh.unlink(missing_ok=True)
    one.written = Written(path, sha256, size, one.rows)


def write_file(root: Place, path: str, write: Callable[[BinaryIO], int]) -> Written:
    """Write `root/path` whole or not at all; `write` gets the open file and says how many rows it has written."""
    with fresh_file(root, path) as fresh:
        fresh.rows = write(fresh.file)
    assert fresh.written is not None
    return fresh.written


def write_shard(workspace: Workspace, root: Place, shard: Shard) -> list[Written]:
    """Write one base shard and its part of every sidecar table, going through the problems once.

    All its files are open at the same time, and each holds no more than a row group: memory does not grow with the shard.
    """
    schemas = {**sidecars.STEADY, **sidecars.MEASURED}
    stem = shard.file_stem
    paths = {table: f"{_FOLDERS[table in sidecars.STEADY]}/{table}-{stem}.parquet" for table in schemas}
    with contextlib.ExitStack() as stack:
        base = stack.enter_context(fresh_file(root, f"data/{stem}.parquet"))
        files = {table: stack.enter_context(fresh_file(root, path)) for table, path in paths.items()}
        problems = problem_writer(base.file)
        tables = {table: TableWriter(fresh.file, schemas[table]) for table, fresh in files.items()}
        for name in shard.names:
            dossier: Dossier = workspace.get("kept", name)
            for table, row in sidecars.rows(dossier):
                tables[table].add(row)
            problems.add(to_row(dossier.problem))
        base.rows = problems.close()
        for table, fresh in files.items():
            fresh.rows = tables[table].close()
    return [fresh.written for fresh in (base, *files.values()) if fresh.written is not None]


def write_rejections(root: Place, rejections: Sequence[Rejection]) -> Written:
    """Write the table of everything that was dropped, in order."""
    rows = map(sidecars.rejection_row, sorted(rejections))
    return write_file(
        root, "sidecars/rejections-00000-of-00001.parquet", lambda file: write_table(file, sidecars.REJECTIONS, rows)
    )


def _stands(root: Place, one: Written) -> bool:
    """Whether a file that was written is there as long as it was; in a bucket an object is there whole or not at all."""
    path = root / one.path
    return path.is_file() and (not isinstance(path, Path) or path.stat().st_size == one.size_bytes)


class _WriteShard(beam.DoFn):
    def __init__(self, workspace: Workspace, root: Place) -> None:
        self._workspace = workspace
        self._root = root

    def process(self, shard: Shard) -> Iterator[Written]:
        stamps = (self._workspace.stamp("kept", name) for name in shard.names)
        about = digest(shard.file_stem, *shard.names, *stamps)
        written: list[Written] | None = self._workspace.find("written", about)
        if written is None or not all(_stands(self._root, one) for one in written):
            written = write_shard(self._workspace, self._root, shard)
            self._workspace.put("written", about, written)
        yield from written
        report(self._workspace.folder, PROGRESS, done=1)


class Export(beam.PTransform):
    """{"problems": Refs of kept dossiers, "rejections"} -> Written, one per file."""

    def __init__(self, workspace: Workspace, root: Place) -> None:
        super().__init__()
        self._workspace = workspace
        self._root = root

    def expand(self, parts: dict[str, PCollection]) -> PCollection:
        workspace, root = self._workspace, self._root

        def sized(ref: Ref) -> tuple[int, Sized]:
            dossier: Dossier = workspace.get(ref.kind, ref.key)
            return 0, Sized(dossier.split.value, ref.name, problem_bytes(dossier.problem))

        def planned(group: tuple[int, Iterable[Sized]]) -> list[Shard]:
            shards = plan_shards(group[1])
            report(workspace.folder, PROGRESS, planned=len(shards))
            return shards

        shards = (
            parts["problems"]
            | "Size" >> beam.Map(sized)
            | "Gather" >> beam.GroupByKey()
            | "PlanShards" >> beam.FlatMap(planned)
            | "SpreadShards" >> beam.Reshuffle()
            | "WriteShards" >> beam.ParDo(_WriteShard(workspace, root))
        )
        rejections = (
            parts["rejections"]
            | "ToList" >> beam.combiners.ToList()
            | "WriteRejections" >> beam.Map(lambda all_of_them: write_rejections(root, all_of_them))
        )
        return (shards, rejections) | "Files" >> beam.Flatten()

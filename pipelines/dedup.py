"""`codequorum dedup`: near-duplicates among the documents of a file or a folder, told as a table.

Three pipelines in a row: documents are sketched and compared within their buckets; then what the stars of the buckets left
open; then the table is written. Between them components are found, in this process while the pairs fit into memory.
"""

from __future__ import annotations

import dataclasses
import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import apache_beam as beam
import numpy as np
import pyarrow.parquet as pq
from apache_beam.options.pipeline_options import PipelineOptions

from pipelines.dedup_steps.blocks import BLOCKS, REJECTED, SKETCHES, Block
from pipelines.dedup_steps.compare import HOT, Cross, Star
from pipelines.dedup_steps.contract import Contract
from pipelines.dedup_steps.documents import Columns, document_parts
from pipelines.dedup_steps.packing import ALIKE, COUNTS, CROSSED, LABELS, PAIRS, SHARDS, STARS, shards_of
from pipelines.dedup_steps.sketch import TWICE, Sketch
from pipelines.dedup_steps.tell import TABLE, Tell, table_path
from pipelines.neardup.candidates import Pairs
from pipelines.neardup.components import Labels, components, fingerprint, labels_of_stars, larger_left
from pipelines.neardup.kernel import kernel, why_not_compiled
from pipelines.neardup.settings import NearSettings
from pipelines.running.run import run_pipeline
from pipelines.running.workspace import Workspace
from pipelines.sources.reading import InputError, Part
from schemas.rejection import Rejection
from schemas.text import excerpt

WORKSPACE = ".dedup"
CLUSTERS, SUMMARY, REJECTIONS = "clusters.parquet", "summary.json", "rejections.ndjson"
KIND = "codequorum dedup"
MOST_GATHERED = 100_000_000
"""Pairs whose components are found by one process; more are contracted to stars first, in rounds over all workers."""
_LARGEST_SHOWN = 10


class OutputError(ValueError):
    """An output folder that cannot be written into. The message quotes it and says what to do."""


def dedup(
    input: str,
    output: Path,
    options: PipelineOptions,
    settings: NearSettings | None = None,
    columns: Columns | None = None,
    *,
    most_gathered: int = MOST_GATHERED,
) -> dict[str, Any]:
    """Write `clusters.parquet`, `rejections.ndjson` and `summary.json` into `output`; the summary.

    Raises InputError (also where an id comes twice), OutputError or Interrupted, each with a message for a person. Whatever the
    workers, the order of the documents and their bundling: a document's row is the same.
    """
    settings, columns, output = settings or NearSettings(), columns or Columns(), output.absolute()
    parts = document_parts(input, columns)
    _prepare(output)
    workspace = Workspace(output / WORKSPACE)
    shutil.rmtree(workspace.folder, ignore_errors=True)
    try:
        search = _Search(workspace, options, settings, most_gathered)
        search.compare(parts, columns, input)
        search.tell(len(parts))
        summary = _write(output, workspace, settings, len(parts), search)
    finally:
        shutil.rmtree(workspace.folder, ignore_errors=True)
    return summary


def _prepare(output: Path) -> None:
    if output.exists() and not output.is_dir():
        raise OutputError(f"{output} is a file; give a folder")
    if output.is_dir() and any(output.iterdir()) and not (output / WORKSPACE).is_dir() and not _is_ours(output):
        raise OutputError(f"{output} exists and holds something else; give a new or an empty folder")
    output.mkdir(parents=True, exist_ok=True)


def _is_ours(output: Path) -> bool:
    try:
        summary = json.loads((output / SUMMARY).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(summary, dict) and summary.get("kind") == KIND


class _Search:
    """The pipelines of one search, and what each leaves for the next."""

    def __init__(self, workspace: Workspace, options: PipelineOptions, settings: NearSettings, most_gathered: int) -> None:
        self._workspace, self._options, self._settings = workspace, options, settings
        self._most_gathered = most_gathered

    def compare(self, parts: Sequence[Part], columns: Columns, input: str) -> None:
        """Leave the labels of the step CROSSED: everything that is connected."""
        sketch = Sketch(self._workspace, columns, self._settings)
        star = Star(self._workspace, self._settings.threshold)
        self._run(list(enumerate(parts)), lambda numbered: numbered | "Sketch" >> sketch | "Star" >> star)
        for shard in range(SHARDS):
            for id in self._workspace.find(TWICE, str(shard)) or ():
                raise InputError(f"{input}: id {excerpt(repr(id))} comes twice; each document needs an id of its own")
        counts = self.counts()
        if counts["compared"] > counts["near"]:  # else every bucket is connected by its star
            self._label(STARS, shards_of(STARS))
            names = [f"{band}/{shard}" for band in range(self._settings.bands) for shard in range(SHARDS)]
            cross = Cross(self._workspace, self._settings.threshold)
            self._run(names, lambda buckets: buckets | "Cross" >> cross)
        self._label(CROSSED, [*shards_of(ALIKE), *shards_of(STARS), *shards_of(CROSSED)])

    def tell(self, parts: int) -> None:
        """Leave the tables of all blocks."""
        self._run([tuple(one) for one in blocks_of(self._workspace, parts)], lambda blocks: blocks | Tell(self._workspace))

    def counts(self) -> Counter[str]:
        """What the steps so far have counted."""
        found: Counter[str] = Counter()
        buckets = [f"{HOT}/{band}/{shard}" for band in range(self._settings.bands) for shard in range(SHARDS)]
        for name in [*shards_of(STARS), *shards_of(CROSSED), *buckets]:
            found.update(self._workspace.find(COUNTS, name) or {})
        return found

    def _run(self, elements: Sequence[Any], then: Callable[[Any], Any]) -> None:
        if elements:
            run_pipeline(lambda pipeline: then(pipeline | beam.Create(elements)), self._options)  # spread over the workers

    def _label(self, step: str, names: list[str]) -> None:
        number, before = 0, -1
        while sum(len(pairs.lefts) for pairs in self._pairs(names)) > self._most_gathered:
            now = fingerprint(self._pairs(names))
            if now == before:  # all that is left are stars, and no round makes fewer of them
                self._workspace.put(LABELS, step, labels_of_stars(larger_left(_together(self._pairs(names)))))
                return
            number, before = number + 1, now
            contracted = f"{step}-round-{number}"
            contract = Contract(self._workspace, contracted)
            self._run(names, lambda pairs, contract=contract: pairs | "Contract" >> contract)  # type: ignore[misc]
            names = shards_of(contracted)
        self._workspace.put(LABELS, step, components(_together(self._pairs(names))))

    def _pairs(self, names: Sequence[str]) -> Iterator[Pairs]:
        found = (self._workspace.find(PAIRS, name) for name in names)
        return (pairs for pairs in found if pairs is not None)


def _together(parts: Iterator[Pairs]) -> Pairs:
    held = [Pairs(np.zeros(0, np.int64), np.zeros(0, np.int64)), *parts]
    return Pairs(np.concatenate([one.lefts for one in held]), np.concatenate([one.rights for one in held]))


def blocks_of(workspace: Workspace, parts: int) -> Iterator[Block]:
    """All blocks of the input, in order."""
    for part in range(parts):
        for block in range(workspace.get(BLOCKS, str(part))):
            yield Block(part, block)


def _write(output: Path, workspace: Workspace, settings: NearSettings, parts: int, search: _Search) -> dict[str, Any]:
    """The files of the output, the summary last: without it an output is not whole."""
    (output / SUMMARY).unlink(missing_ok=True)
    documents = empty = 0
    with pq.ParquetWriter(output / CLUSTERS, TABLE, compression="zstd") as writer:
        for block in blocks_of(workspace, parts):
            writer.write_table(pq.read_table(table_path(workspace, block), schema=TABLE))
            counts = workspace.get(SKETCHES, block.key).counts
            documents, empty = documents + len(counts), empty + int((counts == 0).sum())
    rejections: list[Rejection] = [one for part in range(parts) for one in workspace.get(REJECTED, str(part))]
    with (output / REJECTIONS).open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(dataclasses.asdict(one)) + "\n" for one in sorted(rejections))
    labels: Labels = workspace.get(LABELS, CROSSED)
    sizes = np.unique(labels.roots, return_counts=True)[1]
    reasons: Counter[str] = Counter()
    for one in rejections:
        reasons[one.reason] += one.count
    counted = search.counts()
    summary = {
        "kind": KIND,
        "settings": {**dataclasses.asdict(settings), "shingles": settings.shingles.value},
        "found_at_threshold": round(settings.found(settings.threshold), 4),
        "documents": documents,
        "empty": empty,
        "alike": sum(len(pairs.lefts) for name in shards_of(ALIKE) if (pairs := workspace.find(PAIRS, name))),
        **{name: counted[name] for name in ("compared", "near", "hot_buckets", "capped_buckets")},
        "clusters": len(sizes),
        "clustered": int(sizes.sum()),
        "largest": sorted(sizes.tolist(), reverse=True)[:_LARGEST_SHOWN],
        "rejections": dict(sorted(reasons.items())),
    }
    (output / SUMMARY).write_text(json.dumps(summary, indent=2) + "\n", encoding="utf-8")
    return summary


def summary_text(output: Path, summary: dict[str, Any]) -> str:
    """The summary for a person."""
    documents, clustered, clusters = (summary[name] for name in ("documents", "clustered", "clusters"))
    settings, chance = summary["settings"], 100 * summary["found_at_threshold"]
    kind = f"{settings['width']}-grams of {settings['shingles']}"
    lines = [
        f"{documents} documents, {clustered} of them in {clusters} clusters of near-duplicates",
        f"{documents - clustered + clusters} are left if one of each cluster is kept",
        f"near: a Jaccard similarity of {settings['threshold']} by {kind}; {chance:.0f} % of pairs just above it are found",
        f"{summary['alike']} are alike to the last shingle; {summary['compared']} pairs compared, {summary['near']} near",
    ]
    if summary["largest"]:
        lines.append(f"largest clusters: {', '.join(map(str, summary['largest']))}")
    if summary["empty"]:
        lines.append(f"{summary['empty']} have no {settings['shingles']} in them and are each alone")
    if summary["hot_buckets"]:
        lines.append(f"{summary['hot_buckets']} hot buckets, {summary['capped_buckets']} of them not searched to the end")
    lines += [f"left out, {reason}: {count}" for reason, count in summary["rejections"].items()]
    if why_not_compiled():
        lines.append(f"kernel: {kernel().NAME}, which is slow ({why_not_compiled()})")
    return "\n".join([*lines, f"written to {output}: {CLUSTERS}, {SUMMARY}, {REJECTIONS}"])

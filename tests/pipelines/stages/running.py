"""Runs a stage on a few elements in this process, and gives back everything that it hands on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

import apache_beam as beam
from apache_beam.pvalue import PCollection
from apache_beam.runners.portability.fn_api_runner import FnApiRunner

from pipelines.running.workspace import Workspace
from pipelines.stages_io import Ref, Staged
from schemas.rejection import Rejection
from schemas.tally import Tally

_collected: dict[str, list[Any]] = {}


class Outcome(NamedTuple):
    """What came out of a stage, in no order; counts by name."""

    main: list[Any]
    rejections: list[Rejection]
    counts: dict[str, int]


def _collect(element: Any, name: str) -> None:
    _collected.setdefault(name, []).append(element)


def _keep(collection: PCollection, name: str) -> None:
    _ = collection | f"Keep {name}" >> beam.Map(_collect, name)


def run_stage(stage: Any, elements: Iterable[Any]) -> Outcome:
    """`elements | stage`."""
    _collected.clear()
    with beam.Pipeline(runner=FnApiRunner()) as pipeline:
        staged: Staged = pipeline | beam.Create(list(elements), reshuffle=False) | "Stage" >> stage
        for name, collection in staged._asdict().items():
            _keep(collection, name)
    counts: Counter[str] = Counter()
    for tally in _collected.get("tallies", []):
        assert isinstance(tally, Tally)
        counts[tally.what] += int(tally.number)
    return Outcome(_collected.get("main", []), _collected.get("rejections", []), dict(counts))


def run_transform(transform: Any, inputs: dict[str, list[Any]]) -> list[Any]:
    """`inputs | transform` for a transform of several inputs and one output."""
    _collected.clear()
    with beam.Pipeline(runner=FnApiRunner()) as pipeline:
        collections = {
            name: pipeline | f"Create {name}" >> beam.Create(elements, reshuffle=False) for name, elements in inputs.items()
        }
        _keep(collections | "Transform" >> transform, "main")
    return _collected.get("main", [])


def put_all(workspace: Workspace, kind: str, records: dict[str, Any]) -> list[Ref]:
    """The records in the workspace, by their names; references to them."""
    for name, record in records.items():
        workspace.put(kind, name, record)
    return [Ref(name, kind, name) for name in records]


def get_all(workspace: Workspace, refs: Iterable[Ref]) -> dict[str, Any]:
    """The records behind references, by their names; fails where a name comes twice."""
    found: dict[str, Any] = {}
    for ref in refs:
        assert ref.name not in found
        found[ref.name] = workspace.get(ref.kind, ref.key)
    return found

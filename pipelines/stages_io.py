"""What every stage hands on besides its main output, and the reference by which a record is known in a shuffle."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import apache_beam as beam
from apache_beam.pvalue import PCollection, TaggedOutput

from schemas.rejection import Rejection
from schemas.tally import Tally

REJECTIONS = "rejections"
TALLIES = "tallies"
MAIN = "main"


class Ref(NamedTuple):
    """A record in the workspace. `name` is the problem's, `key` that of the record, `kind` its sort."""

    name: str
    kind: str
    key: str


class Staged(NamedTuple):
    """What a stage returns: its main output, the rejections and the counts."""

    main: PCollection
    rejections: PCollection
    tallies: PCollection


def emit(rejections: Iterable[Rejection] = (), tallies: Iterable[Tally] = ()) -> Iterable[Any]:
    """The tagged outputs of one element."""
    for rejection in rejections:
        yield TaggedOutput(REJECTIONS, rejection)
    for tally in tallies:
        yield TaggedOutput(TALLIES, tally)


def staged(outputs: Any) -> Staged:
    """The three outputs of a `ParDo(...).with_outputs(*OUTPUTS, main=MAIN)`."""
    return Staged(outputs[MAIN], outputs[REJECTIONS], outputs[TALLIES])


def par_do(function: beam.DoFn) -> Any:
    """A ParDo with the two side outputs."""
    return beam.ParDo(function).with_outputs(REJECTIONS, TALLIES, main=MAIN)


def flatten_all(parts: Iterable[PCollection], label: str) -> PCollection:
    """One collection of many."""
    return tuple(parts) | label >> beam.Flatten()

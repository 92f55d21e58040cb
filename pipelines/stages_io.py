"""What every stage hands on besides its main output, the reference by which a record is known in a shuffle, and what becomes
of an element under which worker processes die."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, Protocol

import apache_beam as beam
from apache_beam.pvalue import PCollection, TaggedOutput

from pipelines.running.attempts import Attempts
from pipelines.running.workspace import Workspace
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


class Risky(Protocol):
    """A DoFn whose elements may bring down the process that works on them."""

    def setup(self) -> None: ...
    def teardown(self) -> None: ...
    def default_label(self) -> str: ...
    def process(self, element: Any) -> Iterator[Any]: ...

    def task(self, element: Any) -> str:
        """What this step is to do with the element, in words that name no other work of its stage."""

    def given_up(self, element: Any, why: str) -> Iterator[Any]:
        """What goes on in place of what the element would have given, with a rejection."""


class _Guarded(beam.DoFn):
    """Does what `function` does, and notes what it has in hand; what is given up it lets the function give up."""

    def __init__(self, function: Risky, stage: str, workspace: Workspace) -> None:
        self._function = function
        self._stage = stage
        self._attempts = Attempts(workspace.folder)

    def default_label(self) -> str:
        return self._function.default_label()

    def setup(self) -> None:
        self._lost = self._attempts.lost()
        self._function.setup()

    def teardown(self) -> None:
        self._function.teardown()

    def process(self, element: Any) -> Iterator[Any]:
        task = f"{self._stage}: {self._function.task(element)}"
        lost = self._lost.get(task)
        if lost is not None and lost.is_given_up:
            yield from self._function.given_up(element, f"given up after {lost.attempts} attempts: {lost.how}")
            yield from emit(tallies=[Tally(self._stage, "given_up", 1)])
            return
        with self._attempts.holding(task):
            yield from self._function.process(element)


def guarded(function: Risky, stage: str, workspace: Workspace) -> beam.DoFn:
    """The function with every element noted while it is worked on: see `pipelines.running.attempts`."""
    return _Guarded(function, stage, workspace)


def flatten_all(parts: Iterable[PCollection], label: str) -> PCollection:
    """One collection of many."""
    return tuple(parts) | label >> beam.Flatten()

"""A Beam pipeline of your own over the problems of a source: how long programs are, by language."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import apache_beam as beam

from pipelines.running.run import local_runner
from pipelines.sources import SOURCES
from schemas.problem import Problem


def read(part: object, source: str) -> Iterator[Problem]:
    """The problems of a part; what a source rejects is left out here."""
    return (one for one in SOURCES[source].read(part) if isinstance(one, Problem))  # type: ignore[arg-type]


def by_language(problem: Problem) -> Iterator[tuple[str, int]]:
    """A pair for each solution: its language, and how long it is in lines."""
    return ((solution.language.name, solution.source.count("\n")) for solution in problem.all_solutions)


def main(source: str = "demo", path: str = "") -> None:
    """Print how long programs are, by language."""
    with beam.Pipeline(runner=local_runner(1)) as pipeline:
        _ = (
            pipeline
            | beam.Create(SOURCES[source].parts(path))
            | beam.FlatMap(read, source)
            | beam.FlatMap(by_language)
            | beam.CombinePerKey(beam.combiners.MeanCombineFn())
            | beam.Map(lambda pair: print(f"{pair[0]:8} {pair[1]:.1f} lines on average"))
        )


if __name__ == "__main__":
    main(*sys.argv[1:])

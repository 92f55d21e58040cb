"""`codequorum measure`: how well a dataset's tests tell right from wrong."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from pipelines.command_line.grammar import (
    EXIT_DONE,
    Commands,
    add_command,
    add_unsafe,
    add_workers,
    workers_of,
)


def add(commands: Commands) -> None:
    """Put the command into the grammar."""
    command = add_command(
        commands,
        "measure",
        "how well a dataset's tests tell right from wrong",
        "Judge the solutions that a build held out (--holdout) by its tests: TPR, TNR by kind, intervals.",
        "example: codequorum measure build/demo --workers 2",
    )
    command.add_argument("dataset", type=Path, metavar="DATASET", help="folder that build wrote with --holdout")
    add_workers(command)
    command.add_argument(
        "--output", type=Path, metavar="FILE", help="where to write the figures (DATASET/measured/measure.json)"
    )
    add_unsafe(command)
    command.set_defaults(act=run)


def run(arguments: argparse.Namespace, rest: Sequence[str]) -> int:
    """Run it; the exit code."""
    from pipelines.evaluation.figures import report_text
    from pipelines.measure import measure
    from pipelines.running.run import pipeline_options

    output = arguments.output or arguments.dataset / "measured" / "measure.json"
    print(report_text(measure(arguments.dataset, output, pipeline_options(rest, workers_of(arguments), arguments.command))))
    print(f"written to {output}")
    return EXIT_DONE

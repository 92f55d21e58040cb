"""`codequorum false-positives`: four sets of tests side by side, by what they wrongly accept."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from pipelines.command_line.grammar import (
    BEAM_OPTIONS,
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
        "false-positives",
        "how often what tests accept is wrong, for four sets of tests",
        "The examples, all given tests, the paper's recipe and the dataset's own tests, judged by something stronger.",
        "example: codequorum false-positives build/demo build/samples --paper build/by-paper --output build/falsity\n"
        + BEAM_OPTIONS,
    )
    command.add_argument("dataset", type=Path, metavar="DATASET", help="folder that build wrote")
    command.add_argument("samples", type=Path, metavar="SAMPLES", help="folder of samples in parquet")
    command.add_argument("--output", required=True, type=Path, metavar="DIR", help="folder of the results")
    command.add_argument(
        "--paper", type=Path, metavar="DATASET", help="the same problems, built with --generation paper (that row is left out)"
    )
    command.add_argument(
        "--oracle", type=Path, metavar="DATASET", help="the same problems with stronger tests (the official tests set aside)"
    )
    command.add_argument("--splits", nargs="+", default=[], metavar="SPLIT", help="whose problems count (all)")
    command.add_argument("--most_judged", type=int, default=50, metavar="N", help="programs of a problem that are judged (50)")
    command.add_argument("--seed", type=int, default=0, metavar="N", help="of the draws (0)")
    add_workers(command)
    add_unsafe(command)
    command.set_defaults(act=run)


def run(arguments: argparse.Namespace, rest: Sequence[str]) -> int:
    """Run it; the exit code."""
    from pipelines.evaluation.settings import EvaluateSettings
    from pipelines.running.run import pipeline_options
    from pipelines.samples.falsity import compare_test_sets, report_text

    if arguments.most_judged < 1:
        raise ValueError(f"--most_judged {arguments.most_judged}: at least one is needed")
    figures = compare_test_sets(
        arguments.dataset,
        arguments.samples,
        arguments.output,
        pipeline_options(rest, workers_of(arguments), arguments.command),
        paper=arguments.paper,
        oracle=arguments.oracle,
        settings=EvaluateSettings(splits=tuple(arguments.splits), seed=arguments.seed),
        most_judged=arguments.most_judged,
    )
    print(report_text(figures))
    print(f"written to {arguments.output}")
    return EXIT_DONE

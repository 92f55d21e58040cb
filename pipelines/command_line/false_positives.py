"""`codequorum false-positives`: four sets of tests side by side, by what they wrongly accept."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from pipelines.command_line.arguments import (
    Whole,
    add_dataset,
    add_json,
    add_output,
    add_seed,
    add_split,
    add_unsafe,
    add_workers,
    beam_options,
)
from pipelines.command_line.grammar import BEAM_OPTIONS, EXIT_DONE, Commands, add_command, print_json


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
    add_dataset(command)
    command.add_argument("samples", type=Path, metavar="SAMPLES", help="folder of samples in parquet")
    add_output(command, "folder of the results")
    command.add_argument(
        "--paper", type=Path, metavar="DATASET", help="the same problems, built with --generation paper (that row is left out)"
    )
    command.add_argument(
        "--oracle", type=Path, metavar="DATASET", help="the same problems with stronger tests (the official tests set aside)"
    )
    add_split(command)
    command.add_argument(
        "--max_judged", type=Whole(1), default=50, metavar="N", help="programs of a problem that are judged, at most (50)"
    )
    add_seed(command)
    add_workers(command)
    add_json(
        command,
        {
            "output": "folder of the tables",
            "kind": "what wrote it",
            "fingerprint": "identity of the comparison",
            "oracle": "what judged",
            "skipped": "problem -> why it was not compared",
            "rejected": "reason -> samples left out",
            "sets": "public, raw, paper, ours -> tests_per_problem, solved problems and rates with intervals",
        },
    )
    add_unsafe(command)
    command.set_defaults(act=run)


def run(arguments: argparse.Namespace, rest: Sequence[str]) -> int:
    """Run it; the exit code."""
    from pipelines.evaluation.settings import EvaluateSettings
    from pipelines.samples.falsity import compare_test_sets, report_text

    figures = compare_test_sets(
        arguments.dataset,
        arguments.samples,
        arguments.output,
        beam_options(arguments, rest),
        paper=arguments.paper,
        oracle=arguments.oracle,
        settings=EvaluateSettings(splits=(arguments.split,) if arguments.split else (), seed=arguments.seed),
        most_judged=arguments.max_judged,
    )
    if arguments.json:
        print_json({"output": arguments.output, **figures})
    else:
        print(report_text(figures))
        print(f"written to {arguments.output}")
    return EXIT_DONE

"""`codequorum measure`: how well a dataset's tests tell right from wrong."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from pipelines.command_line.arguments import (
    add_dataset,
    add_json,
    add_output,
    add_unsafe,
    add_workers,
    beam_options,
    output_file,
)
from pipelines.command_line.grammar import BEAM_OPTIONS, EXIT_DONE, Commands, add_command, print_json


def add(commands: Commands) -> None:
    """Put the command into the grammar."""
    command = add_command(
        commands,
        "measure",
        "how well a dataset's tests tell right from wrong",
        "Judge the solutions that a build held out (--holdout) by its tests: TPR, TNR by kind, intervals.",
        "example: codequorum measure build/demo --workers 2\n" + BEAM_OPTIONS,
    )
    add_dataset(command, "folder that build wrote with --holdout")
    add_output(command, "file for the figures (DATASET/measured/measure.json)", required=False)
    add_workers(command)
    add_json(
        command,
        {
            "output": "file with the same figures",
            "dataset": "digest of the dataset",
            "skipped": "problem -> why it was not measured",
            "problems": "that were",
            "solutions": "that were judged",
            "limits_s": "problem -> CPU seconds of a run",
            "sets": "set of tests -> tpr, fnr, tnr, fpr, consistency, judge_errors, slipped_through, nearest",
        },
    )
    add_unsafe(command)
    command.set_defaults(act=run)


def run(arguments: argparse.Namespace, rest: Sequence[str]) -> int:
    """Run it; the exit code."""
    from pipelines.evaluation.figures import report_text
    from pipelines.measure import measure

    output = output_file(arguments.output or arguments.dataset / "measured" / "measure.json")
    figures = measure(arguments.dataset, output, beam_options(arguments, rest))
    if arguments.json:
        print_json({"output": output, **figures})
    else:
        print(report_text(figures))
        print(f"written to {output}")
    return EXIT_DONE

"""`codequorum leakage`: what of a dataset's valid and test problems is known from its training problems."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from pipelines.command_line.arguments import (
    Whole,
    add_dataset,
    add_json,
    add_near_threshold,
    add_output,
    add_seed,
    add_unsafe,
    output_file,
)
from pipelines.command_line.grammar import (
    EXIT_DONE,
    EXIT_FAILED,
    Commands,
    add_command,
    print_anything,
    print_json,
    refuse_unknown,
)


def add(commands: Commands) -> None:
    """Put the command into the grammar."""
    command = add_command(
        commands,
        "leakage",
        "what of valid and test is known from train",
        "Look for leakage: dates, near-duplicate statements, nearest neighbours, shared code, training programs that solve.",
        "example: codequorum leakage build/demo --runs 500\n"
        "exit codes: 0 nothing stands where it must not, 1 something does, 2 makes no sense, 3 no sandbox",
    )
    add_dataset(command)
    add_output(command, "file for the report as JSON (DATASET/measured/leakage.json)", required=False)
    add_near_threshold(command)
    command.add_argument(
        "--runs",
        type=Whole(),
        default=2000,
        metavar="N",
        help="pairs of a training program and a problem to run, 0: none (2000)",
    )
    command.add_argument("--against", choices=["valid", "test"], default="valid", help="whose problems they run on (valid)")
    add_seed(command)
    add_json(
        command,
        {
            "output": "file with the same report",
            "problems": "split -> how many",
            "undated": "problems whose date nothing says",
            "settings": "what was looked for",
            "violated": "whether something stands where it must not",
            "temporal_violations": "problems whose date is not of their split",
            "cross_split_near_duplicates": "threshold, pairs, problems",
            "near_pairs": "statements of different splits that are alike",
            "nearest_training_neighbours": "of each problem of valid and test",
            "shared_runs": "programs, left_out, longest pieces that programs share",
            "cross_runs": "what programs of train solve, or null",
        },
    )
    add_unsafe(command)
    command.set_defaults(act=run)


def run(arguments: argparse.Namespace, rest: Sequence[str]) -> int:
    """Run it; the exit code."""
    from pipelines.leakage.check import LeakageSettings, as_value, leakage, report_text, write_report
    from schemas.problem import Split

    refuse_unknown(rest, arguments)
    print_anything()
    output = output_file(arguments.output or arguments.dataset / "measured" / "leakage.json")
    settings = LeakageSettings(
        threshold=arguments.near_threshold, runs=arguments.runs, seed=arguments.seed, against=Split(arguments.against)
    )
    found = leakage(arguments.dataset, settings)
    write_report(found, output)
    if arguments.json:
        print_json({"output": output, **as_value(found)})
    else:
        print(report_text(found))
        print(f"written to {output}")
    return EXIT_FAILED if found.violated else EXIT_DONE

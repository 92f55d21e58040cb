"""`codequorum leakage`: what of a dataset's valid and test problems is known from its training problems."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from pipelines.command_line.grammar import (
    EXIT_DONE,
    EXIT_FAILED,
    Commands,
    add_command,
    add_unsafe,
    print_anything,
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
    command.add_argument("dataset", type=Path, metavar="DATASET", help="folder that build wrote")
    command.add_argument(
        "--output", type=Path, metavar="FILE", help="where to write the report as JSON (DATASET/measured/leakage.json)"
    )
    command.add_argument(
        "--threshold", type=float, default=0.8, metavar="S", help="similarity of statements that is a violation (0.8)"
    )
    command.add_argument(
        "--runs", type=int, default=2000, metavar="N", help="pairs of a training program and a problem to run, 0: none (2000)"
    )
    command.add_argument("--against", choices=["valid", "test"], default="valid", help="whose problems they run on (valid)")
    command.add_argument("--seed", type=int, default=0, metavar="N", help="draws the pairs where there are more (0)")
    add_unsafe(command)
    command.set_defaults(act=run)


def run(arguments: argparse.Namespace, rest: Sequence[str]) -> int:
    """Run it; the exit code."""
    from pipelines.leakage.check import LeakageSettings, leakage, report_text, write_report
    from schemas.problem import Split

    refuse_unknown(rest, "leakage")
    print_anything()
    settings = LeakageSettings(
        threshold=arguments.threshold, runs=arguments.runs, seed=arguments.seed, against=Split(arguments.against)
    )
    found = leakage(arguments.dataset, settings)
    output = arguments.output or arguments.dataset / "measured" / "leakage.json"
    write_report(found, output)
    print(report_text(found))
    print(f"written to {output}")
    return EXIT_FAILED if found.violated else EXIT_DONE

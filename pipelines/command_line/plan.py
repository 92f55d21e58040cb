"""`codequorum plan`: what a full build will take, from a small one."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from pipelines.command_line.grammar import EXIT_DONE, Commands, add_command, refuse_unknown


def add(commands: Commands) -> None:
    """Put the command into the grammar."""
    command = add_command(
        commands,
        "plan",
        "what a full build will take, from a small one",
        "Expect CPU hours, time, storage and money of a build from what a sample of its problems took.",
        "example: codequorum plan build/demo --problems 13610 --workers 64\n"
        "Build the sample in one go, with the settings and on machines like those of the full build.",
    )
    command.add_argument("sample", type=Path, metavar="DATASET", help="folder of a small dataset that was built")
    command.add_argument("--problems", type=int, metavar="N", help="problems of the full build (13610, the reference's)")
    command.add_argument("--input", type=Path, metavar="DIR", help="take the number of problems from this crawl's manifest")
    command.add_argument("--workers", type=int, default=1, metavar="N", help="workers of the full build (1)")
    command.add_argument("--cpu_hour_dollars", type=float, metavar="D", help="price of a processor for an hour (0.056)")
    command.set_defaults(act=run)


def run(arguments: argparse.Namespace, rest: Sequence[str]) -> int:
    """Run it; the exit code."""
    from pipelines.plan import REFERENCE_PROBLEMS, Prices, plan, plan_text, problems_of, read_sample

    refuse_unknown(rest, arguments.command)
    sample = read_sample(arguments.sample)
    problems = arguments.problems
    if problems is None:
        problems = problems_of(arguments.input) if arguments.input else REFERENCE_PROBLEMS
    prices = Prices() if arguments.cpu_hour_dollars is None else Prices(cpu_hour=arguments.cpu_hour_dollars)
    print(plan_text(sample, plan(sample, problems, arguments.workers, prices)))
    return EXIT_DONE

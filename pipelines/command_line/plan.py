"""`codequorum plan`: what a full build will take, from a small one."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from pipelines.command_line.arguments import NOT_NEGATIVE, Whole, add_dataset, add_json, add_workers
from pipelines.command_line.grammar import EXIT_DONE, Commands, add_command, print_json, refuse_unknown


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
    add_dataset(command, "folder of a small dataset that was built")
    command.add_argument("--problems", type=Whole(1), metavar="N", help="problems of the full build (13610, the reference's)")
    command.add_argument("--crawl", type=Path, metavar="DIR", help="take the number of problems from this crawl's manifest")
    add_workers(command)
    command.add_argument("--cpu_hour_dollars", type=NOT_NEGATIVE, metavar="D", help="price of a processor for an hour (0.056)")
    add_json(
        command,
        {
            "sample": "what the small build took: problems, cpu_s, wall_s, workers, dataset_bytes, ...",
            "expected": "the same of the full build, with dollars, and off: half the interval as a share of cpu_s",
        },
    )
    command.set_defaults(act=run)


def run(arguments: argparse.Namespace, rest: Sequence[str]) -> int:
    """Run it; the exit code."""
    from pipelines.plan import REFERENCE_PROBLEMS, Prices, plan, plan_text, problems_of, read_sample

    refuse_unknown(rest, arguments)
    sample = read_sample(arguments.dataset)
    problems = arguments.problems
    if problems is None:
        problems = problems_of(arguments.crawl) if arguments.crawl else REFERENCE_PROBLEMS
    prices = Prices() if arguments.cpu_hour_dollars is None else Prices(cpu_hour=arguments.cpu_hour_dollars)
    expected = plan(sample, problems, arguments.workers, prices)
    if arguments.json:
        print_json({"sample": sample, "expected": expected})
    else:
        print(plan_text(sample, expected))
    return EXIT_DONE

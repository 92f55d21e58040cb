"""`codequorum build`: problems in, a dataset out."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date

from pipelines.cloud.places import place_of
from pipelines.command_line.grammar import (
    BEAM_OPTIONS,
    EXIT_DONE,
    SOURCE_NAMES,
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
        "build",
        "problems in, a dataset with generated tests out",
        "Build a dataset: read, clean, unite, liken, divide, verify, generate, keep, export.",
        "example: codequorum build --source demo --output build/demo --allow_fewer --workers 2\n" + BEAM_OPTIONS,
    )
    command.add_argument("--source", required=True, choices=SOURCE_NAMES, help="kind of input")
    command.add_argument("--input", default="", metavar="PATH", help="file or folder, here or gs:// (not needed for demo)")
    command.add_argument(
        "--output", required=True, type=place_of, metavar="DIR", help="folder of the new dataset, here or gs://"
    )
    add_workers(command)
    command.add_argument("--max_tests", type=int, default=200, metavar="N", help="generated tests per problem, at most (200)")
    command.add_argument(
        "--cpu_budget_s",
        type=float,
        default=36000.0,
        metavar="S",
        help="CPU seconds to generate one problem's tests (36000)",
    )
    command.add_argument("--min_agreeing", type=int, default=30, metavar="N", help="solutions that must agree (30)")
    command.add_argument("--allow_fewer", action="store_true", help="take as many as a problem has; the number is recorded")
    command.add_argument(
        "--holdout", type=float, default=0.0, metavar="F", help="share of the solutions kept out to measure with (0)"
    )
    command.add_argument(
        "--generation",
        choices=["structured", "paper"],
        default="structured",
        help="make inputs from their format and constraints, or by the reference's mutators alone (structured)",
    )
    command.add_argument(
        "--without",
        default="",
        metavar="PARTS",
        help="switch parts of the generation off, for comparison: kinds of inputs and steps, with commas between them ()",
    )
    command.add_argument("--seed", type=int, default=0, metavar="N", help="seed of every random draw (0)")
    command.add_argument(
        "--given_tests",
        choices=["all", "samples"],
        default="all",
        help="samples: set the other given tests aside, to measure with (all)",
    )
    command.add_argument("--last_train_date", type=date.fromisoformat, metavar="DATE", help="default 2021-07-14")
    command.add_argument("--last_valid_date", type=date.fromisoformat, metavar="DATE", help="default 2021-09-20")
    command.add_argument(
        "--near_duplicates",
        choices=["merge", "drop", "mark", "off"],
        default="mark",
        help="problems with nearly the same statement: keep the earliest with all submissions, or alone, or mark them (mark)",
    )
    command.add_argument(
        "--near_threshold", type=float, default=0.8, metavar="S", help="Jaccard similarity at which statements are near (0.8)"
    )
    command.add_argument(
        "--near_solutions",
        type=float,
        nargs="?",
        const=0.8,
        default=0.0,
        metavar="S",
        help="keep one of a problem's programs that are this similar and called the same (all are kept; S is 0.8 if left out)",
    )
    command.add_argument(
        "--normalise_cpp",
        action="store_true",
        help="write C++ programs in one form: macros and typedefs expanded, formatted where clang-format is installed",
    )
    command.add_argument("--replay", default="", metavar="DIR", help="repeat the counts of runs recorded in this dataset")
    add_unsafe(command)
    command.set_defaults(act=run)


def run(arguments: argparse.Namespace, rest: Sequence[str]) -> int:
    """Run it; the exit code."""
    from pipelines.build import build
    from pipelines.describing.summary import dataset_summary, refuse_empty
    from pipelines.running.run import pipeline_options
    from pipelines.settings import LAST_TRAIN_DATE, LAST_VALID_DATE, BuildSettings

    if arguments.source != "demo" and not arguments.input:
        raise ValueError(f"--source {arguments.source} needs --input PATH")
    settings = BuildSettings(
        source=arguments.source,
        input=arguments.input,
        given_tests=arguments.given_tests,
        max_tests=arguments.max_tests,
        cpu_budget_s=arguments.cpu_budget_s,
        min_agreeing=arguments.min_agreeing,
        allow_fewer=arguments.allow_fewer,
        holdout=arguments.holdout,
        seed=arguments.seed,
        generation=arguments.generation,
        without=tuple(sorted(filter(None, arguments.without.split(",")))),
        last_train_date=arguments.last_train_date or LAST_TRAIN_DATE,
        last_valid_date=arguments.last_valid_date or LAST_VALID_DATE,
        near_duplicates=arguments.near_duplicates,
        near_threshold=arguments.near_threshold,
        near_solutions=arguments.near_solutions,
        normalise_cpp=arguments.normalise_cpp,
        replay=arguments.replay,
    )
    fresh = build(settings, arguments.output, pipeline_options(rest, workers_of(arguments), arguments.command))
    if not fresh:
        print(f"{arguments.output} holds this dataset already; nothing to do")
    refuse_empty(arguments.output, arguments.input or arguments.source)
    print(dataset_summary(arguments.output))
    return EXIT_DONE

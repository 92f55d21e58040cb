"""`codequorum build`: problems in, a dataset out."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence

from pipelines.cloud.places import place_of
from pipelines.command_line.arguments import (
    POSITIVE,
    SHARE,
    SIMILARITY_OR_NONE,
    Whole,
    add_given_tests,
    add_json,
    add_list,
    add_near_threshold,
    add_output,
    add_seed,
    add_source,
    add_unsafe,
    add_workers,
    beam_options,
    day,
)
from pipelines.command_line.grammar import BEAM_OPTIONS, EXIT_DONE, Commands, add_command, print_json


def add(commands: Commands) -> None:
    """Put the command into the grammar."""
    command = add_command(
        commands,
        "build",
        "problems in, a dataset with generated tests out",
        "Build a dataset: read, clean, unite, liken, divide, verify, generate, keep, export.",
        "example: codequorum build --source demo --output build/demo --allow_fewer --workers 2\n" + BEAM_OPTIONS,
    )
    add_source(command, required=True)
    command.add_argument(
        "--input", default="", metavar="PATH", help="file or folder of problems, here or gs:// (none for demo)"
    )
    add_output(command, "folder of the new dataset, here or gs://", type=place_of)
    add_workers(command)
    command.add_argument(
        "--max_tests", type=Whole(), default=200, metavar="N", help="generated tests per problem, at most (200)"
    )
    command.add_argument(
        "--cpu_budget_s",
        type=POSITIVE,
        default=36000.0,
        metavar="S",
        help="CPU seconds to generate one problem's tests (36000)",
    )
    command.add_argument("--min_agreeing", type=Whole(1), default=30, metavar="N", help="solutions that must agree (30)")
    command.add_argument("--allow_fewer", action="store_true", help="take as many as a problem has; the number is recorded")
    command.add_argument(
        "--holdout",
        type=SHARE,
        default=0.0,
        metavar="F",
        help="share of the solutions kept out to measure with, near-copies together (0)",
    )
    command.add_argument(
        "--generation",
        choices=["structured", "paper"],
        default="structured",
        help="make inputs from their format and constraints, or by the reference's mutators alone (structured)",
    )
    add_list(
        command,
        "--without",
        metavar="PART",
        help="switch parts of the generation off, for comparison: kinds of inputs and steps (none)",
    )
    add_seed(command)
    add_given_tests(command)
    command.add_argument("--last_train_date", type=day, metavar="DATE", help="last day of the split train (2021-07-14)")
    command.add_argument("--last_valid_date", type=day, metavar="DATE", help="last day of the split valid (2021-09-20)")
    command.add_argument(
        "--near_duplicates",
        choices=["merge", "drop", "mark", "off"],
        default="mark",
        help="problems with nearly the same statement: keep the earliest with all submissions, or alone, or mark them (mark)",
    )
    add_near_threshold(command)
    command.add_argument(
        "--near_solutions",
        type=SIMILARITY_OR_NONE,
        default=0.0,
        metavar="S",
        help="keep one of a problem's programs that are this similar and called the same (0: all are kept)",
    )
    command.add_argument(
        "--normalise_cpp",
        action="store_true",
        help="write C++ programs in one form: macros and typedefs expanded, formatted where clang-format is installed",
    )
    command.add_argument("--replay", default="", metavar="DATASET", help="repeat the counts of runs recorded in this dataset")
    add_json(
        command,
        {
            "output": "folder of the dataset",
            "fresh": "false where it was there already",
            "dataset_digest": "identity of its content",
            "counts": "stage -> what -> how many",
            "settings": "what it was built with",
        },
    )
    add_unsafe(command)
    command.set_defaults(act=run)


def run(arguments: argparse.Namespace, rest: Sequence[str]) -> int:
    """Run it; the exit code."""
    from pipelines.build import build
    from pipelines.describing.summary import dataset_summary, refuse_empty
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
        without=tuple(sorted(set(arguments.without))),
        last_train_date=arguments.last_train_date or LAST_TRAIN_DATE,
        last_valid_date=arguments.last_valid_date or LAST_VALID_DATE,
        near_duplicates=arguments.near_duplicates,
        near_threshold=arguments.near_threshold,
        near_solutions=arguments.near_solutions,
        normalise_cpp=arguments.normalise_cpp,
        replay=arguments.replay,
    )
    fresh = build(settings, arguments.output, beam_options(arguments, rest))
    if not fresh and not arguments.json:
        print(f"{arguments.output} holds this dataset already; nothing to do")
    refuse_empty(arguments.output, arguments.input or arguments.source)
    if arguments.json:
        manifest = json.loads((arguments.output / "manifest.json").read_text(encoding="utf-8"))
        told = {key: manifest[key] for key in ("dataset_digest", "counts", "settings")}
        print_json({"output": str(arguments.output), "fresh": fresh, **told})
    else:
        print(dataset_summary(arguments.output))
    return EXIT_DONE

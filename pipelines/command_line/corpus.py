"""`codequorum corpus`: public code to pretrain on."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence

from pipelines.command_line.arguments import (
    SPLITS,
    add_json,
    add_list,
    add_near_threshold,
    add_output,
    add_workers,
    beam_options,
    day,
)
from pipelines.command_line.grammar import BEAM_OPTIONS, EXIT_DONE, Commands, add_command, print_json


def add(commands: Commands) -> None:
    """Put the command into the grammar."""
    command = add_command(
        commands,
        "corpus",
        "public code to pretrain on, cleaned, out of checkouts and archives",
        "Make a corpus of source files: cleaned, without duplicates, secrets masked, cut at a date.",
        "example: codequorum corpus checkouts/ dump.tar.gz --output build/corpus --before 2021-07-14\n" + BEAM_OPTIONS,
    )
    command.add_argument(
        "inputs", nargs="+", metavar="INPUT", help="git checkouts, folders, tar or zip archives, parquet files"
    )
    add_output(command, "folder of the new corpus")
    command.add_argument("--before", type=day, metavar="DATE", help="the last day whose commits are taken (all)")
    command.add_argument(
        "--undated", choices=["drop", "keep", "modified"], default="drop", help="files without a commit date (drop)"
    )
    add_list(command, "--languages", metavar="NAME", help="of the paper's twelve (all)")
    add_list(command, "--licences", metavar="SPDX", help="licences that are wanted (all)")
    add_list(command, "--exclude", metavar="DATASET", help="datasets whose valid and test problems must not occur (none)")
    add_list(
        command,
        "--exclude_splits",
        choices=SPLITS,
        metavar="SPLIT",
        help="of the excluded datasets (valid and test, or all of one that has neither)",
    )
    command.add_argument(
        "--near_duplicates",
        choices=["drop", "off"],
        default="off",
        help="drop: of files with nearly the same tokens the earliest is kept (off)",
    )
    add_near_threshold(command)
    add_workers(command)
    add_json(
        command,
        {
            "output": "folder of the corpus",
            "fresh": "false where it was there already",
            "counts": "what -> how many",
            "settings": "what it was made with",
        },
    )
    command.set_defaults(act=run)


def run(arguments: argparse.Namespace, rest: Sequence[str]) -> int:
    """Run it; the exit code."""
    from pipelines.corpus.build import corpus
    from pipelines.corpus.languages import LANGUAGES
    from pipelines.corpus.near import NearCopies
    from pipelines.corpus.output import corpus_summary, refuse_empty
    from pipelines.corpus.settings import CorpusSettings

    settings = CorpusSettings(
        inputs=tuple(arguments.inputs),
        languages=tuple(arguments.languages) or LANGUAGES,
        before=arguments.before,
        undated=arguments.undated,
        licences=tuple(arguments.licences),
        exclude=tuple(arguments.exclude),
        exclude_splits=tuple(arguments.exclude_splits),
    )
    near = NearCopies(arguments.near_threshold) if arguments.near_duplicates == "drop" else None
    fresh = corpus(settings, arguments.output, beam_options(arguments, rest), near=near)
    if not fresh and not arguments.json:
        print(f"{arguments.output} holds this corpus already; nothing to do")
    refuse_empty(arguments.output)
    if arguments.json:
        manifest = json.loads((arguments.output / "manifest.json").read_text(encoding="utf-8"))
        print_json({"output": arguments.output, "fresh": fresh, "counts": manifest["counts"], "settings": manifest["settings"]})
    else:
        print(corpus_summary(arguments.output))
    return EXIT_DONE

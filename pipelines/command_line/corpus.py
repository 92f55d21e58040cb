"""`codequorum corpus`: public code to pretrain on."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from pipelines.command_line.grammar import (
    BEAM_OPTIONS,
    EXIT_DONE,
    Commands,
    add_command,
    add_workers,
    workers_of,
)


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
    command.add_argument("--output", required=True, type=Path, metavar="DIR", help="folder of the new corpus")
    command.add_argument("--before", type=date.fromisoformat, metavar="DATE", help="the last day whose commits are taken (all)")
    command.add_argument(
        "--undated", choices=["drop", "keep", "modified"], default="drop", help="files without a commit date (drop)"
    )
    command.add_argument("--languages", nargs="+", default=[], metavar="NAME", help="of the paper's twelve (all)")
    command.add_argument("--licences", nargs="+", default=[], metavar="SPDX", help="licences that are wanted (all)")
    command.add_argument(
        "--exclude",
        nargs="+",
        default=[],
        metavar="DATASET",
        help="datasets whose valid and test problems must not occur",
    )
    command.add_argument(
        "--exclude_splits",
        nargs="+",
        default=[],
        metavar="SPLIT",
        help="of the excluded datasets (valid and test, or all of one that has neither)",
    )
    command.add_argument(
        "--near_duplicates",
        type=float,
        nargs="?",
        const=0.8,
        metavar="S",
        help="keep the earliest of files with this Jaccard similarity of token 5-grams (all are kept; S is 0.8 if left out)",
    )
    add_workers(command)
    command.set_defaults(act=run)


def run(arguments: argparse.Namespace, rest: Sequence[str]) -> int:
    """Run it; the exit code."""
    from pipelines.corpus.build import corpus
    from pipelines.corpus.languages import LANGUAGES
    from pipelines.corpus.near import NearCopies
    from pipelines.corpus.output import corpus_summary, refuse_empty
    from pipelines.corpus.settings import CorpusSettings
    from pipelines.running.run import pipeline_options

    settings = CorpusSettings(
        inputs=tuple(arguments.inputs),
        languages=tuple(arguments.languages) or LANGUAGES,
        before=arguments.before,
        undated=arguments.undated,
        licences=tuple(arguments.licences),
        exclude=tuple(arguments.exclude),
        exclude_splits=tuple(arguments.exclude_splits),
    )
    near = None if arguments.near_duplicates is None else NearCopies(arguments.near_duplicates)
    fresh = corpus(settings, arguments.output, pipeline_options(rest, workers_of(arguments), arguments.command), near=near)
    if not fresh:
        print(f"{arguments.output} holds this corpus already; nothing to do")
    refuse_empty(arguments.output)
    print(corpus_summary(arguments.output))
    return EXIT_DONE

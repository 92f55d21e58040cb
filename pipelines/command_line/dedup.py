"""`codequorum dedup`: clusters of near-duplicates."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from pipelines.command_line.arguments import (
    Whole,
    add_json,
    add_near_threshold,
    add_workers,
    beam_options,
)
from pipelines.command_line.grammar import BEAM_OPTIONS, EXIT_DONE, Commands, add_command, print_json


def add(commands: Commands) -> None:
    """Put the command into the grammar."""
    command = add_command(
        commands,
        "dedup",
        "clusters of near-duplicates among documents",
        "Find near-duplicates: MinHash, each pair compared exactly, connected ones told as clusters.",
        "example: codequorum dedup build/demo build/clusters --near_threshold 0.6\n" + BEAM_OPTIONS,
    )
    command.add_argument(
        "input", metavar="INPUT", help="parquet or JSON lines, a file or a folder; or a dataset: its statements"
    )
    command.add_argument("output", type=Path, metavar="OUTPUT", help="folder for clusters.parquet and summary.json")
    add_near_threshold(command)
    command.add_argument("--shingles", choices=["words", "tokens"], default="words", help="prose or programs (words)")
    command.add_argument("--width", type=Whole(1), default=5, metavar="N", help="words or tokens of a shingle (5)")
    command.add_argument("--bands", type=Whole(1), metavar="N", help="bands of a signature (by the threshold; 16 for 0.8)")
    command.add_argument("--rows", type=Whole(1), metavar="N", help="rows of a band (by the threshold; 8 for 0.8)")
    command.add_argument(
        "--id_column", default="", metavar="NAME", help="what tells documents apart (id or name, else a row's place)"
    )
    command.add_argument(
        "--text_column", default="", metavar="NAME", help="what is compared (text, description, statement, content, source)"
    )
    add_workers(command)
    add_json(
        command,
        {
            "output": "folder of the tables",
            "kind": "what wrote it",
            "settings": "threshold, shingles, width, bands, rows",
            "found_at_threshold": "share of pairs just above the threshold that are found",
            "documents": "how many there were",
            "empty": "documents without a shingle",
            "alike": "documents that are like an earlier one to the last shingle",
            "compared": "pairs that were compared",
            "near": "pairs that are near",
            "hot_buckets": "buckets that were large",
            "capped_buckets": "those of them that were not searched to the end",
            "clusters": "clusters of near-duplicates",
            "clustered": "documents in them",
            "largest": "sizes of the largest",
            "rejections": "reason -> documents left out",
        },
    )
    command.set_defaults(act=run)


def run(arguments: argparse.Namespace, rest: Sequence[str]) -> int:
    """Run it; the exit code."""
    from pipelines.dedup import dedup, summary_text
    from pipelines.dedup_steps.documents import Columns
    from pipelines.neardup import Shingles, settings_for

    near = settings_for(
        arguments.near_threshold,
        Shingles(arguments.shingles),
        width=arguments.width,
        bands=arguments.bands,
        rows=arguments.rows,
    )
    columns = Columns(arguments.id_column, arguments.text_column)
    summary = dedup(arguments.input, arguments.output, beam_options(arguments, rest), near, columns)
    if arguments.json:
        print_json({"output": arguments.output, **summary})
    else:
        print(summary_text(arguments.output, summary))
    return EXIT_DONE

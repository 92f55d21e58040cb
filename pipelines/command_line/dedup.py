"""`codequorum dedup`: clusters of near-duplicates."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
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
        "dedup",
        "clusters of near-duplicates among documents",
        "Find near-duplicates: MinHash, each pair compared exactly, connected ones told as clusters.",
        "example: codequorum dedup build/demo build/clusters --threshold 0.6\n" + BEAM_OPTIONS,
    )
    command.add_argument(
        "input", metavar="INPUT", help="parquet or JSON lines, a file or a folder; or a dataset: its statements"
    )
    command.add_argument("output", type=Path, metavar="OUTPUT", help="folder for clusters.parquet and summary.json")
    command.add_argument("--threshold", type=float, default=0.8, metavar="S", help="Jaccard similarity that is near (0.8)")
    command.add_argument("--shingles", choices=["words", "tokens"], default="words", help="prose or programs (words)")
    command.add_argument("--width", type=int, default=5, metavar="N", help="words or tokens of a shingle (5)")
    command.add_argument("--bands", type=int, metavar="N", help="bands of a signature (by the threshold; 16 for 0.8)")
    command.add_argument("--rows", type=int, metavar="N", help="rows of a band (by the threshold; 8 for 0.8)")
    command.add_argument("--id_column", default="", metavar="NAME", help="default: id or name, else a row's place")
    command.add_argument("--text_column", default="", metavar="NAME", help="default: text, description, content, source, ...")
    add_workers(command)
    command.set_defaults(act=run)


def run(arguments: argparse.Namespace, rest: Sequence[str]) -> int:
    """Run it; the exit code."""
    from pipelines.dedup import dedup, summary_text
    from pipelines.dedup_steps.documents import Columns
    from pipelines.neardup import Shingles, settings_for
    from pipelines.running.run import pipeline_options

    near = settings_for(
        arguments.threshold,
        Shingles(arguments.shingles),
        width=arguments.width,
        bands=arguments.bands,
        rows=arguments.rows,
    )
    columns = Columns(arguments.id_column, arguments.text_column)
    summary = dedup(
        arguments.input, arguments.output, pipeline_options(rest, workers_of(arguments), arguments.command), near, columns
    )
    print(summary_text(arguments.output, summary))
    return EXIT_DONE

"""`codequorum judge-by-hand`: accepted samples shown one by one, verdicts recorded."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from pipelines.command_line.arguments import add_output, add_seed, output_file
from pipelines.command_line.grammar import EXIT_DONE, Commands, add_command, print_anything, refuse_unknown


def add(commands: Commands) -> None:
    """Put the command into the grammar."""
    command = add_command(
        commands,
        "judge-by-hand",
        "accepted samples shown one by one, for a person to judge",
        "Show samples that tests accept, ask whether each is right, and tell how often tests are wrong.",
        "example: codequorum judge-by-hand build/falsity/accepted.parquet --dataset build/demo --output verdicts.jsonl",
    )
    command.add_argument(
        "samples", type=Path, metavar="SAMPLES", help="accepted.parquet of false-positives, or chosen.parquet of evaluate"
    )
    add_output(command, "file of verdicts, as JSON lines; what is there already is not asked")
    command.add_argument("--dataset", type=Path, metavar="DATASET", help="whose statements are shown (none)")
    add_seed(command)
    command.set_defaults(act=run)


def run(arguments: argparse.Namespace, rest: Sequence[str]) -> int:
    """Run it; the exit code."""
    from pipelines.samples.by_hand import judge_by_hand, read_shown, report_text, statements_of

    refuse_unknown(rest, arguments)
    print_anything()
    if not arguments.samples.is_file():
        raise ValueError(f"{arguments.samples}: no such file; give accepted.parquet or chosen.parquet of an evaluation")
    shown = read_shown(arguments.samples, arguments.seed)
    groups = judge_by_hand(shown, output_file(arguments.output), statements_of(arguments.dataset), input, print)
    print(report_text(groups))
    return EXIT_DONE

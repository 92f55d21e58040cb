"""`codequorum judge-by-hand`: accepted samples shown one by one, verdicts recorded."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from pipelines.command_line.grammar import EXIT_DONE, Commands, add_command, print_anything, refuse_unknown


def add(commands: Commands) -> None:
    """Put the command into the grammar."""
    command = add_command(
        commands,
        "judge-by-hand",
        "accepted samples shown one by one, for a person to judge",
        "Show samples that tests accept, ask whether each is right, and tell how often tests are wrong.",
        "example: codequorum judge-by-hand build/falsity/accepted.parquet --dataset build/demo --verdicts verdicts.jsonl",
    )
    command.add_argument(
        "samples", type=Path, metavar="FILE", help="accepted.parquet of false-positives, or chosen.parquet of evaluate"
    )
    command.add_argument("--verdicts", required=True, type=Path, metavar="FILE", help="JSON lines; what is there is not asked")
    command.add_argument("--dataset", type=Path, metavar="DATASET", help="whose statements are shown")
    command.add_argument("--seed", type=int, default=0, metavar="N", help="of the order (0)")
    command.set_defaults(act=run)


def run(arguments: argparse.Namespace, rest: Sequence[str]) -> int:
    """Run it; the exit code."""
    from pipelines.samples.by_hand import judge_by_hand, read_shown, report_text, statements_of

    refuse_unknown(rest, "judge-by-hand")
    print_anything()
    shown = read_shown(arguments.samples, arguments.seed)
    groups = judge_by_hand(shown, arguments.verdicts, statements_of(arguments.dataset), input, print)
    print(report_text(groups))
    return EXIT_DONE

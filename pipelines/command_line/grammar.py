"""What the commands share: exit codes, the form of their help, arguments that several have."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Sequence
from typing import TypeAlias

EXIT_DONE, EXIT_FAILED, EXIT_USAGE, EXIT_NO_SANDBOX, EXIT_INTERRUPTED = 0, 1, 2, 3, 130
BEAM_OPTIONS = "Options of Apache Beam (--runner, --project, ...) are passed on as they are."
SOURCE_NAMES = (
    "packages",
    "codecontests",
    "codenet",
    "description2code",
    "apps",
    "taco",
    "humaneval",
    "mbpp",
    "codejam",
    "jsonl",
    "demo",
)
"""The names of `pipelines.sources.SOURCES`, which is imported only where it is needed."""
SITE_NAMES = ("codeforces", "atcoder", "aizu", "codechef", "hackerearth", "kattis", "cses")
"""Those of `pipelines.scrapers.table.SITES`, likewise."""
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def add_command(commands: Commands, name: str, summary: str, description: str, epilog: str) -> argparse.ArgumentParser:
    """A new command. `summary` stands in the list of all, `epilog` with an example at the end of its own help."""
    return commands.add_parser(
        name,
        help=summary,
        description=description,
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )


def add_workers(command: argparse.ArgumentParser) -> None:
    """`--workers N`."""
    command.add_argument("--workers", type=int, default=1, metavar="N", help="worker processes on this machine (1)")


def add_unsafe(command: argparse.ArgumentParser) -> None:
    """`--unsafe_no_sandbox`, for the commands that run programs."""
    command.add_argument(
        "--unsafe_no_sandbox",
        action="store_true",
        help="where programs cannot be isolated, run them with every right that you have",
    )


def workers_of(arguments: argparse.Namespace) -> int:
    """The number of workers that is wanted. Raises ValueError for less than one."""
    if arguments.workers < 1:
        raise ValueError(f"--workers {arguments.workers}: at least one is needed")
    return int(arguments.workers)


def refuse_unknown(rest: Sequence[str], command: str) -> None:
    """Raises ValueError where arguments are left that a command without a pipeline cannot pass on."""
    if rest:
        raise ValueError(f"unknown argument {rest[0]!r}: see `codequorum {command} --help`")


def print_anything() -> None:
    """Programs print in every script; a terminal that lacks it shows the number of the character."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")

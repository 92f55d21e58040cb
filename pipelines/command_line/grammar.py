"""What the commands share: exit codes, the form of their help and of their errors, arguments that several have."""

from __future__ import annotations

import argparse
import difflib
import importlib.metadata
import io
import re
import sys
from collections.abc import Iterable, Sequence
from typing import Any, NoReturn, TypeAlias

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
EXIT_CODES = "exit codes: 0 done, 1 it failed, 2 the command or its input makes no sense, 130 interrupted"
EXIT_CODES_SANDBOX = "exit codes: 0 done, 1 it failed, 2 the command or its input makes no sense, 3 no sandbox, 130 interrupted"


class Parser(argparse.ArgumentParser):
    """A parser whose errors are one line with the next step, and exit code 2; `summary` is its line in the list of commands."""

    summary = ""

    def format_help(self) -> str:
        """The help. Exit codes other than the usual ones stand in a command's epilog; the usual ones are added here."""
        text = super().format_help()
        if not self.summary or "exit codes:" in text:
            return text
        usual = EXIT_CODES_SANDBOX if "--unsafe_no_sandbox" in self._option_string_actions else EXIT_CODES
        return f"{text.rstrip()}\n{usual}\n"

    def error(self, message: str) -> NoReturn:
        """Say what is wrong in one line, and leave."""
        self.exit(EXIT_USAGE, f"codequorum: {_with_a_guess(message)}: see `{self.prog} --help`\n")


def _with_a_guess(message: str) -> str:
    """A name that nobody knows beside the one that was probably meant, instead of beside all that there are."""
    found = re.search(r"invalid choice: (.*) \(choose from (.*)\)$", message, re.DOTALL)
    if found is None:
        return " ".join(message.split())
    wrong, known = found.group(1), [word.strip(" '") for word in found.group(2).split(",")]
    near = difflib.get_close_matches(wrong.strip("'\""), known, n=1)
    guess = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(known)}"
    return f"{message[: found.start()]}unknown {wrong}, {guess}"


class _Version(argparse.Action):
    """Prints the version, which is looked up only then."""

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> None:
        print(f"codequorum {importlib.metadata.version('codequorum')}")
        parser.exit(EXIT_DONE)


def add_version(top: argparse.ArgumentParser) -> None:
    """`--version`."""
    top.add_argument("--version", action=_Version, nargs=0, help="print the version and exit")


def add_command(commands: Commands, name: str, summary: str, description: str, epilog: str) -> argparse.ArgumentParser:
    """A new command. `summary` stands in the list of all, `epilog` with an example at the end of its own help."""
    made = commands.add_parser(
        name,
        help=summary,
        description=description,
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    if isinstance(made, Parser):
        made.summary = summary
    return made


def commands_of(top: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """The parsers of all commands by name, in the order in which they were added."""
    (commands,) = (action for action in top._actions if isinstance(action, argparse._SubParsersAction))
    return dict(commands.choices)


def examples_of(command: argparse.ArgumentParser) -> tuple[str, ...]:
    """The command lines that a command's help shows; lines that end in a backslash go on."""
    lines: Iterable[str] = (command.epilog or "").replace("\\\n", " ").splitlines()
    shown = (re.match(r"(?:examples?: *|then: *| +)?(codequorum .*)", line) for line in lines)
    return tuple(" ".join(found.group(1).split()) for found in shown if found)


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

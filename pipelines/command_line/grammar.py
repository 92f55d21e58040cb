"""What the commands share: exit codes, the form of their help and of their errors, and how their results reach a script."""

from __future__ import annotations

import argparse
import dataclasses
import difflib
import importlib.metadata
import io
import json
import math
import re
import shutil
import sys
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import Enum
from numbers import Integral, Real
from pathlib import PurePath
from typing import Any, NoReturn, TypeAlias

EXIT_DONE, EXIT_FAILED, EXIT_USAGE, EXIT_NO_SANDBOX, EXIT_INTERRUPTED = 0, 1, 2, 3, 130
BEAM_OPTIONS = "Options of Apache Beam (--runner, --project, ...) are passed on as they are."
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
EXIT_CODES = "exit codes: 0 done, 1 it failed, 2 it makes no sense, 130 interrupted"
EXIT_CODES_SANDBOX = "exit codes: 0 done, 1 it failed, 2 it makes no sense, 3 no sandbox, 130 interrupted"
MOST_COLUMNS = 100
"""Help is no wider than that, however wide the terminal is."""
_HEAD = re.compile(r"\s*(?:examples?: +|then: +|exit codes: +|\S+ {2,})?")
"""What stands before the text of a line: where the line is folded, its rest goes on below the text."""
_OF_ARGPARSE = re.compile(r"argument (\S+): (?=expected |invalid |ignored |not |unknown |one of )")


class Misread(ValueError):
    """A command line that cannot be read. The message quotes the offender and says where help is."""


class HelpFormat(argparse.HelpFormatter):
    """Help as wide as the terminal, up to `MOST_COLUMNS`; lines stay lines, commands are folded as shells read them."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=min(shutil.get_terminal_size().columns, MOST_COLUMNS))

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "\n".join(indent + line for whole in text.splitlines() for line in folded(whole, width - len(indent)))


def folded(line: str, width: int) -> Iterator[str]:
    """A line in lines of at most `width`, but for words that are longer."""
    head = _HEAD.match(line)
    start = head.end() if head else 0
    if len(line) <= width or not line[start:].strip():
        yield line.rstrip()
        return
    is_command = line.startswith("codequorum ", start)
    found = textwrap.wrap(
        line[start:],
        max(width - start - 2 * is_command, 20),
        subsequent_indent="    " if is_command else "",
        break_long_words=False,
        break_on_hyphens=False,
    )
    for place, piece in enumerate(found):
        more = " \\" if is_command and place < len(found) - 1 else ""
        yield f"{' ' * start if place else line[:start]}{piece}{more}"


class Parser(argparse.ArgumentParser):
    """A parser whose errors are one line with the next step.

    `summary` is its line in the list of commands, `keys` what the object of `--json` holds: key -> meaning.
    """

    summary = ""
    keys: Mapping[str, str] = {}

    def format_help(self) -> str:
        """The help. Exit codes other than the usual ones stand in a command's epilog; the usual ones are added here."""
        text = super().format_help().rstrip()
        formatter = self._get_formatter()
        if self.keys:
            wide = max(map(len, self.keys))
            lines = (f"  {key:<{wide}}  {meaning}" for key, meaning in self.keys.items())
            formatter.add_text("--json prints one object:\n" + "\n".join(lines))
        if self.summary and "exit codes:" not in (self.epilog or ""):
            formatter.add_text(EXIT_CODES_SANDBOX if "--unsafe_no_sandbox" in self._option_string_actions else EXIT_CODES)
        more = formatter.format_help().rstrip()
        return f"{text}\n\n{more}\n" if more else f"{text}\n"

    def error(self, message: str) -> NoReturn:
        """Raises Misread."""
        message = _OF_ARGPARSE.sub(r"\1: ", _with_a_guess(message)).removeprefix("COMMAND: ")
        message = re.sub(r"^argument (--\w+|[A-Z]+): ", r"\1 ", message)
        lists = [one.option_strings[0] for one in self._actions if one.option_strings and one.nargs == "+"]
        if "are required: " in message and lists and not message.partition("are required: ")[2].startswith("--"):
            message += f" (words after {lists[0]} belong to it: give other words before it)"
        raise Misread(f"{message}: see `{self.prog} --help`")


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
        name, help=summary, description=description, epilog=epilog, formatter_class=HelpFormat, allow_abbrev=False
    )
    made.set_defaults(known=made._option_string_actions)  # which those that are added will be in, too
    if isinstance(made, Parser):
        made.summary = summary
    return made


def commands_of(top: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """The parsers of all commands by name, in the order in which they were added."""
    (commands,) = (action for action in top._actions if isinstance(action, argparse._SubParsersAction))
    return dict(commands.choices)


def examples_of(command: argparse.ArgumentParser) -> tuple[str, ...]:
    """The command lines that a command's help shows."""
    lines: Iterable[str] = (command.epilog or "").splitlines()
    shown = (re.match(r"(?:examples?: *|then: *| +)?(codequorum .*)", line) for line in lines)
    return tuple(" ".join(found.group(1).split()) for found in shown if found)


def refuse_unknown(rest: Sequence[str], arguments: argparse.Namespace) -> None:
    """Raises Misread where words are left that a command has no use for; `arguments` are those that it took."""
    if rest:
        near = nearest(rest[0], arguments.known)
        guess = f", did you mean {near}?" if near else ""
        raise Misread(f"unknown argument {rest[0]!r}{guess}: see `codequorum {arguments.command} --help`")


def nearest(word: str, known: Iterable[str]) -> str:
    """The option that was probably meant by a word, or ""."""
    option = word.partition("=")[0]
    found = difflib.get_close_matches(option, [*known], n=1, cutoff=0.75) if option.startswith("--") else []
    return found[0] if found else ""


def print_json(record: Mapping[str, Any]) -> None:
    """Print a result for a script: one object, in ASCII and without control characters, so that no terminal acts on it."""
    print(json.dumps(plain(record), indent=2, allow_nan=False).replace("\x7f", "\\u007f"))


def plain(value: Any) -> Any:
    """A value as JSON has it: records as objects, paths and days as texts, numbers that are none as null."""
    if isinstance(value, Enum):
        return plain(value.value)
    if isinstance(value, str | bool | None):
        return value
    if isinstance(value, Integral):
        return int(value)
    if isinstance(value, Real):
        return float(value) if math.isfinite(value) else None
    if isinstance(value, PurePath | date):
        return str(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {one.name: plain(getattr(value, one.name)) for one in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(plain(key)): plain(one) for key, one in value.items()}
    if isinstance(value, Iterable):
        return [plain(one) for one in value]
    return str(value)


def say(line: str) -> None:
    """Tell how far the work is: not on standard output, which is for what comes out of it."""
    print(line, file=sys.stderr, flush=True)


def print_anything() -> None:
    """Programs print in every script; a terminal that lacks it shows the number of the character."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")

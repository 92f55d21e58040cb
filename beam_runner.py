"""codequorum's command line: reads arguments, calls one room, turns errors into one line and an exit code.

Exit codes: 0 done, 1 the work failed, 2 the command or its input makes no sense, 3 this machine cannot isolate programs,
130 interrupted. Each command imports its room only when it is asked for. What a command has found goes to standard output, with
`--json` as one object; how far it is and what is wrong go to standard error.
"""

from __future__ import annotations

import argparse
import errno
import logging
import os
import select
import sys
from collections.abc import Callable, Sequence

from pipelines.command_line import (
    build,
    completion,
    contest,
    corpus,
    dedup,
    doctor,
    evaluate,
    execute,
    explain,
    explore,
    export,
    false_positives,
    judge_by_hand,
    laws,
    leakage,
    measure,
    plan,
    report,
    sample,
    scrape,
    study,
    tokenizer,
    train,
)
from pipelines.command_line.grammar import (
    EXIT_FAILED,
    EXIT_INTERRUPTED,
    EXIT_NO_SANDBOX,
    EXIT_USAGE,
    HelpFormat,
    Misread,
    Parser,
    add_version,
)

COMMANDS = (
    build,
    scrape,
    corpus,
    dedup,
    leakage,
    explain,
    measure,
    execute,
    doctor,
    plan,
    tokenizer,
    train,
    export,
    laws,
    sample,
    study,
    evaluate,
    false_positives,
    judge_by_hand,
    contest,
    report,
    explore,
    completion,
)

WRONG_PATHS = (FileNotFoundError, FileExistsError, IsADirectoryError, NotADirectoryError)
"""Of a path that was said wrong; all else that the system refuses is what the world does not allow."""
NEXT_STEPS = {
    errno.ENOENT: "check the path",
    errno.ENOTDIR: "check the path",
    errno.ENAMETOOLONG: "check the path",
    errno.EISDIR: "give a file",
    errno.EEXIST: "give another path",
    errno.EACCES: "check who may read and write there",
    errno.EPERM: "check who may read and write there",
    errno.EROFS: "choose a place that can be written",
    errno.ENOSPC: "make room, then run the same command again",
    errno.EDQUOT: "make room, then run the same command again",
}
"""What to do where the system refuses a path."""


def parser() -> argparse.ArgumentParser:
    """The grammar of all commands."""
    top = Parser(
        prog="codequorum",
        description="Builds CodeContests-style datasets whose hidden tests many correct solutions agree on.",
        formatter_class=HelpFormat,
        allow_abbrev=False,
    )
    add_version(top)
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command in COMMANDS:
        command.add(commands)
    return top


def _take_risk(wanted: bool) -> None:
    """Let programs run without isolation where there is none, and say so if that is what will happen.

    It goes by the environment because worker processes have to know it, too.
    """
    from pipelines.execution.tiers import UNSAFE_VARIABLE, best_tier
    from schemas.execution import Tier

    if wanted:
        os.environ[UNSAFE_VARIABLE] = "1"
    if os.environ.get(UNSAFE_VARIABLE) == "1" and best_tier() is Tier.NONE:
        print(
            "codequorum: WARNING: programs are not isolated on this machine; they run with every right that you have",
            file=sys.stderr,
        )


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; the exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    logging.basicConfig(level=logging.ERROR, format="codequorum: %(message)s")  # before Beam warns of what it lacks
    try:
        arguments, rest = read(words)
        act: Callable[[argparse.Namespace, Sequence[str]], int] = arguments.act
        _take_risk(getattr(arguments, "unsafe_no_sandbox", False))
        code = act(arguments, rest)
        print(end="", flush=True)  # what cannot be written is found out here, not when the interpreter ends
        return code
    except KeyboardInterrupt:
        print("codequorum: interrupted", file=sys.stderr)
        return EXIT_INTERRUPTED
    except Exception as error:
        if isinstance(error, BrokenPipeError) and _reader_left():
            return EXIT_FAILED
        meant = exit_code(error)
        if meant is None:
            raise
        print(f"codequorum: {said(error)}", file=sys.stderr)
        return meant


def read(words: Sequence[str]) -> tuple[argparse.Namespace, list[str]]:
    """The arguments of a command, and the words that it has no use for. Raises Misread for what makes no sense."""
    cut = words.index("--arguments") if words[:1] == ["execute"] and "--arguments" in words else len(words)
    arguments, rest = parser().parse_known_args(words[:cut])
    arguments.arguments = words[cut + 1 :]  # argparse would take a -- among them for its own
    return arguments, rest


def said(error: Exception) -> str:
    """What a person is told of an error; of a file that the system refuses its name first, and no number."""
    if isinstance(error, OSError) and error.errno is not None and error.filename is not None:
        step = NEXT_STEPS.get(error.errno)
        return f"{error.filename}: {os.strerror(error.errno).lower()}{f'; {step}' if step else ''}"
    return str(error)


def _reader_left() -> bool:
    """Whether nobody reads what we print any more, as after `| head`: then there is nothing to say, not even at the end."""
    try:
        ends = select.poll()
        ends.register(sys.stdout.fileno(), 0)
        if not any(event & select.POLLERR for _, event in ends.poll(0)):
            return False
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError, AttributeError):  # closed, or not a file at all
        return False
    return True


def exit_code(error: Exception) -> int | None:
    """The exit code for an error that is meant for a person, None for a defect of ours."""
    if isinstance(error, Misread):
        return EXIT_USAGE
    from pipelines.execution.sandbox import SandboxUnavailable

    running = sys.modules.get("pipelines.running.run")  # not imported for this: it brings Beam, and that takes seconds
    if running is not None and isinstance(error, running.Interrupted):
        return EXIT_INTERRUPTED
    if isinstance(error, SandboxUnavailable):
        return EXIT_NO_SANDBOX
    if isinstance(error, (ValueError, *WRONG_PATHS)):
        return EXIT_USAGE
    return EXIT_FAILED if isinstance(error, OSError) else None


if __name__ == "__main__":
    sys.exit(main())

"""`codequorum completion`: names of commands and options, completed by a shell."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from functools import partial

from pipelines.command_line.grammar import EXIT_DONE, Commands, add_command, refuse_unknown

SHELLS = ("bash", "zsh", "fish")
"""Those of `pipelines.completion`, which is imported only where it is needed."""


def add(commands: Commands) -> None:
    """Put the command into the grammar."""
    command = add_command(
        commands,
        "completion",
        "a script that completes commands and options in bash, zsh or fish",
        "Print a script for your shell that completes commands, options and the words that they take.",
        "example: codequorum completion bash > ~/.local/share/bash-completion/completions/codequorum\n"
        "for zsh a file _codequorum in a folder of $fpath, for fish ~/.config/fish/completions/codequorum.fish",
    )
    command.add_argument("shell", choices=SHELLS, metavar="SHELL", help=", ".join(SHELLS))
    command.set_defaults(act=partial(run, commands))


def run(commands: Commands, arguments: argparse.Namespace, rest: Sequence[str]) -> int:
    """Run it; the exit code. It speaks of all `commands`, those that were added after it included."""
    from pipelines.completion import described, script

    refuse_unknown(rest, arguments)
    print(script(arguments.shell, described(commands.choices)), end="")
    return EXIT_DONE

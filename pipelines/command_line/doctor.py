"""`codequorum doctor`: what this machine can run."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from pipelines.command_line.arguments import add_json, add_unsafe
from pipelines.command_line.grammar import EXIT_DONE, EXIT_NO_SANDBOX, Commands, add_command, print_anything, refuse_unknown


def add(commands: Commands) -> None:
    """Put the command into the grammar."""
    command = add_command(
        commands,
        "doctor",
        "what this machine can run, and what is missing",
        "How programs are isolated here, which languages run, and the commands that bring what is missing.",
        "example: codequorum doctor\nexit codes: 0 programs can be isolated and a language runs, 3 otherwise",
    )
    add_json(
        command,
        {
            "ready": "whether programs can be isolated and a language runs",
            "tier": "value and name of how they are isolated, or null",
            "refused": "tier -> why not that one",
            "reason": "why none, or null",
            "landlock_abi": "version of Landlock, or null",
            "launcher": "folder, and problem or null",
            "cache": "folder of compiled programs, problem or null, free_bytes",
            "processors": "how many there are",
            "numpy": "version that solutions find, or null",
            "languages": "name -> path, version, compile, run, dialects, install, trial",
        },
    )
    add_unsafe(command)
    command.set_defaults(act=run)


def run(arguments: argparse.Namespace, rest: Sequence[str]) -> int:
    """Run it; the exit code."""
    from pipelines.doctor import doctor

    refuse_unknown(rest, arguments)
    print_anything()
    return EXIT_DONE if doctor(as_json=arguments.json) else EXIT_NO_SANDBOX

"""`codequorum explain`: what is known of a problem's input."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from pipelines.command_line.grammar import (
    EXIT_DONE,
    SOURCE_NAMES,
    Commands,
    add_command,
    add_unsafe,
    print_anything,
    refuse_unknown,
)


def add(commands: Commands) -> None:
    """Put the command into the grammar."""
    command = add_command(
        commands,
        "explain",
        "what is known of a problem's input: its format and its constraints",
        "The input format, learnt from the tests, and the constraints that the statement gives, with its words.",
        "example: codequorum explain demo --problem mountain-roads",
    )
    command.add_argument("path", metavar="PATH", help="file or folder that build reads, or demo")
    command.add_argument("--source", choices=SOURCE_NAMES, default="", help="default: by PATH")
    command.add_argument("--problem", default="", metavar="NAME", help="the one to explain (all)")
    command.add_argument(
        "--samples", action="store_true", help="learn from the public examples alone, as a build from them would"
    )
    command.add_argument("--json", action="store_true", help="print a line of JSON per problem")
    add_unsafe(command)
    command.set_defaults(act=run)


def run(arguments: argparse.Namespace, rest: Sequence[str]) -> int:
    """Run it; the exit code."""
    from pipelines.explain import explain

    refuse_unknown(rest, "explain")
    print_anything()
    for text in explain(
        arguments.path, arguments.source, arguments.problem, samples_alone=arguments.samples, as_json=arguments.json
    ):
        print(text)
    return EXIT_DONE

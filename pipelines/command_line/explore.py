"""`codequorum explore`: a dataset to walk through in a browser."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from pipelines.command_line.arguments import Whole, add_dataset, add_unsafe
from pipelines.command_line.grammar import EXIT_DONE, Commands, add_command, print_anything, refuse_unknown

MOST_PORT = 65_535


def add(commands: Commands) -> None:
    """Put the command into the grammar."""
    command = add_command(
        commands,
        "explore",
        "a dataset to walk through in a browser, on this machine alone",
        "Serve a dataset to a browser on this machine: search, statements, tests and their origin, verdicts, programs judged.",
        "example: codequorum explore build/demo\n"
        "It listens on 127.0.0.1 alone. The address that it prints holds a token: whoever has it can look and run programs.",
    )
    add_dataset(command, "folder of a dataset, whole or not")
    command.add_argument(
        "--port", type=Whole(0, MOST_PORT), default=0, metavar="N", help="port to listen on (one that is free)"
    )
    add_unsafe(command)
    command.set_defaults(act=run)


def run(arguments: argparse.Namespace, rest: Sequence[str]) -> int:
    """Serve until interrupted, which is how it is meant to end; the exit code."""
    refuse_unknown(rest, arguments)
    try:
        from pipelines.explorer.server import Explorer
    except ModuleNotFoundError as error:
        raise ValueError(f"explore needs the package {error.name}: pip install 'codequorum[report]'") from error
    print_anything()
    with Explorer(arguments.dataset, arguments.port) as explorer:
        for gap in explorer.gaps:
            print(f"missing: {gap.what}: {gap.why}")
        print(f"open {explorer.url}\nend with Ctrl-C", flush=True)
        try:
            explorer.wait()
        except KeyboardInterrupt:
            print("ended")
    return EXIT_DONE

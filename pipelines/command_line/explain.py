"""`codequorum explain`: what is known of a problem's input."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence

from pipelines.command_line.arguments import add_given_tests, add_json, add_problem, add_source, add_unsafe
from pipelines.command_line.grammar import EXIT_DONE, Commands, add_command, print_anything, print_json, refuse_unknown


def add(commands: Commands) -> None:
    """Put the command into the grammar."""
    command = add_command(
        commands,
        "explain",
        "what is known of a problem's input: its format and its constraints",
        "The input format, learnt from the tests, and the constraints that the statement gives, with its words.",
        "example: codequorum explain demo --problem mountain-roads",
    )
    command.add_argument("input", metavar="INPUT", help="file or folder of problems, as build reads them, or demo")
    add_source(command, " (by INPUT)", default="")
    add_problem(command)
    add_given_tests(command)
    add_json(
        command,
        {
            "problems": "problem, examples, format, bounds, constraints, not_used, not_understood, misfits of each",
        },
    )
    add_unsafe(command)
    command.set_defaults(act=run)


def run(arguments: argparse.Namespace, rest: Sequence[str]) -> int:
    """Run it; the exit code."""
    from pipelines.explain import explain

    refuse_unknown(rest, arguments)
    print_anything()
    alone = arguments.given_tests == "samples"
    texts = (
        text
        for name in arguments.problem or [""]
        for text in explain(arguments.input, arguments.source, name, samples_alone=alone, as_json=arguments.json)
    )
    if arguments.json:
        print_json({"problems": [json.loads(text) for text in texts]})
        return EXIT_DONE
    for text in texts:
        print(text)
    return EXIT_DONE

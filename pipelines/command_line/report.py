"""`codequorum report`: a dataset told to people, in one HTML file."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from pipelines.command_line.arguments import add_dataset, add_json, add_list, add_output, output_file
from pipelines.command_line.grammar import EXIT_DONE, Commands, add_command, print_anything, print_json, refuse_unknown


def add(commands: Commands) -> None:
    """Put the command into the grammar."""
    command = add_command(
        commands,
        "report",
        "a dataset told to people: one HTML file with plots and tables",
        "Tell a dataset in one HTML file that needs no network: what went in and out, what tests reject, rates, times.",
        "example: codequorum report build/demo --output report.html\n"
        "What a dataset lacks (half written, of another version, without sidecars) is said on the page; the rest is shown.",
    )
    add_dataset(command, "folder of a dataset, whole or not")
    add_output(command, "file of the page (report.html)", required=False, default=Path("report.html"))
    add_list(
        command,
        "--also",
        type=Path,
        metavar="PATH",
        help="files or folders of dedup, leakage, train and evaluate to be told, too (those in DATASET/measured are)",
    )
    add_json(command, {"output": "file of the page", "missing": "what and why, of each thing that the dataset lacks"})
    command.set_defaults(act=run)


def run(arguments: argparse.Namespace, rest: Sequence[str]) -> int:
    """Run it; the exit code."""
    refuse_unknown(rest, arguments)
    try:
        from pipelines.report.page import report
    except ModuleNotFoundError as error:
        raise ValueError(f"report needs the package {error.name}: pip install 'codequorum[report]'") from error
    print_anything()
    gaps = report(arguments.dataset, output_file(arguments.output), arguments.also)
    if arguments.json:
        print_json({"output": arguments.output, "missing": [{"what": gap.what, "why": gap.why} for gap in gaps]})
        return EXIT_DONE
    for gap in gaps:
        print(f"missing: {gap.what}: {gap.why}")
    print(f"written to {arguments.output}")
    return EXIT_DONE

"""`codequorum execute`: one program on some inputs."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from pipelines.command_line.arguments import NUMBER, Whole, add_json, add_list, add_unsafe
from pipelines.command_line.grammar import EXIT_DONE, EXIT_FAILED, Commands, add_command, print_anything, refuse_unknown


def add(commands: Commands) -> None:
    """Put the command into the grammar."""
    command = add_command(
        commands,
        "execute",
        "one program on some inputs, and a table of how it fared",
        "Run a program in the sandbox, on each input. Without --stdin and --text it reads what is piped in.",
        "example: codequorum execute sum.cpp --stdin 1.in 2.in --expected 1.ans 2.ans\n"
        "exit codes: 0 every run is OK (AC with --expected), 1 one is not, 2 makes no sense, 3 no sandbox",
    )
    command.add_argument("program", type=Path, metavar="PROGRAM", help="source file, its language by the suffix")
    add_list(command, "--stdin", type=Path, metavar="FILE", help="inputs to run on: what the program reads")
    add_list(command, "--text", metavar="STRING", help="inputs as they are, after the files")
    add_list(
        command,
        "--expected",
        type=Path,
        metavar="FILE",
        help="right outputs, one per input: verdicts are AC or WA (white space and case ignored, numbers within 1e-5)",
    )
    command.add_argument("--language", default="", metavar="L", help="where the suffix does not tell: c, cpp, java, py, py2")
    command.add_argument("--cpu_s", type=NUMBER, default=10.0, metavar="S", help="CPU seconds of a run (10)")
    command.add_argument("--memory_mib", type=NUMBER, default=1024.0, metavar="N", help="memory of a run in MiB (1024)")
    command.add_argument("--output_mib", type=NUMBER, default=64.0, metavar="N", help="output of a run in MiB (64)")
    command.add_argument("--cold", action="store_true", help="a new interpreter for each run of a Python program")
    command.add_argument(
        "--show_output", type=Whole(), default=0, metavar="N", help="print the first N characters of each output (0)"
    )
    add_json(
        command,
        {
            "program": "file",
            "language": "as in the datasets",
            "version": "of its toolchain, or null",
            "tier": "how it was isolated",
            "compile": "verdict, cpu_s and detail",
            "runs": "input, verdict, cpu_s, wall_s, memory_bytes, exit_code, detail, output, output_bytes of each",
        },
    )
    command.add_argument(
        "--arguments", nargs=argparse.REMAINDER, default=[], metavar="...", help="the program's command line: all that follows"
    )
    add_unsafe(command)
    command.set_defaults(act=run)


def run(arguments: argparse.Namespace, rest: Sequence[str]) -> int:
    """Run it; the exit code."""
    from pipelines.execute import Request, execute, run_limits

    refuse_unknown(rest, arguments)
    print_anything()
    request = Request(
        program=arguments.program,
        language=arguments.language,
        inputs=tuple(arguments.stdin),
        texts=tuple(arguments.text),
        expected=tuple(arguments.expected),
        limits=run_limits(arguments.cpu_s, arguments.memory_mib, arguments.output_mib),
        arguments=tuple(arguments.arguments),
        cold=arguments.cold,
        show_output=arguments.show_output,
    )
    return EXIT_DONE if execute(request, as_json=arguments.json) else EXIT_FAILED

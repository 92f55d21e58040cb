"""`codequorum contest`: what an evaluation hands in, as if in contests with people."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from pipelines.command_line.arguments import add_json, add_output, output_file
from pipelines.command_line.grammar import EXIT_DONE, Commands, add_command, print_json, refuse_unknown


def add(commands: Commands) -> None:
    """Put the command into the grammar."""
    command = add_command(
        commands,
        "contest",
        "rank, percentile and rating of samples in simulated contests",
        "Compare what an evaluation hands in with what people did in contests on the same problems.",
        "example: codequorum contest build/evaluation contests/*.json\n"
        'a contest: {"name": ..., "minutes": 120, "rules": "icpc" | "codeforces", "problems": [{"name": ..., "points": 500}],\n'
        '  "participants": [{"points": 3, "penalty": 250, "rating": 1500}]}',
    )
    command.add_argument("evaluation", type=Path, metavar="EVALUATION", help="folder that evaluate wrote")
    command.add_argument("contests", type=Path, nargs="+", metavar="CONTEST", help="contests as JSON, a file each")
    add_output(command, "file for the figures (EVALUATION/contests.json)", required=False)
    add_json(
        command,
        {
            "output": "file with the same figures",
            "contests": "name -> problems, not_attempted, and of each case score, rank, top_percent, rating",
            "all": "case (best, estimated, worst) -> top_percent and rating over all contests",
        },
    )
    command.set_defaults(act=run)


def run(arguments: argparse.Namespace, rest: Sequence[str]) -> int:
    """Run it; the exit code."""
    import json

    from pipelines.samples.contest import read_contest, report_text, simulate, submissions_of

    refuse_unknown(rest, arguments)
    output = output_file(arguments.output or arguments.evaluation / "contests.json")
    contests = [read_contest(path) for path in arguments.contests]
    names = [one.name for one in contests]
    if len(set(names)) < len(names):
        raise ValueError(f"two contests are called {next(name for name in names if names.count(name) > 1)!r}: rename one")
    figures = simulate(contests, submissions_of(arguments.evaluation))
    output.write_text(json.dumps(figures, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    if arguments.json:
        print_json({"output": output, **figures})
    else:
        print(report_text(figures))
        print(f"written to {output}")
    return EXIT_DONE

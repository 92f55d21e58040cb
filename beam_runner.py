"""codequorum's command line: reads arguments, calls one room, turns errors into one line and an exit code.

Exit codes: 0 done, 1 the work failed, 2 the command or its input makes no sense, 3 this machine cannot isolate programs,
130 interrupted. Each command imports its room only when it is asked for.
"""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

EXIT_DONE, EXIT_FAILED, EXIT_USAGE, EXIT_NO_SANDBOX, EXIT_INTERRUPTED = 0, 1, 2, 3, 130


def parser() -> argparse.ArgumentParser:
    """The grammar of all commands."""
    top = argparse.ArgumentParser(
        prog="codequorum",
        description="Builds CodeContests-style datasets whose hidden tests many correct solutions agree on.",
        allow_abbrev=False,
    )
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_build(commands)
    _add_measure(commands)
    return top


def _add_build(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    build = commands.add_parser(
        "build",
        help="problems in, a dataset with generated tests out",
        description="Build a dataset: read, clean, unite, divide, verify, generate, keep, export.",
        epilog="example: codequorum build --source demo --output build/demo --allow_fewer --workers 2\n"
        "Options of Apache Beam (--runner, --project, ...) are passed on as they are.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    build.add_argument("--source", required=True, choices=["packages", "codecontests", "jsonl", "demo"], help="kind of input")
    build.add_argument("--input", default="", metavar="PATH", help="file or folder to read (not needed for demo)")
    build.add_argument("--output", required=True, type=Path, metavar="DIR", help="folder of the new dataset")
    build.add_argument("--workers", type=int, default=1, metavar="N", help="worker processes on this machine (1)")
    build.add_argument("--max_tests", type=int, default=200, metavar="N", help="generated tests per problem, at most (200)")
    build.add_argument(
        "--cpu_budget_s",
        type=float,
        default=36000.0,
        metavar="S",
        help="CPU seconds to generate one problem's tests (36000)",
    )
    build.add_argument("--min_agreeing", type=int, default=30, metavar="N", help="solutions that must agree (30)")
    build.add_argument("--allow_fewer", action="store_true", help="take as many as a problem has; the number is recorded")
    build.add_argument(
        "--holdout", type=float, default=0.0, metavar="F", help="share of the solutions kept out to measure with (0)"
    )
    build.add_argument("--seed", type=int, default=0, metavar="N", help="seed of every random draw (0)")
    build.add_argument(
        "--given_tests",
        choices=["all", "samples"],
        default="all",
        help="samples: set the other given tests aside, to measure with (all)",
    )
    build.add_argument("--last_train_date", type=date.fromisoformat, metavar="DATE", help="default 2021-07-14")
    build.add_argument("--last_valid_date", type=date.fromisoformat, metavar="DATE", help="default 2021-09-20")
    build.add_argument("--replay", default="", metavar="DIR", help="repeat the counts of runs recorded in this dataset")
    build.set_defaults(act=_build)


def _add_measure(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    measure = commands.add_parser(
        "measure",
        help="how well a dataset's tests tell right from wrong",
        description="Judge the solutions that a build held out (--holdout) by its tests: TPR, TNR by kind, intervals.",
        epilog="example: codequorum measure build/demo --workers 2",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    measure.add_argument("dataset", type=Path, metavar="DATASET", help="folder that build wrote with --holdout")
    measure.add_argument("--workers", type=int, default=1, metavar="N", help="worker processes on this machine (1)")
    measure.add_argument(
        "--output", type=Path, metavar="FILE", help="where to write the figures (DATASET/measured/measure.json)"
    )
    measure.set_defaults(act=_measure)


def _build(arguments: argparse.Namespace, rest: Sequence[str]) -> int:
    from pipelines.build import build
    from pipelines.run import pipeline_options
    from pipelines.settings import LAST_TRAIN_DATE, LAST_VALID_DATE, BuildSettings
    from pipelines.summary import dataset_summary, refuse_empty

    if arguments.source != "demo" and not arguments.input:
        raise ValueError(f"--source {arguments.source} needs --input PATH")
    settings = BuildSettings(
        source=arguments.source,
        input=arguments.input,
        given_tests=arguments.given_tests,
        max_tests=arguments.max_tests,
        cpu_budget_s=arguments.cpu_budget_s,
        min_agreeing=arguments.min_agreeing,
        allow_fewer=arguments.allow_fewer,
        holdout=arguments.holdout,
        seed=arguments.seed,
        last_train_date=arguments.last_train_date or LAST_TRAIN_DATE,
        last_valid_date=arguments.last_valid_date or LAST_VALID_DATE,
        replay=arguments.replay,
    )
    fresh = build(settings, arguments.output, pipeline_options(rest, _workers(arguments)))
    if not fresh:
        print(f"{arguments.output} holds this dataset already; nothing to do")
    refuse_empty(arguments.output, arguments.input or arguments.source)
    print(dataset_summary(arguments.output))
    return EXIT_DONE


def _measure(arguments: argparse.Namespace, rest: Sequence[str]) -> int:
    from pipelines.measure import measure, report_text
    from pipelines.run import pipeline_options

    output = arguments.output or arguments.dataset / "measured" / "measure.json"
    print(report_text(measure(arguments.dataset, output, pipeline_options(rest, _workers(arguments)))))
    print(f"written to {output}")
    return EXIT_DONE


def _workers(arguments: argparse.Namespace) -> int:
    if arguments.workers < 1:
        raise ValueError(f"--workers {arguments.workers}: at least one is needed")
    return int(arguments.workers)


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; the exit code."""
    arguments, rest = parser().parse_known_args(argv)
    logging.basicConfig(level=logging.ERROR, format="codequorum: %(message)s")  # before Beam warns of what it lacks
    act: Callable[[argparse.Namespace, Sequence[str]], int] = arguments.act
    try:
        return act(arguments, rest)
    except KeyboardInterrupt:
        print("codequorum: interrupted", file=sys.stderr)
        return EXIT_INTERRUPTED
    except Exception as error:
        code = exit_code(error)
        if code is None:
            raise
        print(f"codequorum: {error}", file=sys.stderr)
        return code


def exit_code(error: Exception) -> int | None:
    """The exit code for an error that is meant for a person, None for a defect of ours."""
    from pipelines.execution.sandbox import SandboxUnavailable
    from pipelines.run import Interrupted

    if isinstance(error, Interrupted):
        return EXIT_INTERRUPTED
    if isinstance(error, SandboxUnavailable):
        return EXIT_NO_SANDBOX
    if isinstance(error, ValueError):
        return EXIT_USAGE
    return EXIT_FAILED if isinstance(error, OSError) else None


if __name__ == "__main__":
    sys.exit(main())

"""`codequorum evaluate`: how many problems a model's samples solve."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from pipelines.command_line.grammar import (
    BEAM_OPTIONS,
    EXIT_DONE,
    Commands,
    add_command,
    add_unsafe,
    add_workers,
    workers_of,
)


def add(commands: Commands) -> None:
    """Put the command into the grammar."""
    command = add_command(
        commands,
        "evaluate",
        "how many problems a model's samples solve",
        "Filter samples by the examples, tell them apart by what they print, choose 10 a problem, judge by all tests.",
        "example: codequorum evaluate build/demo build/samples --output build/evaluation --workers 2\n" + BEAM_OPTIONS,
    )
    command.add_argument("dataset", type=Path, metavar="DATASET", help="folder that build wrote")
    command.add_argument("samples", type=Path, metavar="SAMPLES", help="folder of samples in parquet")
    command.add_argument("--output", required=True, type=Path, metavar="DIR", help="folder of the results")
    command.add_argument("--splits", nargs="+", default=[], metavar="SPLIT", help="whose problems count (all)")
    command.add_argument(
        "--rule",
        choices=["alphacode", "alphacode2"],
        default="alphacode",
        help="one of each cluster from the largest, then around again; or the best score of each of the largest (alphacode)",
    )
    command.add_argument(
        "--inputs", default="", metavar="FILE", help="inputs to tell samples apart by, as parquet (mutants of the examples')"
    )
    command.add_argument("--input_count", type=int, default=50, metavar="N", help="so many of them (50)")
    command.add_argument(
        "--most_clustered", type=int, default=8192, metavar="N", help="programs of a problem that are told apart (8192)"
    )
    command.add_argument(
        "--example_cpu_s", type=float, metavar="S", help="CPU seconds of a run on an example (by what right solutions take)"
    )
    command.add_argument("--flops_per_sample", type=float, metavar="N", help="adds the fit of solve rates against compute")
    command.add_argument("--seed", type=int, default=0, metavar="N", help="of all that is drawn (0)")
    add_workers(command)
    add_unsafe(command)
    command.set_defaults(act=run)


def run(arguments: argparse.Namespace, rest: Sequence[str]) -> int:
    """Run it; the exit code."""
    from pipelines.evaluation.rates import report_text
    from pipelines.evaluation.settings import EvaluateSettings
    from pipelines.running.run import pipeline_options
    from pipelines.samples.evaluate import evaluate
    from pipelines.samples.output import read_summary

    settings = EvaluateSettings(
        splits=tuple(arguments.splits),
        rule=arguments.rule,
        inputs=arguments.inputs,
        input_count=arguments.input_count,
        most_clustered=arguments.most_clustered,
        example_cpu_s=arguments.example_cpu_s,
        flops_per_sample=arguments.flops_per_sample,
        seed=arguments.seed,
    )
    options = pipeline_options(rest, workers_of(arguments), arguments.command)
    if not evaluate(arguments.dataset, arguments.samples, arguments.output, settings, options):
        print(f"{arguments.output} holds this evaluation already; nothing to do")
    print(report_text(read_summary(arguments.output)))
    print(f"written to {arguments.output}")
    return EXIT_DONE

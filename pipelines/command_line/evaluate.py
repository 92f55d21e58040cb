"""`codequorum evaluate`: how many problems a model's samples solve."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from pipelines.command_line.arguments import (
    POSITIVE,
    Whole,
    add_dataset,
    add_json,
    add_output,
    add_seed,
    add_split,
    add_unsafe,
    add_workers,
    beam_options,
)
from pipelines.command_line.grammar import BEAM_OPTIONS, EXIT_DONE, Commands, add_command, print_json

FIGURES = {
    "kind": "what wrote it",
    "fingerprint": "identity of the evaluation",
    "dataset": "digest of the dataset",
    "rule": "how programs were chosen",
    "seed": "of all that was drawn",
    "skipped": "problem -> why it does not count",
    "rejected": "reason -> samples left out",
    "without_samples": "problems that nobody wrote a program for",
    "problems": "problems that count",
    "problems_solved": "share with its interval, by 10 submissions",
    "problems_without_passing_samples": "share with its interval",
    "problems_not_filtered": "names of those without examples",
    "problems_with_one_cluster": "how many",
    "samples": "how many were read",
    "programs": "how many they are, each once",
    "samples_undecided": "samples that the judge itself failed on",
    "samples_passing_examples": "micro, and macro with its interval",
    "samples_solving": "share, or null",
    "samples_hard_coded": "samples that print a test's output from a text",
    "samples_hard_coded_passing": "those of them that pass the examples",
    "programs_not_clustered": "programs beyond --max_clustered",
    "on_examples": "verdict -> samples",
    "curves": "pass@k and 10@k -> points of k with rate and interval",
    "fits": "the same -> least squares against the logarithm of samples or compute",
}
"""What `summary.json` holds."""


def add(commands: Commands) -> None:
    """Put the command into the grammar."""
    command = add_command(
        commands,
        "evaluate",
        "how many problems a model's samples solve",
        "Filter samples by the examples, tell them apart by what they print, choose 10 a problem, judge by all tests.",
        "example: codequorum evaluate build/demo build/samples --output build/evaluation --workers 2\n" + BEAM_OPTIONS,
    )
    add_dataset(command)
    command.add_argument("samples", type=Path, metavar="SAMPLES", help="folder of samples in parquet")
    add_output(command, "folder of the results")
    add_split(command)
    command.add_argument(
        "--rule",
        choices=["alphacode", "alphacode2"],
        default="alphacode",
        help="one of each cluster from the largest, then around again; or the best score of each of the largest (alphacode)",
    )
    command.add_argument(
        "--cluster_inputs",
        default="",
        metavar="FILE",
        help="inputs to tell samples apart by, as parquet (mutants of the examples')",
    )
    command.add_argument("--max_cluster_inputs", type=Whole(), default=50, metavar="N", help="so many of them, at most (50)")
    command.add_argument(
        "--max_clustered",
        type=Whole(),
        default=8192,
        metavar="N",
        help="programs of a problem that are told apart, at most (8192)",
    )
    command.add_argument(
        "--example_cpu_s", type=POSITIVE, metavar="S", help="CPU seconds of a run on an example (by what right solutions take)"
    )
    command.add_argument(
        "--flops_per_sample", type=POSITIVE, metavar="N", help="adds the fit of solve rates against compute (none)"
    )
    add_seed(command)
    add_workers(command)
    add_json(command, {"output": "folder of the tables", "fresh": "false where it was there already", **FIGURES})
    add_unsafe(command)
    command.set_defaults(act=run)


def run(arguments: argparse.Namespace, rest: Sequence[str]) -> int:
    """Run it; the exit code."""
    from pipelines.evaluation.rates import report_text
    from pipelines.evaluation.settings import EvaluateSettings
    from pipelines.samples.evaluate import evaluate
    from pipelines.samples.output import read_summary

    settings = EvaluateSettings(
        splits=(arguments.split,) if arguments.split else (),
        rule=arguments.rule,
        inputs=arguments.cluster_inputs,
        input_count=arguments.max_cluster_inputs,
        most_clustered=arguments.max_clustered,
        example_cpu_s=arguments.example_cpu_s,
        flops_per_sample=arguments.flops_per_sample,
        seed=arguments.seed,
    )
    fresh = evaluate(arguments.dataset, arguments.samples, arguments.output, settings, beam_options(arguments, rest))
    figures = read_summary(arguments.output)
    if arguments.json:
        print_json({"output": arguments.output, "fresh": fresh, **figures})
        return EXIT_DONE
    if not fresh:
        print(f"{arguments.output} holds this evaluation already; nothing to do")
    print(report_text(figures))
    print(f"written to {arguments.output}")
    return EXIT_DONE

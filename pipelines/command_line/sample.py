"""`codequorum sample`: programs for the problems of a dataset, from the bundled model."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.command_line.arguments import (
    PROBABILITY,
    PROGRAM_LANGUAGES,
    Whole,
    add_dataset,
    add_drawing,
    add_json,
    add_list,
    add_output,
    add_problem,
    add_seed,
    add_split,
)
from pipelines.command_line.grammar import EXIT_DONE, Commands, add_command, plain, print_json, refuse_unknown, say

if TYPE_CHECKING:
    from model.sampling.wanted import Settings

WORDS = ("random", "true", "none")


def add(commands: Commands) -> None:
    """Put the command into the grammar."""
    command = add_command(
        commands,
        "sample",
        "programs for a dataset's problems, from a trained model",
        "Sample programs (or, from a model that writes them, inputs of tests) for the problems of a dataset, as parquet. "
        "Run again, it goes on where it stopped; the same seed gives the same samples.",
        "example: codequorum sample build/demo build/run --split test --samples 256 --output build/samples",
    )
    add_dataset(command, "folder that build wrote, or the released CodeContests")
    command.add_argument(
        "models", type=Path, nargs="+", metavar="MODEL", help="runs, checkpoints, exported models: all take part"
    )
    add_output(command, "folder of the samples")
    add_split(command, "test", "test")
    add_problem(command)
    add_drawing(command)
    add_seed(command)
    command.add_argument("--top_k", type=Whole(), default=0, metavar="N", help="only the N most likely tokens (0: all)")
    command.add_argument("--top_p", type=PROBABILITY, default=1.0, metavar="P", help="only the fewest that hold P (1: all)")
    command.add_argument("--rating", default="random", metavar="R", help="random, true, none, or a number (random)")
    add_list(command, "--tags", metavar="TAG", help="random, true, none, or tags (random)")
    command.add_argument("--score", action="store_true", help="ask the value head how likely each sample is right")
    add_json(
        command,
        {
            "output": "folder of the samples",
            "parts": "files that were written",
            "parts_there": "files that were there already",
            "samples": "in those written",
            "tokens": "of them",
            "unended": "samples without an end",
            "cut_prompts": "prompts that the encoder had no room for",
            "languages": "language -> samples",
            "seconds": "that it took",
        },
    )
    command.set_defaults(act=run)


def run(arguments: argparse.Namespace, rest: Sequence[str]) -> int:
    """Run it; the exit code."""
    refuse_unknown(rest, arguments)
    try:
        import jax  # noqa: F401
    except ImportError as error:
        raise OSError(f"the model's packages are not installed ({error}): pip install 'codequorum[model]'") from error
    from model.sampling.checkpoints import load_model
    from model.sampling.shards import sample
    from schemas.problem import Split

    settings = settings_of(arguments)
    models = [load_model(path, arguments.checkpoint) for path in arguments.models]
    summary = sample(
        models,
        arguments.dataset,
        Split(arguments.split),
        settings,
        arguments.output,
        problems=arguments.problem,
        slots=arguments.slots,
        score=arguments.score,
        say=say,
    )
    if arguments.json:
        print_json({"output": arguments.output, **plain(summary)})
        return EXIT_DONE
    by_language = ", ".join(f"{count} {name}" for name, count in sorted(summary.languages.items()))
    there = f", {summary.parts_there} parts were there already" if summary.parts_there else ""
    print(f"{arguments.output}: {summary.samples} samples ({by_language or 'none'}){there}")
    if summary.unended:
        print(f"{summary.unended} had no end within the longest that may be written")
    if summary.cut_prompts:
        print(f"{summary.cut_prompts} prompts were cut: their statements are longer than the encoder")
    return EXIT_DONE


def settings_of(arguments: argparse.Namespace) -> Settings:
    """What the arguments say. Raises ValueError that quotes what makes no sense."""
    from model.sampling.draws import Cut
    from model.sampling.wanted import Settings

    said: dict[str, Any] = {}
    if arguments.rating in WORDS:
        said["ratings"] = arguments.rating
    elif arguments.rating.isdecimal():
        said.update(ratings="given", rating=int(arguments.rating))
    else:
        raise ValueError(f"--rating {arguments.rating!r}: expected {', '.join(WORDS)} or a number")
    if len(arguments.tags) < 2 and (word := "".join(arguments.tags) or WORDS[0]) in WORDS:
        said["tags"] = word
    else:
        said.update(tags="given", given_tags=tuple(filter(None, map(str.strip, arguments.tags))))
    return Settings(
        samples=arguments.samples,
        seed=arguments.seed,
        temperature=arguments.temperature,
        cut=Cut(arguments.top_k, arguments.top_p),
        languages=tuple(arguments.languages) or PROGRAM_LANGUAGES,
        prompt_samples=arguments.prompt_samples,
        tokens=arguments.tokens,
        **said,
    )

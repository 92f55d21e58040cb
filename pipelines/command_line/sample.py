"""`codequorum sample`: programs for the problems of a dataset, from the bundled model."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.command_line.grammar import EXIT_DONE, Commands, add_command, refuse_unknown

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
    command.add_argument("dataset", type=Path, metavar="DATASET", help="folder that build left, or the released CodeContests")
    command.add_argument(
        "models", type=Path, nargs="+", metavar="MODEL", help="runs, checkpoints, exported models: all take part"
    )
    command.add_argument("--output", type=Path, required=True, metavar="FOLDER", help="folder for the samples")
    command.add_argument("--which", choices=["best", "last"], default="best", help="checkpoint of a run (best)")
    command.add_argument("--split", choices=["train", "valid", "test"], default="test", help="whose problems (test)")
    command.add_argument("--problem", action="append", default=[], metavar="NAME", help="only this one; may be repeated")
    command.add_argument("--samples", type=int, default=64, metavar="N", help="a problem, over all models (64)")
    command.add_argument("--seed", type=int, default=0, metavar="N", help="of everything that is drawn (0)")
    command.add_argument(
        "--temperature", default="0.25", metavar="T", help="0.25 after GOLD, 0.12 without; LOW..HIGH: drawn for each sample"
    )
    command.add_argument("--top_k", type=int, default=0, metavar="N", help="only the N most likely tokens (0: all)")
    command.add_argument("--top_p", type=float, default=1.0, metavar="P", help="only the fewest that hold P (1: all)")
    command.add_argument("--languages", default="python3,cpp", metavar="LIST", help="in turn (python3,cpp)")
    command.add_argument("--rating", default="random", metavar="R", help="random, true, none, or a number (random)")
    command.add_argument("--tags", default="random", metavar="LIST", help="random, true, none, or tags (random)")
    command.add_argument(
        "--prompt_samples", type=int, default=16, metavar="N", help="samples of one prompt; 1 draws facts for each (16)"
    )
    command.add_argument("--tokens", type=int, default=0, metavar="N", help="longest sample (0: what the decoder has)")
    command.add_argument("--slots", type=int, default=64, metavar="N", help="samples written side by side (64)")
    command.add_argument("--score", action="store_true", help="ask the value head how likely each sample is right")
    command.set_defaults(act=run)


def run(arguments: argparse.Namespace, rest: Sequence[str]) -> int:
    """Run it; the exit code."""
    refuse_unknown(rest, arguments.command)
    try:
        import jax  # noqa: F401
    except ImportError as error:
        raise OSError(f"the model's packages are not installed ({error}): pip install 'codequorum[model]'") from error
    from model.sampling.checkpoints import load_model
    from model.sampling.shards import sample
    from schemas.problem import Split

    settings = settings_of(arguments)
    if arguments.slots < 1:
        raise ValueError(f"--slots {arguments.slots}: at least 1 is needed")
    models = [load_model(path, arguments.which) for path in arguments.models]
    summary = sample(
        models,
        arguments.dataset,
        Split(arguments.split),
        settings,
        arguments.output,
        problems=arguments.problem,
        slots=arguments.slots,
        score=arguments.score,
    )
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
    if arguments.tags in WORDS:
        said["tags"] = arguments.tags
    else:
        said.update(tags="given", given_tags=tuple(tag.strip() for tag in arguments.tags.split(",") if tag.strip()))
    return Settings(
        samples=arguments.samples,
        seed=arguments.seed,
        temperature=_temperature(arguments.temperature),
        cut=Cut(arguments.top_k, arguments.top_p),
        languages=tuple(name.strip() for name in arguments.languages.split(",")),
        prompt_samples=arguments.prompt_samples,
        tokens=arguments.tokens,
        **said,
    )


def _temperature(text: str) -> tuple[float, float]:
    low, dots, high = text.partition("..")
    try:
        return float(low), float(high if dots else low)
    except ValueError:
        raise ValueError(f"--temperature {text!r}: expected a number, or LOW..HIGH") from None

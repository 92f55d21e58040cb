"""`codequorum train`: the bundled model, pretrained or fine-tuned."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.command_line.arguments import add_config, add_json, add_output
from pipelines.command_line.grammar import (
    EXIT_DONE,
    EXIT_FAILED,
    EXIT_INTERRUPTED,
    Commands,
    Misread,
    add_command,
    nearest,
    print_json,
)

if TYPE_CHECKING:
    from model.configuration import Config
    from model.tokenizer import Tokenizer
    from model.training.loop import Outcome

MISSING = "the model's packages are not installed"


def add(commands: Commands) -> None:
    """Put the command into the grammar."""
    command = add_command(
        commands,
        "train",
        "the bundled model: pretrain, fine-tune, go on",
        "Train the bundled model on exported datasets or corpora. Settings are those of a TOML file or a preset "
        "(tiny, small, decoder_only, 300M, 1B, 3B, 9B, 41B), changed by KEY=VALUE.",
        "example: codequorum train --config tiny data.dataset=build/demo data.tokenizer=build/tokenizer.model "
        "--output build/run\nexit codes: 0 all steps are done, 1 it failed, 2 makes no sense, 130 stopped by a signal, saved",
    )
    command.add_argument("settings", nargs="*", metavar="KEY=VALUE", help="settings, as train.steps=500")
    add_config(command)
    add_output(command, "folder of the run: checkpoints, metrics and TensorBoard", required=False)
    command.add_argument(
        "--resume",
        choices=["auto", "never"],
        default="never",
        help="auto: go on from the last checkpoint of the run, if there is one (never)",
    )
    command.add_argument("--init", type=Path, metavar="RUN", help="parameters to begin with: a run or one of its checkpoints")
    command.add_argument("--dry_run", action="store_true", help="print what it would take, and end")
    add_json(
        command,
        {
            "output": "folder of the run",
            "steps": "that it is to have",
            "step": "that it has come to",
            "stopped": "whether by a signal",
            "loss": "of the last step",
            "validation_loss": "at its end, or null",
        },
    )
    command.set_defaults(act=run)


def run(arguments: argparse.Namespace, rest: Sequence[str]) -> int:
    """Run it; the exit code."""
    try:
        import jax  # noqa: F401
        import optax  # type: ignore[import-untyped]  # noqa: F401
    except ImportError as error:
        print(f"codequorum: {MISSING} ({error}): pip install 'codequorum[model]'", file=sys.stderr)
        return EXIT_FAILED
    from model.configuration import load

    settings = [*arguments.settings, *rest]  # settings after an option are left over by argparse
    if options := [word for word in settings if word.startswith("-")]:
        near = nearest(options[0], arguments.known)
        guess = f", did you mean {near}?" if near else ""
        raise Misread(f"unknown argument {options[0]!r}{guess}: see `codequorum train --help`")
    if arguments.dry_run and arguments.json:
        raise ValueError("--json is of a run: leave it or --dry_run out")
    config = load(arguments.config, settings)
    if arguments.dry_run:
        from model.training.dry_run import report

        print(report(config))
        return EXIT_DONE
    return _train(arguments, config)


def _train(arguments: argparse.Namespace, config: Config) -> int:
    from model.data import batches_of
    from model.sampling.shown import shown
    from model.tokenizer import Tokenizer
    from model.training.loop import Diverged, Run, train
    from model.training.memory import keep_freed_memory

    if arguments.output is None:
        raise ValueError("--output is missing: give the folder of the run")
    if not config.data.tokenizer:
        raise ValueError("data.tokenizer is missing: make one with `codequorum tokenizer`, and name its file")
    tokenizer = Tokenizer.load(config.data.tokenizer)
    training = batches_of(config, tokenizer, "train")
    validation = batches_of(config, tokenizer, "valid") if config.train.validate_every else None
    _prepare(arguments.output, tokenizer, training.describe())
    keep_freed_memory()
    run = Run(config, arguments.output, tokenizer.digest, arguments.resume == "auto", arguments.init)
    try:
        outcome = train(run, training, validation, shown(config, tokenizer))
    except Diverged as error:
        print(f"codequorum: {error}", file=sys.stderr)
        return EXIT_FAILED
    if arguments.json:
        told: dict[str, Any] = {"step": outcome.step, "stopped": bool(outcome.stopped), "loss": outcome.loss}
        told |= {"validation_loss": outcome.validation_loss, "steps": config.train.steps}
        print_json({"output": arguments.output, **told})
    else:
        print(_said(arguments.output, config, outcome))
    return EXIT_INTERRUPTED if outcome.stopped else EXIT_DONE


def _prepare(output: Path, tokenizer: Tokenizer, described: object) -> None:
    """What a run is of lies beside it: its tokenizer, and what there was to train on."""
    output.mkdir(parents=True, exist_ok=True)
    tokenizer.save(output / "tokenizer.model")
    (output / "data.json").write_text(json.dumps(described, indent=2) + "\n", encoding="utf-8")


def _said(output: Path, config: Config, outcome: Outcome) -> str:
    if outcome.stopped:
        return f"{output}: stopped at step {outcome.step} of {config.train.steps}, saved; go on with --resume auto"
    validated = "" if outcome.validation_loss is None else f", validation loss {outcome.validation_loss:.4f}"
    return f"{output}: {outcome.step} steps done, loss {outcome.loss:.4f}{validated}"

"""`codequorum export`: a trained model as safetensors."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from pipelines.command_line.grammar import EXIT_DONE, Commands, add_command, refuse_unknown


def add(commands: Commands) -> None:
    """Put the command into the grammar."""
    command = add_command(
        commands,
        "export",
        "a trained model as safetensors, with its tokenizer and a model card",
        "Write a checkpoint of `codequorum train` into a folder that needs nothing of ours to be read.",
        "example: codequorum export build/run --output build/model",
    )
    command.add_argument("run", type=Path, metavar="RUN", help="folder of a run, or one of its checkpoints")
    command.add_argument("--output", required=True, type=Path, metavar="DIR", help="folder of the new model")
    command.add_argument("--checkpoint", choices=["best", "last"], default="best", help="which one of a run (best)")
    command.add_argument("--dtype", choices=["float32", "bfloat16"], default="float32", help="of the parameters (float32)")
    command.set_defaults(act=run)


def run(arguments: argparse.Namespace, rest: Sequence[str]) -> int:
    """Run it; the exit code."""
    from model.export import export_run

    refuse_unknown(rest, "export")
    card = export_run(arguments.run, arguments.output, arguments.checkpoint, arguments.dtype)
    print(f"{arguments.output}: the model of step {card.steps}, {card.tokens:,} tokens")
    return EXIT_DONE

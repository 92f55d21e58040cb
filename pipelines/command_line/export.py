"""`codequorum export`: a trained model as safetensors."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from pipelines.command_line.arguments import add_checkpoint, add_json, add_output
from pipelines.command_line.grammar import EXIT_DONE, Commands, add_command, print_json, refuse_unknown


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
    add_output(command, "folder of the new model")
    add_checkpoint(command)
    command.add_argument("--dtype", choices=["float32", "bfloat16"], default="float32", help="of the parameters (float32)")
    add_json(
        command,
        {
            "output": "folder of the model",
            "steps": "of its training",
            "tokens": "that it has seen",
            "validation_loss": "at that step, or null",
        },
    )
    command.set_defaults(act=run)


def run(arguments: argparse.Namespace, rest: Sequence[str]) -> int:
    """Run it; the exit code."""
    from model.export import export_run

    refuse_unknown(rest, arguments)
    card = export_run(arguments.run, arguments.output, arguments.checkpoint, arguments.dtype)
    if arguments.json:
        told = {"steps": card.steps, "tokens": card.tokens, "validation_loss": card.validation_loss}
        print_json({"output": arguments.output, **told})
        return EXIT_DONE
    print(f"{arguments.output}: the model of step {card.steps}, {card.tokens:,} tokens")
    return EXIT_DONE

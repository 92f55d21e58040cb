"""`codequorum tokenizer`: the vocabulary of the bundled model."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from pipelines.command_line.grammar import EXIT_DONE, Commands, add_command, refuse_unknown

_SIZE = 8000
_LOOKED_AT = 2000


def add(commands: Commands) -> None:
    """Put the command into the grammar."""
    command = add_command(
        commands,
        "tokenizer",
        "a vocabulary for the bundled model, trained on datasets and corpora",
        "Train a SentencePiece vocabulary that loses nothing on statements and programs of the split train.",
        "example: codequorum tokenizer build/demo build/corpus --output build/tokenizer.model",
    )
    command.add_argument("inputs", nargs="+", metavar="DATASET", help="datasets in the layout of CodeContests, corpora")
    command.add_argument("--output", required=True, type=Path, metavar="FILE", help="file of the new vocabulary")
    command.add_argument("--size", type=int, default=_SIZE, metavar="N", help="pieces, fewer where the text has too few (8000)")
    command.set_defaults(act=run)


def run(arguments: argparse.Namespace, rest: Sequence[str]) -> int:
    """Run it; the exit code."""
    from model.data.plain_text import counted, texts
    from model.tokenizer import train

    refuse_unknown(rest, "tokenizer")
    tokenizer = train(texts(arguments.inputs), arguments.size, arguments.output)
    some, characters = counted(texts(arguments.inputs), _LOOKED_AT)
    tokens = sum(len(tokenizer.encode(text)) for text in some)
    fewer = "" if tokenizer.size == arguments.size else f", not {arguments.size}: the text has no more"
    print(f"{arguments.output}: {tokenizer.size} pieces{fewer}; digest {tokenizer.digest}")
    print(f"{characters / max(tokens, 1):.2f} characters a token over the first {len(some)} texts")
    return EXIT_DONE

"""`codequorum tokenizer`: the vocabulary of the bundled model."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from pipelines.command_line.arguments import Whole, add_json, add_output, output_file
from pipelines.command_line.grammar import EXIT_DONE, Commands, add_command, print_json, refuse_unknown

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
    command.add_argument("inputs", nargs="+", metavar="INPUT", help="datasets in the layout of CodeContests, corpora")
    add_output(command, "file of the new vocabulary")
    command.add_argument(
        "--vocabulary_size", type=Whole(1), default=_SIZE, metavar="N", help="pieces, fewer where the text has too few (8000)"
    )
    add_json(
        command,
        {
            "output": "file of the vocabulary",
            "pieces": "how many it has",
            "digest": "its identity",
            "characters_per_token": "over the first texts",
            "texts": "how many those are",
        },
    )
    command.set_defaults(act=run)


def run(arguments: argparse.Namespace, rest: Sequence[str]) -> int:
    """Run it; the exit code."""
    from model.data.plain_text import counted, texts
    from model.tokenizer import train

    refuse_unknown(rest, arguments)
    tokenizer = train(texts(arguments.inputs), arguments.vocabulary_size, output_file(arguments.output))
    some, characters = counted(texts(arguments.inputs), _LOOKED_AT)
    tokens = sum(len(tokenizer.encode(text)) for text in some)
    each = characters / max(tokens, 1)
    if arguments.json:
        told = {"pieces": tokenizer.size, "digest": tokenizer.digest, "characters_per_token": each, "texts": len(some)}
        print_json({"output": arguments.output, **told})
        return EXIT_DONE
    wanted = arguments.vocabulary_size
    fewer = "" if tokenizer.size == wanted else f", not {wanted}: the text has no more"
    print(f"{arguments.output}: {tokenizer.size} pieces{fewer}; digest {tokenizer.digest}")
    print(f"{each:.2f} characters a token over the first {len(some)} texts")
    return EXIT_DONE

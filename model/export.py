"""A trained model as a folder that needs nothing of ours to be read.

model.safetensors   the parameters by path, `decoder/blocks/...`
config.json         the configuration they were trained with, the tokenizer's digest, the number of parameters
tokenizer.model     the SentencePiece vocabulary
README.md           a model card: shape, training, and digests of the manifests of what it was trained on
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, TypeAlias

import numpy as np
import safetensors
import safetensors.numpy
from numpy.typing import NDArray

from model.configuration import Config, from_dict, to_dict
from model.tokenizer import Tokenizer
from schemas.text import excerpt

LAYOUT_VERSION = 1
KIND = "codequorum model"
WEIGHTS, CONFIG, TOKENIZER, CARD = "model.safetensors", "config.json", "tokenizer.model", "README.md"
Tree: TypeAlias = Mapping[str, Any]
"""Dictionaries of dictionaries down to arrays, as `model.network` makes them."""
Array: TypeAlias = NDArray[Any]


class ExportError(ValueError):
    """A folder that holds no exported model, or one whose parts do not belong together. The message says which."""


@dataclass(frozen=True, slots=True)
class Card:
    """What the model card tells beside the configuration. `manifest_digests`: of the datasets and corpora, in order.

    `examples` is what `Batches.describe` says; `validation_loss` in nats a token.
    """

    name: str = "codequorum model"
    manifest_digests: tuple[str, ...] = ()
    steps: int = 0
    tokens: int = 0
    validation_loss: float | None = None
    examples: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Exported:
    """A model that was read back."""

    params: dict[str, Any]
    config: Config
    tokenizer: Tokenizer


def export(
    folder: str | os.PathLike[str],
    params: Tree,
    config: Config,
    tokenizer: Tokenizer,
    card: Card | None = None,
    dtype: Literal["float32", "bfloat16"] = "float32",
) -> None:
    """Write a model into a new folder, whole or not at all.

    Raises ExportError where the folder exists and is not empty, or the parts do not fit each other; OSError for a full disk.
    """
    target = Path(folder)
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise ExportError(f"{target} exists already; give the model a new folder")
    if tokenizer.size > config.model.vocabulary_size:
        raise ExportError(f"the tokenizer has {tokenizer.size} tokens, the model's vocabulary {config.model.vocabulary_size}")
    arrays = {path: _stored(array, dtype) for path, array in flatten(params)}
    fresh = target.with_name(f".{target.name}.part")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    try:
        safetensors.numpy.save_file(arrays, fresh / WEIGHTS, metadata={"format": "np", "kind": KIND})
        described = _described(config, tokenizer, arrays)
        (fresh / CONFIG).write_text(json.dumps(described, indent=2, sort_keys=True) + "\n", encoding="utf-8")
        tokenizer.save(fresh / TOKENIZER)
        text = card_text(card or Card(target.name), config, described["parameters"])
        (fresh / CARD).write_text(text, encoding="utf-8")
        if target.exists():
            target.rmdir()
        os.replace(fresh, target)
    except safetensors.SafetensorError as error:
        raise OSError(f"{fresh / WEIGHTS} cannot be written: {error}") from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def export_run(
    run: str | os.PathLike[str],
    folder: str | os.PathLike[str],
    which: Literal["last", "best"] = "best",
    dtype: Literal["float32", "bfloat16"] = "float32",
) -> Card:
    """Export a checkpoint of a run of `codequorum train`, with the tokenizer and the data's facts that lie in it; the card.

    Raises ValueError where there is no checkpoint, ExportError where the run's tokenizer is not the checkpoint's.
    """
    from model.training.checkpoints import find, read_params  # JAX, which takes a second

    place = Path(run)
    checkpoint = find(place, which)
    params, about = read_params(checkpoint)
    home = checkpoint.parent.parent
    tokenizer = Tokenizer.load(home / TOKENIZER)
    if tokenizer.digest != about.tokenizer:
        raise ExportError(f"{home / TOKENIZER}: another vocabulary than that of {checkpoint}; bring back its own")
    try:
        described = json.loads((home / "data.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        described = {}
    manifests = tuple(described.get("manifests", ()))
    card = Card(Path(folder).name, manifests, int(checkpoint.name), about.tokens, about.validation_loss, described)
    export(folder, params, about.config, tokenizer, card, dtype)
    return card


def load_export(folder: str | os.PathLike[str]) -> Exported:
    """A model as `export` left it; parameters are float32 again.

    Raises ExportError for a folder that holds none, a vocabulary or parameters that are not those of its config.json.
    """
    place = Path(folder)
    try:
        described = json.loads((place / CONFIG).read_text(encoding="utf-8"))
        if described.get("kind") != KIND:
            raise ExportError(f"{place / CONFIG}: no exported model's")
        config = from_dict(described["config"])
        arrays = safetensors.numpy.load_file(place / WEIGHTS)
    except FileNotFoundError as error:
        raise ExportError(f"{place}: no {Path(str(error.filename or WEIGHTS)).name} in it, so no exported model") from error
    except (AttributeError, KeyError, TypeError, json.JSONDecodeError, safetensors.SafetensorError) as error:
        raise ExportError(f"{place}: not readable as an exported model ({excerpt(str(error))})") from error
    tokenizer = Tokenizer.load(place / TOKENIZER)
    if tokenizer.digest != described["tokenizer_digest"]:
        raise ExportError(f"{place / TOKENIZER}: another vocabulary than the model was trained with; bring back its own")
    check_shapes(arrays, config, str(place / WEIGHTS))
    return Exported(unflatten({path: np.asarray(array, np.float32) for path, array in arrays.items()}), config, tokenizer)


def check_shapes(arrays: Mapping[str, Array], config: Config, what: str) -> None:
    """Raises ExportError, which quotes the first array that the model of `config` lacks, needs, or has in another shape."""
    from model.network.layout import shapes  # JAX, which takes a second

    expected = {path: tuple(leaf.shape) for path, leaf in flatten(shapes(config.model))}
    for path in sorted({*expected, *arrays}):
        if path not in arrays:
            raise ExportError(f"{what}: {path} is missing")
        if path not in expected:
            raise ExportError(f"{what}: {excerpt(path)} is no parameter of this model")
        if tuple(arrays[path].shape) != expected[path]:
            found = list(arrays[path].shape)
            raise ExportError(f"{what}: {path} has shape {found}, the configuration makes it {list(expected[path])}")


def flatten(tree: Tree, above: str = "") -> Iterator[tuple[str, Any]]:
    """(path, array) of each leaf, in the order of the paths' parts."""
    for name, part in sorted(tree.items()):
        if not name or "/" in name:
            raise ExportError(f"a parameter called {name!r} has no path")
        if isinstance(part, Mapping):
            yield from flatten(part, f"{above}{name}/")
        else:
            yield f"{above}{name}", part


def unflatten(arrays: Mapping[str, Any]) -> dict[str, Any]:
    """The inverse of `flatten`, but for dictionaries that hold nothing."""
    tree: dict[str, Any] = {}
    for path, array in arrays.items():
        *above, name = path.split("/")
        place = tree
        for part in above:
            place = place.setdefault(part, {})
        place[name] = array
    return tree


def _stored(array: Any, dtype: str) -> Array:
    """In the order of C: safetensors writes memory as it lies, whatever the strides say."""
    import ml_dtypes

    return np.ascontiguousarray(np.asarray(array), dtype=ml_dtypes.bfloat16 if dtype == "bfloat16" else np.float32)


def _described(config: Config, tokenizer: Tokenizer, arrays: Mapping[str, Array]) -> dict[str, Any]:
    return {
        "kind": KIND,
        "layout_version": LAYOUT_VERSION,
        "config": to_dict(config),
        "tokenizer_digest": tokenizer.digest,
        "tokenizer_size": tokenizer.size,
        "parameters": sum(array.size for array in arrays.values()),
        "dtype": str(next(iter(arrays.values())).dtype) if arrays else "float32",
    }


def card_text(card: Card, config: Config, parameters: int) -> str:
    """The model card: YAML that model hubs read, then what a reader wants to know."""
    model, data, train = config.model, config.data, config.train
    shape = "decoder-only" if model.decoder_only else "encoder-decoder"
    loss = "not measured" if card.validation_loss is None else f"{card.validation_loss:.4f} nats a token"
    purpose = {
        "pretrain": "continues files of code",
        "finetune": "writes solutions of programming-contest problems",
        "inputs": "writes test inputs from the statements of programming-contest problems",
    }[data.kind]
    digests = "".join(f"- `{digest}`\n" for digest in card.manifest_digests) or "- none of them has a manifest\n"
    examples = "".join(
        f"- {name.replace('_', ' ')}: {json.dumps(value)}\n"
        for name, value in card.examples.items()
        if name not in ("first", "manifests")
    )
    return (
        "---\nlibrary_name: codequorum\npipeline_tag: text2text-generation\n"
        "tags:\n- code\n- competitive-programming\n---\n\n"
        f"# {card.name}\n\n"
        f"A {shape} Transformer of {parameters:,} parameters that {purpose}.\n\n"
        "## Shape\n\n"
        f"- {model.encoder_blocks} encoder and {model.decoder_blocks} decoder blocks, d_model {model.d_model}\n"
        f"- {model.heads} query and {model.kv_heads} key/value heads of {model.head_dim}\n"
        f"- {model.encoder_tokens} tokens read, {model.decoder_tokens} written, vocabulary {model.vocabulary_size}\n\n"
        "## Training\n\n"
        f"- {card.steps} steps of {train.batch} pairs, seed {train.seed}, {card.tokens:,} tokens\n"
        f"- validation loss: {loss}\n{examples}\n"
        "Digests of the manifests of its data, in order:\n\n"
        f"{digests}\n"
        "## Limits\n\n"
        "What it writes is not checked: run it only where programs are isolated. It was trained on public programs, which\n"
        "have bugs and licences of their own; see the datasets' cards.\n"
    )

"""Models to sample from: a run, one of its checkpoints, or an exported folder."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from model.configuration import Config, to_dict
from model.export import CONFIG, TOKENIZER, WEIGHTS, load_export
from model.network.layout import Params
from model.tokenizer import Tokenizer
from schemas.digest import digest


@dataclass(frozen=True)
class Model:
    """Parameters with all that belongs to them. `identity` names the checkpoint in samples."""

    identity: str
    config: Config
    params: Params
    tokenizer: Tokenizer


def load_model(path: Path, which: str = "best") -> Model:
    """The model at `path`; of a run its `best` or `last` checkpoint.

    Raises ValueError where there is none, or its tokenizer is not the one that it was trained with.
    """
    if (path / CONFIG).is_file():
        exported = load_export(path)
        with (path / WEIGHTS).open("rb") as file:
            known = hashlib.file_digest(file, "sha256").hexdigest()
        return Model(f"{path.resolve().name}/{known[:8]}", exported.config, exported.params, exported.tokenizer)
    from model.training.checkpoints import check_tokenizer, find, read_params  # orbax takes seconds

    checkpoint = find(path, which)
    params, about = read_params(checkpoint)
    run = checkpoint.resolve().parent.parent
    if not (run / TOKENIZER).is_file():
        raise ValueError(f"{run / TOKENIZER} is missing: a run's folder holds the tokenizer that it was trained with")
    tokenizer = Tokenizer.load(run / TOKENIZER)
    check_tokenizer(checkpoint, tokenizer.digest, about.tokenizer)
    if tokenizer.size > about.config.model.vocabulary_size:
        raise ValueError(
            f"{checkpoint}: a vocabulary of {about.config.model.vocabulary_size}, its tokenizer has {tokenizer.size}"
        )
    known = digest(json.dumps(to_dict(about.config), sort_keys=True), about.tokens)
    return Model(f"{run.name}/{checkpoint.name}/{known[:8]}", about.config, params, tokenizer)

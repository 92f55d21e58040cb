"""Models to sample from: a run, one of its checkpoints, or an exported folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from model.configuration import Config
from model.export import CONFIG, TOKENIZER, load_export
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
        name = f"{path.resolve().name}/{digest(exported.tokenizer.digest, (path / CONFIG).read_bytes())[:8]}"
        return Model(name, exported.config, exported.params, exported.tokenizer)
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
    return Model(f"{run.name}/{checkpoint.name}", about.config, params, tokenizer)

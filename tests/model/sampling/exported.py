"""Exported models of a few thousand parameters that nobody trained, and a dataset to sample for."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import jax
import numpy as np

from model.configuration import Config, DataConfig, ModelConfig
from model.export import export
from model.network import init
from model.sampling.checkpoints import Model, load_model
from model.tokenizer import EOS, Tokenizer
from tests.model.data import datasets

SHAPE = ModelConfig(
    vocabulary_size=400,
    d_model=16,
    heads=2,
    head_dim=8,
    encoder_blocks=1,
    decoder_blocks=1,
    fan_out=2,
    encoder_tokens=64,
    decoder_tokens=24,
    compute_dtype="float32",
)


@lru_cache(maxsize=1)
def tokenizer() -> Tokenizer:
    return datasets.tokenizer()


def exported(folder: Path, *, seed: int = 0, value_blocks: int = 1, kind: str = "finetune") -> Path:
    """A model whose samples end at different places; its folder."""
    config = Config(replace(SHAPE, value_blocks=value_blocks), DataConfig(kind=kind))  # type: ignore[arg-type]
    params = {**init(config.model, jax.random.key(seed))}
    output = np.array(params["output"])
    output[EOS] += 0.6 * np.sign(output.sum(0))
    export(folder, {**params, "output": output}, config, tokenizer())
    return folder


def loaded(folder: Path, **of: object) -> Model:
    return load_model(exported(folder, **of))  # type: ignore[arg-type]


def problems(folder: Path) -> Path:
    """A dataset of three problems of test and one of train."""
    named = {split: [datasets.problem(f"{split}{place}") for place in range(count)] for split, count in COUNTS.items()}
    return Path(datasets.dataset(folder, **named))


COUNTS = {"train": 1, "test": 3}

"""Models so small that a test can compare every number of them."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import jax

from model.configuration import ModelConfig
from model.network import Params, init

SHAPES: dict[str, dict[str, Any]] = {
    "multi-query": {},
    "multi-head": {"kv_heads": 4},
    "two heads of keys": {"kv_heads": 2},
    "decoder-only": {"encoder_blocks": 0},
    "norm after": {"norm": "post"},
}


def config_of(name: str = "multi-query", **changes: Any) -> ModelConfig:
    values: dict[str, Any] = {
        "vocabulary_size": 600,
        "d_model": 32,
        "heads": 4,
        "head_dim": 8,
        "encoder_blocks": 1,
        "decoder_blocks": 2,
        "fan_out": 2,
        "encoder_tokens": 24,
        "decoder_tokens": 20,
        "compute_dtype": "float32",
    }
    return ModelConfig(**{**values, **SHAPES[name], **changes})


@lru_cache(maxsize=8)
def params_of(config: ModelConfig) -> Params:
    return init(config, jax.random.key(3))

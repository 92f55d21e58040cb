"""The network: plain functions of nested dictionaries. Start at transformer.py; layout.py says what the parameters are."""

from __future__ import annotations

from model.network.layout import Params, init, layout, parameter_count, shapes
from model.network.transformer import Hidden, decode, encode, forward, logits, value

__all__ = [
    "Hidden",
    "Params",
    "decode",
    "encode",
    "forward",
    "init",
    "layout",
    "logits",
    "parameter_count",
    "shapes",
    "value",
]

"""How much arithmetic a step is, counted per stack: the encoder sees only its own tokens, and so does the decoder.

A multiply-add is two operations, a backward pass twice a forward one; what rematerialisation computes again does not count.
The decoder's attention to itself counts half: no place sees those after it. Input embeddings are looked up, which is free.
"""

from __future__ import annotations

from dataclasses import dataclass

from model.configuration import Config, ModelConfig

PEAKS_TFLOPS = {"H100": 989.0, "H200": 989.0, "A100": 312.0, "L4": 121.0, "V100": 125.0}
"""Dense bfloat16 of makers' data sheets (float16 of the V100)."""
BACKWARD = 3
"""A forward and a backward pass, in forward passes."""


@dataclass(frozen=True, slots=True)
class Work:
    """Operations of one pair, forward: attention's own (weights and means) beside all."""

    total: float
    attention: float


def pair_forward(model: ModelConfig, masked: bool = True, prefix: bool = False, value: bool = False) -> Work:
    """Of a pair that fills encoder and decoder. `masked`, `prefix`, `value`: whether those losses are computed."""
    s, t = model.encoder_tokens, model.decoder_tokens
    d, heads_width = model.d_model, model.heads * model.head_dim
    keys_width = model.kv_heads * model.head_dim
    ends, keys, feed = 2 * d * heads_width, 2 * d * keys_width, 2 * d * d * model.fan_out
    value_matrices = model.value_blocks * (ends + keys + feed) * t if value else 0
    value_attention = model.value_blocks * 2 * t * t * heads_width if value else 0
    output = model.vocabulary_size * d * (t + (s if masked or prefix else 0))
    if model.decoder_only:
        matrices = model.decoder_blocks * (ends + keys + feed) * (s + t)
        attention = model.decoder_blocks * (s + t) ** 2 * heads_width
    else:
        encoder = model.encoder_blocks * (ends + keys + feed) * s
        decoder = model.decoder_blocks * ((2 * ends + keys + feed) * t + keys * s)
        matrices = encoder + decoder
        attention = (model.encoder_blocks * 2 * s * s + model.decoder_blocks * (t * t + 2 * t * s)) * heads_width
    attention += value_attention
    return Work(2.0 * (matrices + value_matrices + output + attention), 2.0 * attention)


def step_flops(config: Config) -> float:
    """Of a training step: a batch of full pairs, forward and backward."""
    train, model = config.train, config.model
    work = pair_forward(
        model,
        masked=train.masked_weight > 0 and not model.decoder_only,
        prefix=train.prefix_weight > 0 and model.decoder_only,
        value=train.value_weight > 0,
    )
    return BACKWARD * work.total * train.batch


def peak_flops(config: Config, device_kind: str) -> float:
    """Operations a second of a device; 0 where nobody said."""
    if config.train.peak_tflops:
        return config.train.peak_tflops * 1e12
    return max((peak * 1e12 for name, peak in PEAKS_TFLOPS.items() if name in device_kind), default=0.0)

"""What a run would take, told without beginning it: nothing is allocated."""

from __future__ import annotations

import time

import jax
import jax.numpy as jnp

from model.configuration import Config
from model.network import parameter_count
from model.network.blocks import scanned
from model.training.flops import pair_forward, peak_flops, step_flops
from model.training.mesh import bytes_per_device, make_mesh

USED_SHARE = 0.4
"""The share of a device's rate that a step is taken to reach, for the estimate of time."""
_SIDE = 1024
_GIB = 1 << 30


def report(config: Config) -> str:
    """Parameters, memory per device, FLOP per step, time: some lines. Raises ValueError where devices do not fit the mesh."""
    mesh = make_mesh(config.train)
    shape = mesh.shape["data"], mesh.shape["fsdp"], mesh.shape["tensor"]
    state = bytes_per_device(config, shape)
    passing = activation_bytes(config, shape[0] * shape[1])
    flop, devices = step_flops(config), mesh.devices.flatten()
    rate, how = _rate(config, devices[0])
    step_s = flop / (rate * USED_SHARE * len(devices))
    work = pair_forward(config.model)
    with_head = parameter_count(config.model, value_head=True)
    tokens = config.train.batch * (config.model.encoder_tokens + config.model.decoder_tokens)
    rows = {
        "parameters": f"{parameter_count(config.model):,}, with the value head {with_head:,}",
        "devices": f"{len(devices)} x {devices[0].device_kind}: data {shape[0]}, fsdp {shape[1]}, tensor {shape[2]}",
        "memory per device": f"{(state * 4 / 3 + passing) / _GIB:.2f} GiB: parameters and AdamW {state / _GIB:.2f}, "
        f"gradient {state / 3 / _GIB:.2f}, activations about {passing / _GIB:.2f}",
        "FLOP per step": f"{flop:.3e}, {flop / config.train.batch:.3e} a pair, attention {work.attention / work.total:.0%}",
        "tokens": f"{tokens:,} a step at most, {config.train.steps:,} steps, {tokens * config.train.steps:.3e} in all",
        "time": f"{step_s:.3g} s a step, {step_s * config.train.steps / 3600:.3g} h in all, at {USED_SHARE:.0%} of "
        f"{rate / 1e12:.3g} TFLOP/s a device ({how})",
    }
    return "\n".join(f"{name:<20}{told}" for name, told in rows.items())


def activation_bytes(config: Config, parts: int) -> int:
    """An estimate of what a backward pass keeps on one device of so many that divide the batch.

    With rematerialisation the residual sums between blocks and the inside of one; without it the inside of all.
    """
    model = config.model
    rows = max(config.train.batch // config.train.accumulate // parts, 1)
    width = 4 * model.d_model + 2 * (model.heads * model.head_dim) + 3 * model.fan_out * model.d_model
    recomputed = model.remat == "full" or (model.remat == "auto" and scanned(model))
    total = 0
    for places, blocks in ((model.encoder_tokens, model.encoder_blocks), (model.decoder_tokens, model.decoder_blocks)):
        inside = rows * places * 4 * width
        total += blocks * rows * places * 4 * model.d_model + inside if recomputed else blocks * inside
    logits = 2 * 4 * rows * (model.encoder_tokens + model.decoder_tokens) * model.vocabulary_size
    return total + logits


def _rate(config: Config, device: jax.Device) -> tuple[float, str]:
    """Operations a second of a device: as known, else as a product of two matrices takes now."""
    peak = peak_flops(config, device.device_kind)
    if peak:
        return peak, "its data sheet, or train.peak_tflops"
    square = jnp.ones((_SIDE, _SIDE), config.model.compute_dtype)
    multiply = jax.jit(lambda one: jnp.matmul(one, one, preferred_element_type=jnp.float32))
    multiply(square).block_until_ready()
    spent_s = []
    for _ in range(5):
        started = time.perf_counter()
        multiply(square).block_until_ready()
        spent_s.append(time.perf_counter() - started)
    return 2 * _SIDE**3 / min(spent_s), "a product of matrices, measured now"

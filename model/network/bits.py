"""Random bits as a function of a number: cheap to compile, and the same however arrays are divided or drawn."""

from __future__ import annotations

import jax
import jax.numpy as jnp


def mixed(bits: jax.Array) -> jax.Array:
    """MurmurHash3's finalizer: each bit of the result depends on all of the argument's."""
    bits = (bits ^ (bits >> 16)) * jnp.uint32(0x85EBCA6B)
    bits = (bits ^ (bits >> 13)) * jnp.uint32(0xC2B2AE35)
    return bits ^ (bits >> 16)

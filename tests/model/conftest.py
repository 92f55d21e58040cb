"""Models in tests are compiled as fast as may be: they are small, and are compiled often."""

from __future__ import annotations

from typing import Any

import jax

config: Any = jax.config  # comes without types
config.update("jax_disable_most_optimizations", True)

"""Read a dataset as batches of JAX or PyTorch arrays: statements as bytes, padded, with their number of correct solutions."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import datasets

LENGTH = 512
BATCH = 4


def encoded(row: dict[str, Any]) -> dict[str, Any]:
    """A problem as numbers of fixed shape: `statement` [LENGTH], 0 where it ends before; `solutions` a count."""
    content = row["description"].encode()[:LENGTH]
    return {"statement": list(content.ljust(LENGTH, b"\0")), "solutions": len(row["solutions"]["solution"])}


def batches(folder: str, split: str, framework: str) -> Iterator[dict[str, Any]]:
    """Batches of up to BATCH problems: `statement` [BATCH, LENGTH], `solutions` [BATCH]. `framework`: jax or torch."""
    problems = datasets.load_dataset(folder, split=split)
    numbers = problems.map(encoded, remove_columns=problems.column_names, keep_in_memory=True)
    yield from numbers.with_format(framework).iter(BATCH)


if __name__ == "__main__":
    for batch in batches(sys.argv[1], "train", sys.argv[2] if len(sys.argv) > 2 else "jax"):
        print({name: (type(values).__name__, values.shape) for name, values in batch.items()})

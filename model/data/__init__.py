"""Training data: parquet in, batches out. Knows no JAX."""

from model.data.batches import Batches, batches_of, manifest_digests
from model.data.reading import DataError

__all__ = ["Batches", "DataError", "batches_of", "manifest_digests"]

"""Where problems come from: one file and one row of `SOURCES` each."""

from pipelines.sources.reading import Source
from pipelines.sources.table import SOURCES

__all__ = ["SOURCES", "Source"]

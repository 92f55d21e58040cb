"""Where problems come from: one file and one row of `SOURCES` each."""

from pipelines.sources.table import SOURCES, Source

__all__ = ["SOURCES", "Source"]

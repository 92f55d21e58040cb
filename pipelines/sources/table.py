"""The table of sources: `--source NAME` of the commands."""

from __future__ import annotations

from pipelines.sources.codecontests import CODECONTESTS
from pipelines.sources.demo import DEMO
from pipelines.sources.jsonl import JSONL
from pipelines.sources.packages import PACKAGES
from pipelines.sources.reading import Source

SOURCES: dict[str, Source] = {
    "packages": PACKAGES,
    "codecontests": CODECONTESTS,
    "jsonl": JSONL,
    "demo": DEMO,
}

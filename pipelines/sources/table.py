"""The table of sources: `--source NAME` of the commands."""

from __future__ import annotations

from pipelines.sources.apps import APPS
from pipelines.sources.codecontests import CODECONTESTS
from pipelines.sources.codejam import CODEJAM
from pipelines.sources.codenet import CODENET
from pipelines.sources.demo import DEMO
from pipelines.sources.description2code import DESCRIPTION2CODE
from pipelines.sources.humaneval import HUMANEVAL
from pipelines.sources.jsonl import JSONL
from pipelines.sources.mbpp import MBPP
from pipelines.sources.packages import PACKAGES
from pipelines.sources.reading import Source
from pipelines.sources.taco import TACO

SOURCES: dict[str, Source] = {
    "packages": PACKAGES,
    "codecontests": CODECONTESTS,
    "codenet": CODENET,
    "description2code": DESCRIPTION2CODE,
    "apps": APPS,
    "taco": TACO,
    "humaneval": HUMANEVAL,
    "mbpp": MBPP,
    "codejam": CODEJAM,
    "jsonl": JSONL,
    "demo": DEMO,
}

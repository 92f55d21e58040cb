"""The embedded demo corpus: small problem packages that come with the product."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from pipelines.sources import packages
from pipelines.sources.reading import Part, Source


def corpus_folder() -> Path:
    """Where the demo's packages lie in this installation."""
    return Path(str(resources.files("pipelines.demo"))) / "problems"


def parts(path: str) -> list[Part]:
    """The demo's packages; `path` is not used."""
    return packages.parts(path or str(corpus_folder()))


DEMO = Source("the embedded demo corpus", parts, packages.read, needs_input=False)

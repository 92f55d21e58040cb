"""Inputs in a bucket, for sources that read folders of this machine: brought here where they are needed.

The driver brings the whole input, to see of which parts it consists. A worker brings what its part names, or the whole input
where a part can refer to files around it. What was brought lies in this machine's folder for temporary files, under a digest of
names, sizes and times, and is brought once for all processes.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from pipelines.cloud.places import CloudPath, copy_out, place_of
from pipelines.sources.reading import InputError, Part, Source
from schemas.digest import digest

ALONE = frozenset({"apps", "humaneval", "jsonl", "mbpp", "packages", "taco"})
"""Sources that read nothing but what a part names."""
BUCKETS = frozenset({"codecontests"})
"""Sources that read buckets themselves."""


def parts_of(kind: str, source: Source, path: str) -> list[Part]:
    """The parts of an input, wherever it lies. Raises InputError where nothing sensible can go on, or PlaceError."""
    place = place_of(path) if path else None
    if not isinstance(place, CloudPath) or kind in BUCKETS:
        return source.parts(path)
    here = str(brought(place))
    return [part._replace(path=part.path.replace(here, str(place), 1)) for part in source.parts(here)]


def local_part(kind: str, part: Part, path: str) -> Part:
    """The part where this machine can read it; `path` is the whole input. Raises as `parts_of` does."""
    place = place_of(part.path) if part.path else None
    if not isinstance(place, CloudPath) or kind in BUCKETS:
        return part
    if kind in ALONE:
        return part._replace(path=str(brought(place)))
    return part._replace(path=part.path.replace(path.rstrip("/"), str(brought(CloudPath(path))), 1))


def brought(place: CloudPath, folder: Path | None = None) -> Path:
    """A copy of an object, or of all that lies in a folder, under the same last name. InputError where nothing is there."""
    found = list(place.below())
    if not found:
        raise InputError(f"{place}: nothing is there; expected an object or a folder that you may read")
    key = digest(*(f"{one.place} {one.size} {one.updated}" for one in found))
    root = (folder or Path(tempfile.gettempdir()) / "codequorum-inputs") / key / place.name
    for one in found:
        target = root if one.place == place else root / one.place.relative_to(place)
        if not target.is_file():
            copy_out(one.place, target)
    return root

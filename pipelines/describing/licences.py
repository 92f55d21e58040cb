"""Licences and origins of a dataset's problems, summed up from its sidecar tables: what a card and its metadata say of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlsplit

import pyarrow.parquet as pq

from pipelines.cloud.places import Place

NOT_STATED = "not stated"
IDENTIFIERS = {
    "apache-2.0": "apache-2.0",
    "cc by": "cc-by-4.0",
    "cc by 4.0": "cc-by-4.0",
    "cc by-sa": "cc-by-sa-4.0",
    "cc by-sa 4.0": "cc-by-sa-4.0",
    "cc0": "cc0-1.0",
    "cc0-1.0": "cc0-1.0",
    "mit": "mit",
}
"""Licences as sources write them -> as the Hub does. Public domain is none of its words."""
ADDRESSES = {
    "apache-2.0": "https://www.apache.org/licenses/LICENSE-2.0",
    "cc-by-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "cc-by-sa-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "cc0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "mit": "https://opensource.org/license/mit",
}


@dataclass(frozen=True, slots=True)
class Origins:
    """How many problems stand under which licence and come from where, the most frequent first; `newest`: the last day on which
    one of them was published, None where no day is known."""

    licences: tuple[tuple[str, int], ...] = ()
    origins: tuple[tuple[str, int], ...] = ()
    newest: date | None = None

    @property
    def identifiers(self) -> tuple[str, ...]:
        """The licences in the Hub's words, in alphabetical order: `unknown` where none is stated, `other` where it has none."""
        return tuple(sorted({_identifier(name) for name, _ in self.licences}))


def _identifier(licence: str) -> str:
    if licence.lower() in (NOT_STATED, "unknown"):
        return "unknown"
    return IDENTIFIERS.get(licence.lower().replace("creative commons ", "cc "), "other")


def licence_address(licence: str) -> str:
    """The address of a licence's text, or its name where none is known."""
    return ADDRESSES.get(_identifier(licence), licence)


def place_of_origin(origin: str) -> str:
    """What origins are counted by: the host of an address, else the whole."""
    try:
        host = urlsplit(origin).hostname if origin.startswith(("http://", "https://")) else ""
    except ValueError:  # no address after all
        host = ""
    return host or origin or NOT_STATED


@dataclass(slots=True)
class _Sums:
    licences: Counter[str] = field(default_factory=Counter)
    origins: Counter[str] = field(default_factory=Counter)
    newest: date | None = None


def summed(rows: Iterable[tuple[str | None, str | None, date | None]]) -> Origins:
    """The sums over (licence, origin, day of publication) of each problem; the order of the rows does not matter."""
    sums = _Sums()
    for licence, origin, published in rows:
        sums.licences[licence or NOT_STATED] += 1
        sums.origins[place_of_origin(origin or "")] += 1
        if published is not None:
            sums.newest = max(published, sums.newest or published)
    return Origins(_ranked(sums.licences), _ranked(sums.origins), sums.newest)


def _ranked(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def origins_of(root: Place, paths: Iterable[str]) -> Origins:
    """The sums over the parts of the table `problems`, which are `paths` below `root`. Raises OSError."""

    def rows() -> Iterable[tuple[str | None, str | None, date | None]]:
        for path in sorted(paths):
            with (root / path).open("rb") as file, pq.ParquetFile(file) as parquet:
                for batch in parquet.iter_batches(columns=["license", "origin", "published"]):
                    yield from ((row["license"], row["origin"], row["published"]) for row in batch.to_pylist())

    return summed(rows())

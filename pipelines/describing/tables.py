"""The tables of a dataset, as a card and its metadata list them: the base layout and everything beside it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from pipelines.stages.export import Written
from schemas import sidecars
from schemas.code_contests import SCHEMA
from schemas.problem import Split

BASE = "default"
REJECTIONS = "rejections"


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name as a configuration, the folder, the beginning of its files' names, the columns, what it says.

    `steady`: the same from run to run, so that its rows may be counted where everything is the same byte for byte.
    """

    name: str
    folder: str
    schema: pa.Schema
    about: str

    @property
    def steady(self) -> bool:
        """Whether it is the same from run to run."""
        return self.folder != "measured"

    @property
    def stem(self) -> str:
        """How its files' names begin."""
        return "" if self.name == BASE else f"{self.name}-"

    @property
    def divided(self) -> bool:
        """Whether it has files for each split."""
        return self.name != REJECTIONS

    def pattern(self, split: str = "") -> str:
        """The files of a split, or all of them, as a pattern."""
        return f"{self.folder}/{self.stem}{split and f'{split}-'}*.parquet"

    def rows(self, written: Iterable[Written]) -> dict[str, int]:
        """Split -> rows, of the splits that have files, in order. What is not divided counts as train, as the Hub has it."""
        counts: dict[str, int] = {}
        for split in (one.value for one in Split):
            begin = f"{self.folder}/{self.stem}" + (f"{split}-" if self.divided else "")
            parts = [one.rows for one in written if one.path.startswith(begin)]
            if parts and (self.divided or split == Split.TRAIN.value):
                counts[split] = sum(parts)
        return counts


_ABOUT = {
    "problems": "a row per problem: split, date, licence, origin, checker, voters, rounds",
    "solutions": "a row per solution: language, label, author, how it did on the given tests, whether it voted",
    "generated_tests": "a row per generated test: what it was made from and how, who agreed",
    "held_out": "solutions that took no part in the build and are kept to measure with",
    "official_tests": "tests that took no part in the build and are kept to measure with",
    "solution_times": "how long each solution took",
    "test_times": "how long each generated test took",
    "test_rejections": "which generated test rejects which wrong program or mutant, and why",
    "core_tests": "a small set of generated tests that rejects as much as all",
    "problem_times": "how long generating each problem's tests took",
}
TABLES = (
    Table(BASE, "data", SCHEMA, "the 20 columns of `deepmind/code_contests`, a row per problem"),
    *(Table(name, "sidecars", schema, _ABOUT[name]) for name, schema in sidecars.STEADY.items()),
    Table(REJECTIONS, "sidecars", sidecars.REJECTIONS, "everything that was dropped: at which stage and why"),
    *(Table(name, "measured", schema, _ABOUT[name]) for name, schema in sidecars.MEASURED.items()),
)
"""All tables, the base layout first."""


def features(schema: pa.Schema) -> list[dict[str, Any]]:
    """The columns as the YAML of a card has them. Class names come from the schema's own metadata."""
    told = json.loads((schema.metadata or {}).get(b"huggingface", b"{}")).get("info", {}).get("features", {})
    return [{"name": one.name, **_feature(one.type, told.get(one.name, {}))} for one in schema]


def _feature(kind: pa.DataType, told: dict[str, Any]) -> dict[str, Any]:
    if pa.types.is_struct(kind):
        parts = (kind.field(place) for place in range(kind.num_fields))
        return {"struct": [{"name": part.name, **_feature(part.type, told.get(part.name, {}))} for part in parts]}
    if pa.types.is_list(kind):
        inner = _feature(kind.value_type, told.get("feature", {}))
        return {"list": inner.get("struct", inner.get("dtype"))}
    if told.get("_type") == "ClassLabel":
        return {"dtype": {"class_label": {"names": {str(number): name for number, name in enumerate(told["names"])}}}}
    return {"dtype": {"float": "float32", "double": "float64", "date32[day]": "date32"}.get(str(kind), str(kind))}

"""The Croissant metadata: what the format requires is there, every reference has its object, columns are those of the tables.

Requirements are those of the format's specification 1.0 (docs.mlcommons.org/croissant/docs/croissant-spec-1.0.html).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from fnmatch import fnmatch
from typing import Any

import pyarrow as pa
import pytest

from pipelines.describing.croissant import CONFORMS_TO, croissant
from pipelines.describing.licences import Origins
from pipelines.describing.tables import TABLES
from pipelines.stages.export import Written

REQUIRED = ("@context", "@type", "conformsTo", "name", "description", "license", "url", "creator", "datePublished")
WRITTEN = [
    Written(table.pattern(split).replace("*", f"0000{part}-of-00002"), 64 * f"{part}", 10, 3)
    for table in TABLES
    for split in (("train", "test") if table.divided else ("",))
    for part in range(2)
]
ORIGINS = Origins((("cc0", 5), ("for study only", 1)), (("APPS", 6),), date(2021, 9, 30))
KINDS = {"sc:Text", "sc:Integer", "sc:Float", "sc:Boolean", "sc:Date"}


@pytest.fixture(scope="module")
def metadata() -> dict[str, Any]:
    value = json.loads(croissant(WRITTEN, ORIGINS, date(2000, 1, 1)))
    assert isinstance(value, dict)
    return value


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Every object within, the context left out."""
    if isinstance(value, dict):
        yield value
        for key, part in value.items():
            if key != "@context":
                yield from nodes(part)
    elif isinstance(value, list):
        for part in value:
            yield from nodes(part)


def leaves(schema: pa.Schema) -> set[str]:
    """The names of all columns that hold values, nested ones with their parents'."""

    def below(name: str, kind: pa.DataType) -> Iterator[str]:
        while pa.types.is_list(kind):
            kind = kind.value_type
        if not pa.types.is_struct(kind):
            yield name
            return
        for place in range(kind.num_fields):
            yield from below(f"{name}/{kind.field(place).name}", kind.field(place).type)

    return {name for one in schema for name in below(one.name, one.type)}


def test_what_the_format_requires_is_there(metadata: dict[str, Any]) -> None:
    assert [name for name in REQUIRED if not metadata.get(name)] == []
    assert metadata["@type"] == "sc:Dataset"
    assert metadata["conformsTo"] == CONFORMS_TO
    assert metadata["datePublished"] == "2021-09-30"
    assert metadata["license"] == ["https://creativecommons.org/publicdomain/zero/1.0/", "for study only"]
    context = metadata["@context"]
    assert context["@vocab"] == "https://schema.org/"
    assert (context["cr"], context["sc"]) == ("http://mlcommons.org/croissant/", "https://schema.org/")


def test_every_file_has_what_is_needed_to_fetch_and_check_it(metadata: dict[str, Any]) -> None:
    files = [one for one in metadata["distribution"] if one["@type"] == "cr:FileObject"]
    assert {one["@id"] for one in files} == {one.path for one in WRITTEN if not one.path.startswith("measured/")}
    for one in files:
        assert one["contentUrl"] == one["name"] == one["@id"]
        assert one["encodingFormat"] == "application/x-parquet"
        assert re.fullmatch(r"[0-9a-f]{64}", one["sha256"])
        assert re.fullmatch(r"\d+ B", one["contentSize"])


def test_every_file_is_of_exactly_one_table(metadata: dict[str, Any]) -> None:
    patterns = [one["includes"] for one in metadata["distribution"] if one["@type"] == "cr:FileSet"]
    assert len(patterns) == len(TABLES)
    for one in WRITTEN:
        assert sum(fnmatch(one.path, pattern) for pattern in patterns) == 1, one.path


def test_references_lead_somewhere_and_identifiers_are_unique(metadata: dict[str, Any]) -> None:
    known = [one["@id"] for one in nodes(metadata) if "@id" in one and "@type" in one]
    assert len(known) == len(set(known))
    referred = {one["@id"] for one in nodes(metadata) if "@id" in one and "@type" not in one}
    assert referred and referred <= set(known)


def test_names_stand_in_the_context(metadata: dict[str, Any]) -> None:
    ours = {"recordSet", "field", "subField", "dataType", "source", "extract", "column", "fileSet", "includes", "repeated"}
    assert ours | {"transform", "jsonPath", "conformsTo"} <= metadata["@context"].keys()


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_fields_are_the_columns(table: Any, metadata: dict[str, Any]) -> None:
    (records,) = (one for one in metadata["recordSet"] if one["@id"] == table.name)
    fields = [one for one in nodes(records["field"]) if one.get("@type") == "cr:Field"]
    values = {one["name"]: one for one in fields if "subField" not in one}
    assert values.keys() == leaves(table.schema)
    assert {one["dataType"] for one in values.values()} <= KINDS
    for name, one in values.items():
        column, *inside = name.split("/")
        assert one["source"]["extract"] == {"column": column}
        assert one["source"].get("transform", {}).get("jsonPath", "") == ".".join(inside)


def test_nothing_measured_moves_it() -> None:
    other = [one._replace(rows=99, sha256="f" * 64) if one.path.startswith("measured/") else one for one in WRITTEN]
    assert croissant(other, ORIGINS, date.min) == croissant(WRITTEN[::-1], ORIGINS, date.min)


def test_an_empty_dataset_has_metadata() -> None:
    value = json.loads(croissant([], Origins(), date(2021, 9, 20)))
    assert (value["distribution"], value["recordSet"]) == ([], [])
    assert [name for name in REQUIRED if not value.get(name)] == []

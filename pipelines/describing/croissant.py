"""Croissant metadata (mlcommons.org/croissant, format 1.0): JSON-LD by which search engines and loaders know a dataset's
tables.

Files stand with their SHA-256, tables as sets of files by pattern, columns as fields with their types. Tables that differ from
run to run have no digests here. A build has no clock: what the format calls the day of publication is the newest problem's.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

import pyarrow as pa

from pipelines.describing.licences import Origins, licence_address
from pipelines.describing.tables import TABLES, Table
from pipelines.stages.export import Written

CONFORMS_TO = "http://mlcommons.org/croissant/1.0"
PARQUET = "application/x-parquet"
ADDRESS = "./"
"""Where the dataset is: beside this file, until somebody publishes it elsewhere."""
CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
"""The format's own context: names without a prefix mean these."""


def croissant(written: Sequence[Written], origins: Origins, undated: date) -> str:
    """The text of `croissant.json`. `undated` stands for the day of publication where no problem has one."""
    tables = [table for table in TABLES if table.rows(written)]
    listed = [one for one in sorted(written) if one.path.endswith(".parquet") and not one.path.startswith("measured/")]
    value = {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": CONFORMS_TO,
        "name": "codequorum dataset",
        "description": "Programming-contest problems with tests, correct and incorrect solutions, in the layout of "
        "deepmind/code_contests, and where every generated test comes from.",
        "url": ADDRESS,
        "license": [licence_address(name) for name, _ in origins.licences] or ["unknown"],
        "creator": {"@type": "Organization", "name": "built with codequorum"},
        "datePublished": (origins.newest or undated).isoformat(),
        "version": "1.0.0",
        "keywords": ["code", "competitive programming", "test generation"],
        "inLanguage": "en",
        "distribution": [*map(_file, listed), *map(_files, tables)],
        "recordSet": [_records(table) for table in tables],
    }
    return json.dumps(value, indent=1, ensure_ascii=False) + "\n"


def _file(one: Written) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": one.path,
        "name": one.path,
        "contentUrl": one.path,
        "contentSize": f"{one.size_bytes} B",
        "encodingFormat": PARQUET,
        "sha256": one.sha256,
    }


def _files(table: Table) -> dict[str, Any]:
    return {
        "@type": "cr:FileSet",
        "@id": f"{table.name}-files",
        "name": f"{table.name}-files",
        "encodingFormat": PARQUET,
        "includes": table.pattern(),
    }


def _records(table: Table) -> dict[str, Any]:
    fields = [_field(f"{table.name}/{one.name}", one.name, one.type, (), table) for one in table.schema]
    return {"@type": "cr:RecordSet", "@id": table.name, "name": table.name, "description": table.about, "field": fields}


def _field(identifier: str, column: str, kind: pa.DataType, inside: tuple[str, ...], table: Table) -> dict[str, Any]:
    """A column, or what is nested `inside` it."""
    source: dict[str, Any] = {"fileSet": {"@id": f"{table.name}-files"}, "extract": {"column": column}}
    if inside:
        source["transform"] = {"jsonPath": ".".join(inside)}
    name = identifier.partition("/")[2]
    told: dict[str, Any] = {"@type": "cr:Field", "@id": identifier, "name": name}
    while pa.types.is_list(kind):
        told["repeated"] = True
        kind = kind.value_type
    if pa.types.is_struct(kind):
        parts = [kind.field(place) for place in range(kind.num_fields)]
        told["subField"] = [
            _field(f"{identifier}/{part.name}", column, part.type, (*inside, part.name), table) for part in parts
        ]
        return told
    return {**told, "dataType": _type(kind), "source": source}


def _type(kind: pa.DataType) -> str:
    if pa.types.is_boolean(kind):
        return "sc:Boolean"
    if pa.types.is_integer(kind):
        return "sc:Integer"
    if pa.types.is_floating(kind):
        return "sc:Float"
    return "sc:Date" if pa.types.is_date(kind) else "sc:Text"

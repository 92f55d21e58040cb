"""Inputs in a bucket: sources that read folders read them, once for a machine."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.cloud.inputs import brought, local_part, parts_of
from pipelines.cloud.places import CloudPath
from pipelines.sources import SOURCES
from pipelines.sources.reading import InputError
from tests.pipelines.cloud.fake_storage import Storage
from tests.pipelines.cloud.running import storage_here
from tests.pipelines.small_corpus import problems

FOLDER = "gs://bucket/in"


@pytest.fixture
def storage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Storage]:
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(tmp_path / "machine"))
    with storage_here() as storage:
        for place, row in enumerate(problems()):
            CloudPath(f"{FOLDER}/{place}.jsonl").write_text(json.dumps(row) + "\n")
        yield storage


def test_parts_name_the_bucket_and_are_read_here(storage: Storage) -> None:
    parts = parts_of("jsonl", SOURCES["jsonl"], FOLDER)
    assert [part.path for part in parts] == [f"{FOLDER}/0.jsonl", f"{FOLDER}/1.jsonl"]
    found = [item for part in parts for item in SOURCES["jsonl"].read(local_part("jsonl", part, FOLDER))]
    assert [getattr(item, "name", None) for item in found] == ["sum", "word"]


def test_a_single_file(storage: Storage) -> None:
    (part,) = parts_of("jsonl", SOURCES["jsonl"], f"{FOLDER}/1.jsonl")
    assert part.path == f"{FOLDER}/1.jsonl"
    assert Path(local_part("jsonl", part, part.path).path).name == "1.jsonl"


def test_a_source_that_looks_around_gets_the_whole_input(storage: Storage) -> None:
    (part, _) = parts_of("jsonl", SOURCES["jsonl"], FOLDER)
    here = Path(local_part("codenet", part, f"{FOLDER}/").path)
    assert sorted(path.name for path in here.parent.iterdir()) == ["0.jsonl", "1.jsonl"]


def test_what_is_here_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").touch()
    (part,) = parts_of("jsonl", SOURCES["jsonl"], str(tmp_path))
    assert local_part("jsonl", part, str(tmp_path)) == part
    assert parts_of("demo", SOURCES["demo"], "") == SOURCES["demo"].parts("")


def test_an_input_is_brought_once_and_anew_when_it_has_changed(storage: Storage) -> None:
    place = CloudPath(FOLDER)
    first = brought(place)
    storage.asked.clear()
    assert brought(place) == first
    assert not [one for one in storage.asked if "alt=media" in one or "/download/" in one]
    (place / "0.jsonl").write_text("{}\n")
    assert (brought(place) / "0.jsonl").read_text() == "{}\n"


def test_nothing_there_is_said_in_one_line(storage: Storage) -> None:
    with pytest.raises(InputError, match="gs://bucket/none"):
        parts_of("jsonl", SOURCES["jsonl"], "gs://bucket/none")

"""The workspace: what was put is found, whole or not at all, whoever else is putting at the same time."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.running.workspace import Workspace

records = st.recursive(
    st.integers() | st.text(max_size=5) | st.booleans(), lambda inner: st.lists(inner, max_size=3) | st.tuples(inner, inner)
)
keys = st.text("ab/~.\0é", max_size=4)


def files(folder: Path) -> list[Path]:
    """Every file below the folder."""
    return [path for path in folder.rglob("*") if path.is_file()]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["one kind", "another"]), keys, records), max_size=12))
def test_a_workspace_is_a_dictionary(tmp_path_factory: pytest.TempPathFactory, puts: list[tuple[str, str, Any]]) -> None:
    workspace = Workspace(tmp_path_factory.mktemp("work"))
    expected = {}
    for kind, key, record in puts:
        assert workspace.has(kind, key) is ((kind, key) in expected)
        workspace.put(kind, key, record)
        expected[kind, key] = record
        assert workspace.get(kind, key) == record
    for (kind, key), record in expected.items():
        assert workspace.find(kind, key) == record
    assert len(files(workspace.folder)) == len(expected)


def test_what_is_not_there(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    assert workspace.find("kind", "key") is None
    assert not workspace.has("kind", "key")
    with pytest.raises(FileNotFoundError):
        workspace.get("kind", "key")


def test_another_workspace_on_the_folder_finds_the_records(tmp_path: Path) -> None:
    Workspace(tmp_path).put("kind", "key", [1, 2])
    again: Workspace = pickle.loads(pickle.dumps(Workspace(tmp_path)))
    assert again.get("kind", "key") == [1, 2]


def test_a_record_that_is_gone_is_not_remembered(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    workspace.put("kind", "key", "record")
    assert workspace.get("kind", "key") == "record"
    (path,) = files(tmp_path)
    path.unlink()
    assert workspace.find("kind", "key") is None


def test_a_record_that_another_process_replaced_is_read_anew(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    workspace.put("kind", "key", "first")
    assert workspace.get("kind", "key") == "first"
    with ProcessPoolExecutor(1) as others:
        others.submit(Workspace(tmp_path).put, "kind", "key", "second").result()
    assert workspace.get("kind", "key") == "second"


@settings(max_examples=100, deadline=None)
@given(records, st.data())
def test_a_damaged_record_is_none_and_removed(
    tmp_path_factory: pytest.TempPathFactory, record: Any, data: st.DataObject
) -> None:
    workspace = Workspace(tmp_path_factory.mktemp("work"))
    workspace.put("kind", "key", record)
    (path,) = files(workspace.folder)
    content = path.read_bytes()
    place = data.draw(st.integers(0, len(content) - 1))
    flipped = content[:place] + bytes([content[place] ^ data.draw(st.integers(1, 255))]) + content[place + 1 :]
    path.write_bytes(data.draw(st.sampled_from([content[:place], flipped, bytes(len(content)), content + b"x"])))
    assert workspace.find("kind", "key") is None
    assert files(workspace.folder) == []
    workspace.put("kind", "key", record)
    assert workspace.find("kind", "key") == record


class Renamed:
    """A record of a class that later code does not have."""


def test_a_record_of_other_code_is_none_and_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = Workspace(tmp_path)
    workspace.put("kind", "key", Renamed())
    monkeypatch.delitem(globals(), "Renamed")
    assert workspace.find("kind", "key") is None
    assert files(tmp_path) == []


def test_a_record_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    workspace.put("kind", "key", "old")
    with pytest.raises((pickle.PicklingError, AttributeError, TypeError)):
        workspace.put("kind", "key", lambda: None)
    assert workspace.get("kind", "key") == "old"
    assert len(files(tmp_path)) == 1


def put_and_find(folder: Path, number: int) -> list[Any]:
    """Puts its own large record under a shared key again and again; what it found there."""
    workspace = Workspace(folder)
    found = []
    for _ in range(30):
        workspace.put("kind", "shared", [number] * 20_000)
        workspace.put("kind", f"own {number}", number)
        found.append(workspace.find("kind", "shared"))
        assert workspace.find("kind", f"own {number}") == number
    return found


@pytest.mark.parametrize("pool", [ThreadPoolExecutor, ProcessPoolExecutor])
def test_records_put_at_the_same_time_are_whole(tmp_path: Path, pool: Callable[[int], Any]) -> None:
    with pool(4) as workers:
        found = [one for many in workers.map(put_and_find, [tmp_path] * 4, range(4)) for one in many]
    assert len(found) == 120
    assert all(one in [[number] * 20_000 for number in range(4)] for one in found)
    assert len(files(tmp_path)) == 5

"""Parts of the input put together to tasks: all of them, in order, and enough but not too many."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.corpus import tasks
from pipelines.corpus.inputs import Part, parts_of
from pipelines.corpus.tasks import MOST_TOGETHER, TASK_BYTES, tasks_of
from tests.pipelines.corpus.making import write
from tests.pipelines.strategies import few


def flat(found: list[tuple[Part, ...]]) -> list[Part]:
    return [part for task in found for part in task]


@few
@given(st.lists(st.integers(0, 3 * TASK_BYTES), max_size=40), st.integers(1, 100), st.integers(1, 64))
def test_tasks_hold_all_parts_in_order_and_those_of_a_small_input_have_some_megabytes(
    sizes: list[int], most: int, enough: int
) -> None:
    parts = [Part(f"/{number}", "folder", str(number)) for number in range(len(sizes))]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tasks, "_sizes", lambda part: iter([sizes[int(part.repository)]]))
        patch.setattr(tasks, "MOST_LOOKED_AT", most)
        patch.setattr(tasks, "ENOUGH_TASKS", enough)
        found = tasks_of(parts)
    assert flat(found) == parts
    assert all(found)
    if len(parts) > most or sum(sizes) > enough * TASK_BYTES:
        assert all(len(task) <= MOST_TOGETHER for task in found)
        return
    filled = [sum(sizes[int(part.repository)] for part in task) for task in found]
    assert all(size >= TASK_BYTES for size in filled[:-1])
    assert all(sum(sizes[int(part.repository)] for part in task[:-1]) < TASK_BYTES for task in found)
    assert len(found) <= enough + 1


@few
@given(st.integers(0, 10_000))
def test_a_large_input_has_tasks_enough_and_none_of_too_many_parts(count: int) -> None:
    parts = [Part(f"/nowhere/{number}", "folder", str(number)) for number in range(count)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tasks, "_weights", lambda parts: None)
        found = tasks_of(parts)
    assert flat(found) == parts
    assert all(1 <= len(task) <= 64 for task in found)
    assert count > 64 or len(found) == count or count == 64


def test_a_small_tree_is_one_task_and_a_heavy_one_is_not(tmp_path: Path) -> None:
    write(tmp_path, {f"{number}/{name}.py": "x" * 1000 for number in range(9) for name in "ab"})
    parts = parts_of([str(tmp_path)])
    assert len(parts) > 1
    assert tasks_of(parts) == [tuple(parts)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tasks, "TASK_BYTES", 3000)
        assert len(tasks_of(parts)) == 5
        patch.setattr(tasks, "MOST_LOOKED_AT", 5)
        assert len(tasks_of(parts)) == len(parts)


def test_what_cannot_be_looked_at_weighs_nothing_and_links_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "round").symlink_to(tmp_path)
    gone = [Part(str(tmp_path / "gone"), kind, "gone") for kind in ("archive", "checkout", "folder", "table")]
    assert tasks_of([*gone, *parts_of([str(tmp_path / "in")])]) == [(*gone, *parts_of([str(tmp_path / "in")]))]


def test_an_archive_weighs_what_it_may_unpack_to(tmp_path: Path) -> None:
    for name in ("a.tar", "b.tar", "c.tar"):
        (tmp_path / name).write_bytes(bytes(TASK_BYTES // 8))
    parts = [Part(str(tmp_path / name), "archive", name) for name in ("a.tar", "b.tar", "c.tar")]
    assert [len(task) for task in tasks_of(parts)] == [2, 1]


def test_a_part_of_a_table_weighs_no_more_than_its_row_groups(tmp_path: Path) -> None:
    with (tmp_path / "a.parquet").open("wb") as file:
        file.truncate(1 << 40)
    parts = [Part(str(tmp_path / "a.parquet"), "table", "a", first=number, last=number + 1) for number in range(3)]
    assert [len(task) for task in tasks_of(parts)] == [1, 1, 1]

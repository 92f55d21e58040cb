"""Duplicates by digests alone: the earliest of each text stays, whatever the ranges and the order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.corpus import duplicates, staging
from pipelines.corpus.duplicates import PLACES, kept_keys, nearly_same_texts, ranges_of, same_texts, tell_duplicates
from pipelines.corpus.inputs import parts_of
from pipelines.corpus.languages import LANGUAGES
from pipelines.corpus.records import Losses
from pipelines.corpus.settings import CorpusSettings
from pipelines.corpus.staging import KEYS, UNDATED_DAY, Staged, stage
from tests.pipelines.corpus.making import commit, reasons, write
from tests.pipelines.strategies import moderate

_rows = st.lists(st.tuples(st.integers(0, 2**64 - 1) | st.integers(0, 2), st.integers(0, 1), st.integers(0, 2)), max_size=15)


def keys_of(folder: Path, tasks: list[list[tuple[int, int, int]]]) -> None:
    """Keys of tasks with rows of (upper half, lower half, day)."""
    for number, rows in enumerate(tasks):
        keys = np.zeros(len(rows), KEYS)
        for row, (high, low, day) in enumerate(rows):
            keys[row] = (high, low, day, row, 1, 0, 0)
        np.save(folder / f"{number:06d}.keys.npy", keys[np.argsort(keys["high"], kind="stable")])


@moderate
@given(st.lists(_rows, max_size=4), st.integers(1, 20))
def test_of_each_text_the_earliest_stays(
    tmp_path_factory: pytest.TempPathFactory, tasks: list[list[tuple[int, int, int]]], at_once: int
) -> None:
    folder = tmp_path_factory.mktemp("keys")
    keys_of(folder, tasks)
    numbers = list(range(len(tasks)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(duplicates, "ROWS_AT_ONCE", at_once)
        ranges = ranges_of(sum(map(len, tasks)))
    found = np.concatenate([same_texts(folder, reversed(numbers), first, last) for first, last in ranges])
    first_of: dict[tuple[int, int], tuple[int, int, int]] = {}
    for day, task, row, text in sorted(
        (day, task, row, (high, low)) for task, rows in enumerate(tasks) for row, (high, low, day) in enumerate(rows)
    ):
        first_of.setdefault(text, (day, task, row))
    kept = {(task, row) for _, task, row in first_of.values()}
    for number in numbers:
        assert kept_keys(folder, number, found)["row"].tolist() == sorted(row for task, row in kept if task == number)
    for one in found:
        high, low, _ = tasks[one["task"]][one["row"]]
        assert first_of[high, low][1:] == (one["of_task"], one["of_row"])


@given(st.integers(0, 50_000_000))
def test_ranges_cover_all_digests_once(rows: int) -> None:
    ranges = ranges_of(rows)
    assert ranges[0][0] == 0
    assert ranges[-1][1] == 2**64 - 1
    assert all(last + 1 == first for (_, last), (first, _) in pairwise(ranges))


def staged(folder: Path, *inputs: Path, **settings: object) -> list[Staged]:
    """Each input as a task of its own."""
    chosen = CorpusSettings(inputs=tuple(map(str, inputs)), **settings)  # type: ignore[arg-type]  # of the right types
    return [stage([part], number, chosen, None, folder) for number, part in enumerate(parts_of(chosen.inputs))]


def test_keys_hold_what_the_rows_are(tmp_path: Path) -> None:
    folder = commit(tmp_path / "r", {"a.py": "x = 1", "b.go": "package b"}, "2020-01-01")
    write(folder, {"a.py": "x = 2"})
    (one,) = staged(tmp_path / "staging", folder)
    keys = np.sort(staging.load_keys(tmp_path / "staging", one.number), order="row")
    assert keys["day"].tolist() == [UNDATED_DAY, (date(2020, 1, 1) - date(1970, 1, 1)).days]
    assert keys["size"].tolist() == [5, 9]
    assert [LANGUAGES[code] for code in keys["language"]] == ["python", "go"]


def test_duplicates_are_told_with_their_original(tmp_path: Path) -> None:
    write(tmp_path / "one", {"a.py": "x = 1", "b.py": "y = 2"})
    write(tmp_path / "two", {"c.py": "x=1", "d.py": "y=2", "e.py": "z=3"})
    tasks = [one.number for one in staged(tmp_path / "staging", tmp_path / "one", tmp_path / "two")]
    found = same_texts(tmp_path / "staging", tasks, 0, 2**64 - 1)
    losses = Losses()
    for number in tasks:
        tell_duplicates(tmp_path / "staging", number, found, "duplicate_file", losses)
    (one,) = losses.rejections()
    assert (one.problem, one.reason, one.count) == ("two", "duplicate_file", 2)
    assert one.detail == "c.py: the same as one/a.py"


def by_first_letter(texts: Iterator[tuple[int, str]]) -> Iterable[Sequence[int]]:
    """Texts that begin alike, for the want of a better finder."""
    groups: dict[str, list[int]] = {}
    for number, text in texts:
        groups.setdefault(text[0], []).append(number)
    return [list(reversed(group)) for group in groups.values()]


def test_near_duplicates_are_looked_for_among_what_is_left(tmp_path: Path) -> None:
    old, new = date(2020, 1, 1), date(2021, 1, 1)
    commit(tmp_path / "one", {"a.py": "x = 1", "b.py": "y = 1"}, str(new))
    commit(tmp_path / "two", {"c.py": "x = 1", "d.py": "x = 2", "e.py": "z = 1"}, str(old + timedelta(1)))
    folder = tmp_path / "staging"
    tasks = [one.number for one in staged(folder, tmp_path / "one", tmp_path / "two")]
    exact = same_texts(folder, tasks, 0, 2**64 - 1)
    near = nearly_same_texts(folder, tasks, exact, by_first_letter)
    assert [tuple(one) for one in exact] == [(0, 0, 1, 0)]
    assert [tuple(one) for one in near] == [(1, 1, 1, 0)]
    losses = Losses()
    tell_duplicates(folder, 1, near, "near_duplicate", losses)
    assert reasons(losses.rejections()) == {"near_duplicate": 1}


def test_nothing_is_the_same_as_nothing(tmp_path: Path) -> None:
    assert same_texts(tmp_path, [], 0, 2**64 - 1).dtype == PLACES
    assert len(nearly_same_texts(tmp_path, [], np.empty(0, PLACES), by_first_letter)) == 0

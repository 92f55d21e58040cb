"""Shards: every kept row in one of them, in order, with its licence."""

from __future__ import annotations

import io
from collections import Counter
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.corpus import cleaning, shards
from pipelines.corpus.inputs import parts_of
from pipelines.corpus.settings import CorpusSettings
from pipelines.corpus.shards import Shard, plan_shards, save_kept, tallies_of, write_shard
from pipelines.corpus.staging import KEYS, SCHEMA, load_keys, stage
from tests.pipelines.corpus.making import ISC, MIT, write
from tests.pipelines.strategies import moderate

_sizes = st.lists(st.lists(st.integers(1, 9), max_size=12), max_size=5)


@moderate
@given(_sizes, st.integers(1, 40))
def test_every_row_is_in_one_shard_in_order(
    tmp_path_factory: pytest.TempPathFactory, sizes: list[list[int]], shard_bytes: int
) -> None:
    folder = tmp_path_factory.mktemp("kept")
    kept = []
    for number, of_task in enumerate(sizes):
        keys = np.zeros(len(of_task), KEYS)
        keys["size"] = of_task
        kept.append(save_kept(folder, number, keys))
    planned = plan_shards(folder, reversed(kept), shard_bytes)
    places = [(piece.task, row) for shard in planned for piece in shard.pieces for row in range(piece.first, piece.last)]
    assert places == [(task, row) for task, of_task in enumerate(sizes) for row in range(len(of_task))]
    assert [(shard.number, shard.total) for shard in planned] == [(number, len(planned)) for number in range(len(planned))]
    for shard in planned:
        size = sum(sum(sizes[piece.task][piece.first : piece.last]) for piece in shard.pieces)
        assert 1 <= size < shard_bytes + 9


def staged(tmp_path: Path) -> tuple[Path, int]:
    """A task with files of two licences, in row groups of two or three rows."""
    files = {f"{folder}/{number}.py": f"{folder} = {number}" for folder in ("a", "b") for number in range(6)}
    write(tmp_path / "r", {**files, "a/LICENSE": MIT, "LICENSE": ISC, "b/9.py": "# SPDX-License-Identifier: 0BSD"})
    settings = CorpusSettings(inputs=(str(tmp_path / "r"),))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cleaning, "BATCH_DOCUMENTS", 3)
        one = stage(parts_of(settings.inputs), 7, settings, None, tmp_path / "staging")
    return tmp_path / "staging", one.number


def test_a_shard_has_the_rows_of_its_pieces_with_their_licences(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, number = staged(tmp_path)
    keys = np.sort(load_keys(folder, number), order="row")[[0, 2, 3, 7, 8, 12]]
    save_kept(folder, number, keys)
    for group_bytes in (1, 1 << 20):
        monkeypatch.setattr(shards, "ROW_GROUP_BYTES", group_bytes)
        file = io.BytesIO()
        assert write_shard(folder, Shard(0, 1, (shards.Piece(number, 1, 6),)), file) == 5
        table = pq.read_table(file)
        assert table.schema.equals(SCHEMA)
        assert [(row["path"], row["licence"]) for row in table.to_pylist()] == [
            ("a/2.py", "MIT"),
            ("a/3.py", "MIT"),
            ("b/1.py", "ISC"),
            ("b/2.py", "ISC"),
            ("b/9.py", "0BSD"),
        ]


def test_tallies_count_what_is_kept(tmp_path: Path) -> None:
    folder, number = staged(tmp_path)
    found = Counter({(one.stage, one.what): one.number for one in tallies_of(folder, number, load_keys(folder, number))})
    assert found == {
        ("keep", "files"): 13,
        ("keep", "bytes"): 12 * len("a = 0") + len("# SPDX-License-Identifier: 0BSD"),
        ("language", "python"): 13,
        ("licence", "MIT"): 6,
        ("licence", "ISC"): 6,
        ("licence", "0BSD"): 1,
    }


def test_names_tell_how_many_there_are() -> None:
    assert Shard(2, 13, ()).path == "data/corpus-00002-of-00013.parquet"

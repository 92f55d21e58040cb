"""Blocks on disk: numbers lead back to their blocks, and sets come back as they were written."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipelines.dedup_steps.blocks import BLOCK_BITS, PLACE_BITS, Block, BlockSets, write_sets
from pipelines.neardup.texts import Grouped
from pipelines.running.workspace import Workspace
from tests.pipelines.neardup.corpora import moderate


@moderate
@given(st.integers(0, (1 << 23) - 1), st.integers(0, (1 << BLOCK_BITS) - 1), st.integers(0, (1 << PLACE_BITS) - 1))
def test_a_number_leads_back_to_its_block(part: int, block: int, place: int) -> None:
    one = Block(part, block)
    assert Block.of(one.first + place) == one
    assert 0 <= one.first + place < 1 << 63


def test_sets_come_back_in_any_order(tmp_path: Path) -> None:
    workspace, rng = Workspace(tmp_path), np.random.default_rng(0)
    written: dict[int, list[int]] = {}
    for block in (Block(0, 0), Block(0, 1), Block(3, 70)):
        sets = [np.unique(rng.integers(0, 1 << 63, size).astype(np.uint64)) for size in (5, 0, 1, 300)]
        write_sets(workspace, block, Grouped(np.concatenate(sets), np.cumsum([0, *map(len, sets)])))
        written.update({block.first + place: one.tolist() for place, one in enumerate(sets)})
    numbers = rng.permutation(np.array(sorted(written)))
    sets_of_blocks = BlockSets(workspace)
    loaded = sets_of_blocks.load(numbers)
    for place, number in enumerate(numbers.tolist()):
        assert loaded.values[loaded.bounds[place] : loaded.bounds[place + 1]].tolist() == written[number]
    assert sets_of_blocks.sizes(numbers).tolist() == [len(written[number]) for number in numbers.tolist()]
    assert not len(sets_of_blocks.load(np.zeros(0, np.int64)).values)
    assert [one.name for one in (tmp_path / "sets" / "0").iterdir() if one.name.startswith(".")] == []


def test_a_block_without_any_shingle(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    write_sets(workspace, Block(0, 0), Grouped(np.zeros(0, np.uint64), np.zeros(3, np.int64)))
    assert BlockSets(workspace).load(np.array([0, 1])).bounds.tolist() == [0, 0, 0]

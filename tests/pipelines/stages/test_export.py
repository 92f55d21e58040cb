"""Exporting: shards that the problems alone decide, and files that are there whole or not at all."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.running.workspace import Workspace
from pipelines.stages.export import Export, Shard, Sized, Written, plan_shards, problem_bytes, write_file, write_shard
from pipelines.stages_io import Ref
from schemas import sidecars
from schemas.dossier import Dossier
from schemas.parquet import Dataset
from schemas.problem import Problem, Split
from schemas.rejection import Rejection
from tests.pipelines.stages.running import put_all, run_transform
from tests.pipelines.strategies import moderate, problems

sized = st.builds(Sized, st.sampled_from([split.value for split in Split]), st.text("abcdefgh", max_size=3), st.integers(0, 9))
few_sized = st.lists(sized, max_size=20, unique_by=lambda one: one.name)


@moderate
@given(few_sized, st.integers(1, 15))
def test_every_problem_is_in_one_shard_of_its_split(problems_sized: list[Sized], shard_bytes: int) -> None:
    shards = plan_shards(problems_sized, shard_bytes)
    placed = [(shard.split, name) for shard in shards for name in shard.names]
    assert sorted(placed) == sorted((one.split, one.name) for one in problems_sized)
    assert len(placed) == len(set(placed))


@moderate
@given(few_sized, st.integers(1, 15), st.randoms(use_true_random=False))
def test_shards_do_not_depend_on_the_order(problems_sized: list[Sized], shard_bytes: int, rng: random.Random) -> None:
    twice = problems_sized + problems_sized[:3]  # a runner may deliver an element again
    rng.shuffle(twice)
    assert plan_shards(twice, shard_bytes) == plan_shards(problems_sized, shard_bytes)


@moderate
@given(few_sized, st.integers(1, 15))
def test_shards_are_full_and_no_fuller_than_their_last_problem_makes_them(
    problems_sized: list[Sized], shard_bytes: int
) -> None:
    size = {one.name: one.size for one in problems_sized}
    shards = plan_shards(problems_sized, shard_bytes)
    for split in Split:
        ours = [shard for shard in shards if shard.split == split.value]
        assert [shard.number for shard in ours] == list(range(len(ours)))
        assert {shard.total for shard in ours} <= {len(ours)}
        names = [name for shard in ours for name in shard.names]
        assert names == sorted(names)
        for shard in ours:
            total = sum(size[name] for name in shard.names)
            assert shard.names
            assert total - size[shard.names[-1]] < shard_bytes
            assert total >= shard_bytes or shard is ours[-1]


def test_file_names() -> None:
    assert Shard("train", 0, 3, ()).file_stem == "train-00000-of-00003"
    assert plan_shards([]) == []


@moderate
@given(problems)
def test_the_size_counts_every_text(problem: Problem) -> None:
    texts = [problem.description]
    texts += [text for test in problem.given_tests + problem.generated_tests for text in (test.input, test.output)]
    texts += [solution.source for solution in problem.all_solutions]
    assert problem_bytes(problem) == len("".join(texts))


def writing(content: bytes) -> Callable[[BinaryIO], int]:
    """A writer of these bytes."""
    return lambda file: file.write(content)


@given(content=st.binary(max_size=50))
def test_a_written_file_is_what_is_said_of_it(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    root = tmp_path_factory.mktemp("out")
    written = write_file(root, "deep/er/a.bin", writing(content))
    assert written == Written("deep/er/a.bin", hashlib.sha256(content).hexdigest(), len(content), len(content))
    assert (root / "deep/er/a.bin").read_bytes() == content
    assert [path.name for path in (root / "deep/er").iterdir()] == ["a.bin"]


class DiskFull(OSError):
    """What the disk says."""


def failing(file: BinaryIO) -> int:
    """Writes something, then fails."""
    file.write(b"half")
    raise DiskFull("no space left")


def test_a_file_that_cannot_be_written_leaves_the_old_one_and_nothing_else(tmp_path: Path) -> None:
    with pytest.raises(DiskFull):
        write_file(tmp_path, "a.bin", failing)
    assert list(tmp_path.iterdir()) == []
    write_file(tmp_path, "a.bin", writing(b"old"))
    with pytest.raises(DiskFull):
        write_file(tmp_path, "a.bin", failing)
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a.bin", b"old")]
    write_file(tmp_path, "a.bin", writing(b"new"))
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a.bin", b"new")]


def test_nothing_is_seen_under_the_name_before_all_is_written(tmp_path: Path) -> None:
    def looking(file: BinaryIO) -> int:
        file.write(b"half")
        file.flush()
        assert not (tmp_path / "a.bin").exists()
        return 1

    assert write_file(tmp_path, "a.bin", looking).rows == 1


def dossiers() -> dict[str, Dossier]:
    """Dossiers of a few problems in two splits."""
    splits = {"a": Split.TRAIN, "b": Split.VALID, "c": Split.TRAIN}
    return {
        name: Dossier(problem=Problem(name=name, description=f"About {name}."), split=split) for name, split in splits.items()
    }


def test_a_shard_comes_with_its_part_of_every_table(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "work")
    put_all(workspace, "kept", dossiers())
    written = write_shard(workspace, tmp_path / "out", Shard("train", 0, 1, ("a", "c")))
    stem = "train-00000-of-00001.parquet"
    expected = [f"data/{stem}", *(f"sidecars/{table}-{stem}" for table in sidecars.STEADY)]
    expected += [f"measured/{table}-{stem}" for table in sidecars.MEASURED]
    assert [one.path for one in written] == expected
    assert [one.rows for one in written[:2]] == [2, 2]
    assert sorted(path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*.parquet")) == sorted(
        expected
    )


def export(folder: Path, refs: list[Ref], rejections: list[Rejection], workspace: Workspace) -> list[Written]:
    """The files that the stage writes below `folder`."""
    return sorted(run_transform(Export(workspace, folder), {"problems": refs, "rejections": rejections}))


def test_the_stage_writes_the_same_files_in_any_order(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "work")
    refs = put_all(workspace, "kept", dossiers())
    rejections = [Rejection("q", "clean", "no_samples"), Rejection("p", "clean", "no_samples", detail="\udc80\n")]
    first = export(tmp_path / "first", refs, rejections, workspace)
    assert export(tmp_path / "second", refs[::-1], rejections[::-1], workspace) == first
    for one in first:
        content = (tmp_path / "second" / one.path).read_bytes()
        assert (hashlib.sha256(content).hexdigest(), len(content)) == (one.sha256, one.size_bytes)
    (tmp_path / "first" / "manifest.json").write_text("{}")
    dataset = Dataset(tmp_path / "first")
    assert [(split.value, problem.name) for split, problem in dataset.problems()] == [
        ("train", "a"),
        ("train", "c"),
        ("valid", "b"),
    ]
    assert [row["problem"] for row in dataset.table("rejections")] == ["p", "q"]


def test_nothing_kept_is_still_a_dataset(tmp_path: Path) -> None:
    written = export(tmp_path / "out", [], [], Workspace(tmp_path / "work"))
    assert [one.path for one in written] == ["sidecars/rejections-00000-of-00001.parquet"]
    assert written[0].rows == 0

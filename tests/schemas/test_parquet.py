"""Base files: plain Parquet that every reader understands, read back as written, with errors that name the file."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

import schemas.parquet
from schemas.code_contests import COLUMN_NAMES, SCHEMA, SOURCE_NAMES, to_row
from schemas.dossier import Dossier
from schemas.language import Language
from schemas.parquet import Dataset, DatasetError, open_problems, read_row_group, write_problems
from schemas.problem import Problem, Solution, Source, Test
from tests.schemas.dataset_folder import write_dataset
from tests.schemas.strategies import AWKWARD, base_problems, moderate

AWKWARD_PROBLEMS = [
    Problem(
        name=f"{number}{text}",
        description=text,
        public_tests=(Test(text, text), Test("", text)),
        source=Source.AIZU,
        solutions=(Solution(Language.CPP, text),),
    )
    for number, text in enumerate(AWKWARD)
]


def _file(problems: Sequence[Problem]) -> io.BytesIO:
    file = io.BytesIO()
    assert write_problems(file, problems) == len(problems)
    file.seek(0)
    return file


def _plain_file(rows: Sequence[dict[str, Any]], schema: pa.Schema) -> io.BytesIO:
    """A base file as another program would write it."""
    file = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(list(rows), schema=schema), file)
    file.seek(0)
    return file


def _read(file: io.BytesIO) -> list[Problem]:
    parquet, names = open_problems(file, "a file")
    return [problem for row_group in range(parquet.num_row_groups) for problem in read_row_group(parquet, names, row_group)]


@moderate
@given(st.lists(base_problems, max_size=4))
def test_reading_inverts_writing(problems: list[Problem]) -> None:
    assert _read(_file(problems)) == problems


@moderate
@given(st.lists(base_problems, max_size=4))
def test_plain_pyarrow_reads_the_rows_that_were_written(problems: list[Problem]) -> None:
    table = pq.read_table(_file(problems))
    assert table.schema.equals(SCHEMA, check_metadata=False)
    assert json.loads(table.schema.metadata[b"huggingface"]) == json.loads(SCHEMA.metadata[b"huggingface"])
    assert table.to_pylist() == [to_row(problem) for problem in problems]


def test_the_problems_alone_decide_the_bytes() -> None:
    assert _file(AWKWARD_PROBLEMS).getvalue() == _file(list(AWKWARD_PROBLEMS)).getvalue()


def test_files_are_compressed_and_carry_a_page_index() -> None:
    group = pq.ParquetFile(_file(AWKWARD_PROBLEMS)).metadata.row_group(0)
    for place in range(group.num_columns):
        assert group.column(place).compression == "ZSTD"
        assert group.column(place).has_offset_index
    statistics = {group.column(place).path_in_schema: group.column(place).is_stats_set for place in range(group.num_columns)}
    assert statistics["name"]
    assert not statistics["description"]  # a statement twice over, as minimum and maximum, would tell nobody anything


@pytest.mark.parametrize(("bound", "groups"), [(1, len(AWKWARD_PROBLEMS)), (1 << 40, 1)])
def test_row_groups_are_cut_by_size_and_change_nothing(monkeypatch: pytest.MonkeyPatch, bound: int, groups: int) -> None:
    monkeypatch.setattr(schemas.parquet, "ROW_GROUP_BYTES", bound)
    file = _file(AWKWARD_PROBLEMS)
    assert pq.ParquetFile(file).num_row_groups == groups
    assert _read(file) == AWKWARD_PROBLEMS


def test_a_row_group_ends_with_the_row_that_fills_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schemas.parquet, "ROW_GROUP_BYTES", 10_000)
    sizes = [100, 9_000, 9_000, 50_000, 100, 100]
    problems = [Problem(name=str(place), description="x" * size) for place, size in enumerate(sizes)]
    parquet = pq.ParquetFile(_file(problems))
    assert [parquet.metadata.row_group(place).num_rows for place in range(parquet.num_row_groups)] == [3, 1, 2]


def test_problems_are_written_as_they_come(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schemas.parquet, "ROW_GROUP_BYTES", 1)
    file = io.BytesIO()
    written = []

    def problems() -> Any:
        for problem in AWKWARD_PROBLEMS:
            written.append(file.tell())
            yield problem

    write_problems(file, problems())
    assert len(written) == len(AWKWARD_PROBLEMS)
    assert written == sorted(set(written))  # each row group is out before the next problem is asked for


def test_a_file_without_rows_is_a_file() -> None:
    file = _file([])
    assert pq.read_table(file).num_rows == 0
    assert _read(file) == []


def _large(kind: pa.DataType) -> pa.DataType:
    if pa.types.is_struct(kind):
        return pa.struct([(one.name, _large(one.type)) for one in kind])
    if pa.types.is_list(kind):
        return pa.large_list(_large(kind.value_type))
    return {pa.string(): pa.large_string(), pa.float32(): pa.float64(), pa.int32(): pa.int64()}.get(kind, kind)


LARGE = pa.schema([(field.name, _large(field.type)) for field in SCHEMA])
SHUFFLED = pa.schema([("other", pa.int64()), *reversed(list(SCHEMA))])


@pytest.mark.parametrize("schema", [LARGE, SHUFFLED], ids=["large types", "columns in another order and one more"])
@moderate
@given(problems=st.lists(base_problems, max_size=3))
def test_what_other_writers_do_differently_is_read_alike(schema: pa.Schema, problems: list[Problem]) -> None:
    file = _plain_file([{**to_row(problem), "other": 5} for problem in problems], schema)
    assert pq.read_schema(file).equals(schema, check_metadata=False)
    assert _read(file) == problems


@moderate
@given(st.lists(base_problems, max_size=3), st.permutations(SOURCE_NAMES))
def test_a_file_with_other_class_numbers_is_read_by_name(problems: list[Problem], names: list[str]) -> None:
    features = {"source": {"names": names, "_type": "ClassLabel"}}
    metadata = {"huggingface": json.dumps({"info": {"features": features}})}
    rows = [{**to_row(problem), "source": names.index(problem.source.name)} for problem in problems]
    assert _read(_plain_file(rows, SCHEMA.with_metadata(metadata))) == problems


@pytest.mark.parametrize("content", [b"", b"PAR1", b"not parquet at all", b"\0" * 1000], ids=repr)
def test_a_file_that_is_no_parquet_is_named(content: bytes) -> None:
    with pytest.raises(DatasetError, match=r"^shard 7: not a readable parquet file"):
        open_problems(io.BytesIO(content), "shard 7")


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, 0.999])
def test_a_file_that_is_cut_off_is_named(share: float) -> None:
    whole = _file(AWKWARD_PROBLEMS).getvalue()
    with pytest.raises(DatasetError, match=r"^shard 7: not a readable parquet file"):
        open_problems(io.BytesIO(whole[: int(share * len(whole))]), "shard 7")


@pytest.mark.parametrize("column", COLUMN_NAMES)
def test_a_file_without_a_column_is_named_with_the_column(column: str) -> None:
    schema = SCHEMA.remove(SCHEMA.get_field_index(column))
    with pytest.raises(DatasetError, match=rf"^shard 7: not in the CodeContests layout: column '{column}' is missing"):
        open_problems(_plain_file([], schema), "shard 7")


def test_a_file_with_unreadable_class_names_is_named() -> None:
    with pytest.raises(DatasetError, match=r"^shard 7: .*metadata 'huggingface': nonsense"):
        open_problems(_plain_file([], SCHEMA.with_metadata({"huggingface": "nonsense"})), "shard 7")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A dataset of a few problems."""
    write_dataset(tmp_path, [Dossier(problem=problem) for problem in AWKWARD_PROBLEMS])
    assert [problem for _, problem in Dataset(tmp_path).problems()] == AWKWARD_PROBLEMS
    return tmp_path


def _read_through(folder: Path) -> None:
    dataset = Dataset(folder)
    for _ in dataset.problems():
        pass


def test_a_folder_without_a_manifest_is_no_dataset(folder: Path) -> None:
    (folder / "manifest.json").unlink()
    with pytest.raises(DatasetError, match=r"no manifest\.json") as caught:
        Dataset(folder)
    assert str(folder) in str(caught.value)


@pytest.mark.parametrize("path", ["data/train", "sidecars/problems-train", "sidecars/solutions-train"])
@pytest.mark.parametrize("damage", ["cut off", "pages overwritten"])
def test_a_damaged_file_of_a_dataset_is_named(folder: Path, path: str, damage: str) -> None:
    target = folder / f"{path}-00000-of-00001.parquet"
    content = target.read_bytes()
    if damage == "cut off":
        target.write_bytes(content[:-20])
    else:
        target.write_bytes(content[:4] + b"\xff" * 60 + content[64:])
    with pytest.raises(DatasetError, match="not a readable parquet file") as caught:
        _read_through(folder)
    assert str(target) in str(caught.value)


def test_a_row_that_makes_no_sense_is_named_with_its_file(folder: Path) -> None:
    target = folder / "data/train-00000-of-00001.parquet"
    target.write_bytes(_plain_file([{**to_row(AWKWARD_PROBLEMS[0]), "source": 99}], SCHEMA).getvalue())
    with pytest.raises(DatasetError, match="source 99 is outside") as caught:
        _read_through(folder)
    assert str(target) in str(caught.value)


def test_bytes_that_are_no_text_are_named_with_their_file(folder: Path) -> None:
    target = folder / "data/train-00000-of-00001.parquet"
    table = pa.Table.from_pylist([to_row(AWKWARD_PROBLEMS[0])], schema=SCHEMA)
    broken = pa.array([b"\xff\xfe"], pa.binary()).view(pa.string())
    pq.write_table(table.set_column(1, SCHEMA.field(1), broken), target)
    with pytest.raises(DatasetError, match="not a readable parquet file") as caught:
        _read_through(folder)
    assert str(target) in str(caught.value)


def test_tests_of_keeps_the_order_of_the_kinds_asked_for() -> None:
    public, private, generated, official = (Test(kind, "") for kind in ("public", "private", "generated", "official"))
    problem = Problem(
        name="",
        description="",
        public_tests=(public,),
        private_tests=(private,),
        generated_tests=(generated,),
        official_tests=(official,),
    )
    assert schemas.parquet.tests_of(problem, ["generated", "public"]) == (generated, public)
    assert schemas.parquet.tests_of(problem, ["official", "private"]) == (official, private)
    assert schemas.parquet.tests_of(problem, []) == ()

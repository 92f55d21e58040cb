"""Samples: what is written comes back, whoever reads it; what cannot be is refused by name."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.language import Language
from schemas.parquet import DatasetError
from schemas.problem import Solution
from schemas.samples import (
    CLUSTER_INPUTS,
    SAMPLES,
    Sample,
    SampleFolder,
    read_cluster_inputs,
    read_part,
    sample_from_row,
    sample_row,
    write_cluster_inputs,
    write_samples,
)
from tests.schemas.strategies import moderate

storable = st.text(st.characters(codec="utf-8"), max_size=20)
numbers = st.none() | st.floats(allow_nan=False, allow_infinity=False)
samples = st.builds(
    Sample,
    problem=storable,
    sample_id=storable,
    language=st.sampled_from(Language),
    source=storable,
    prompt=storable,
    rating=st.integers(0, 3500),
    tags=st.lists(storable, max_size=3).map(tuple),
    temperature=numbers,
    seed=st.integers(0, 2**63 - 1),
    log_probability=st.none() | st.floats(max_value=0.0, allow_nan=False),
    length=st.integers(0, 2**31 - 1),
    score=numbers,
    checkpoint=storable,
)


def one(problem: str = "p", source: str = "print(1)", **more: Any) -> Sample:
    return Sample(problem=problem, sample_id="0", language=Language.PYTHON3, source=source, **more)


def write(path: Path, *some: Sample) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        assert write_samples(file, some) == len(some)
    return path


@moderate
@given(samples)
def test_a_row_gives_the_sample_back(sample: Sample) -> None:
    assert sample_from_row(sample_row(sample)) == sample


@moderate
@given(st.lists(samples, max_size=4))
def test_a_file_gives_the_samples_back(some: list[Sample]) -> None:
    file = io.BytesIO()
    assert write_samples(file, some) == len(some)
    rows = pq.read_table(pa.BufferReader(file.getvalue())).to_pylist()
    assert [sample_from_row(row) for row in rows] == some


def test_a_folder_is_read_in_order_of_its_files(tmp_path: Path) -> None:
    write(tmp_path / "b.parquet", one("q"))
    write(tmp_path / "a.parquet", one("p"), one("p", "print(2)"))
    folder = SampleFolder(tmp_path)
    assert [sample.problem for sample in folder.samples()] == ["p", "p", "q"]
    assert folder.rows() == 3
    assert [read_part(part, ["source"]).num_rows for part in folder.parts()] == [2, 1]


def test_the_program_is_known_as_a_solution_of_its_text_is() -> None:
    assert one().program == Solution(Language.PYTHON3, "print(1)").digest
    assert one(seed=1, checkpoint="other").program == one().program
    assert one(source="print(1) ").program != one().program


def test_the_fingerprint_is_that_of_the_files(tmp_path: Path) -> None:
    write(tmp_path / "a" / "1.parquet", one())
    write(tmp_path / "b" / "1.parquet", one())
    write(tmp_path / "c" / "1.parquet", one(source="print(2)"))
    prints = [SampleFolder(tmp_path / name).fingerprint() for name in "abc"]
    assert prints[0] == prints[1] != prints[2]


def test_whether_there_are_scores(tmp_path: Path) -> None:
    write(tmp_path / "a" / "1.parquet", one(), one())
    write(tmp_path / "b" / "1.parquet", one(), one(score=0.0))
    assert not SampleFolder(tmp_path / "a").has_scores()
    assert SampleFolder(tmp_path / "b").has_scores()


@pytest.mark.parametrize("more", [{"temperature": float("nan")}, {"score": float("inf")}, {"prompt": "\ud800"}])
def test_what_no_reader_expects_is_refused(more: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="sample '0' of 'p'"):
        one(**more)


def test_no_samples_are_refused(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(DatasetError, match=r"no \*.parquet in it"):
            SampleFolder(folder)


def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(b"PAR1 but no more")
    with pytest.raises(DatasetError, match="not a readable parquet file"):
        SampleFolder(tmp_path)


@pytest.mark.parametrize("name", ["source", "tags", "seed", "score"])
def test_another_layout_is_refused_by_the_column(name: str, tmp_path: Path) -> None:
    table = pq.read_table(write(tmp_path / "a.parquet", one()))
    place = table.column_names.index(name)
    pq.write_table(table.remove_column(place), tmp_path / "a.parquet")
    with pytest.raises(DatasetError, match=f"no column '{name}'"):
        SampleFolder(tmp_path)
    pq.write_table(table.set_column(place, name, pa.array([b"x"])), tmp_path / "a.parquet")
    with pytest.raises(DatasetError, match=f"column '{name}' holds binary"):
        SampleFolder(tmp_path)


def test_other_writers_widths_are_read(tmp_path: Path) -> None:
    wider = pa.schema(
        [
            ("problem", pa.large_string()),
            *[(field.name, field.type) for field in SAMPLES if field.name not in ("problem", "rating", "tags")],
            ("rating", pa.int64()),
            ("tags", pa.large_list(pa.large_string())),
        ]
    )
    rows = [sample_row(one(tags=("dp",), rating=1200))]
    pq.write_table(pa.Table.from_pylist(rows, schema=wider), tmp_path / "a.parquet")
    assert list(SampleFolder(tmp_path).samples()) == [one(tags=("dp",), rating=1200)]


def test_a_language_of_no_one_is_refused_where_samples_are_read(tmp_path: Path) -> None:
    rows = [{**sample_row(one()), "language": "COBOL"}]
    pq.write_table(pa.Table.from_pylist(rows, schema=SAMPLES), tmp_path / "a.parquet")
    with pytest.raises(DatasetError, match="COBOL"):
        list(SampleFolder(tmp_path).samples())


@moderate
@given(st.dictionaries(storable, st.lists(storable, min_size=1, max_size=3).map(tuple), max_size=3))
def test_cluster_inputs_come_back(inputs: dict[str, tuple[str, ...]]) -> None:
    file = io.BytesIO()
    write_cluster_inputs(file, inputs)
    rows = pq.read_table(pa.BufferReader(file.getvalue())).to_pylist()
    assert [(row["problem"], row["input"]) for row in rows] == [(name, text) for name, some in inputs.items() for text in some]


def test_cluster_inputs_are_read_by_problem(tmp_path: Path) -> None:
    with (tmp_path / "inputs.parquet").open("wb") as file:
        write_cluster_inputs(file, {"p": ("1", "2"), "q": ("3",)})
    assert read_cluster_inputs(tmp_path / "inputs.parquet") == {"p": ("1", "2"), "q": ("3",)}
    with pytest.raises(DatasetError, match="not a readable"):
        read_cluster_inputs(tmp_path / "nowhere.parquet")
    write(tmp_path / "samples.parquet", one())
    with pytest.raises(DatasetError, match=f"no column {CLUSTER_INPUTS.names[1]!r}"):
        read_cluster_inputs(tmp_path / "samples.parquet")

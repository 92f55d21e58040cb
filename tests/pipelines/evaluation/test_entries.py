"""Entries: each program once, in whatever order samples come; texts are found again."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import given
from hypothesis import strategies as st

from pipelines.evaluation.entries import Entry, Texts, entries_of, merge
from schemas.rejection import Rejection
from schemas.samples import SAMPLES, SampleFolder, sample_row
from tests.pipelines.evaluation.making import sample, write
from tests.pipelines.strategies import moderate

entries = st.builds(
    Entry,
    program=st.just("d"),
    language=st.just("PYTHON3"),
    path=st.sampled_from(["a", "b"]),
    row_group=st.integers(0, 2),
    row=st.integers(0, 5),
    sample_id=st.just(""),
    score=st.floats(allow_nan=False),
    log_probability=st.floats(allow_nan=False),
    copies=st.dictionaries(st.sampled_from(["m", "n"]), st.integers(1, 5), min_size=1).map(
        lambda one: tuple(sorted(one.items()))
    ),
)


def read(folder: Path, known: set[str]) -> tuple[list[tuple[str, Entry]], list[Rejection]]:
    found = [one for part in SampleFolder(folder).parts() for one in entries_of(part, known)]
    return [one for one in found if not isinstance(one, Rejection)], [one for one in found if isinstance(one, Rejection)]


@moderate
@given(st.lists(entries, min_size=1, max_size=6), st.data())
def test_merging_does_not_depend_on_order_or_bundles(some: list[Entry], data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(some)))
    parts = [one for one in (merge(some[:cut]), merge(some[cut:])) if one is not None]
    whole = merge(some)
    assert merge(parts) == merge(data.draw(st.permutations(some))) == whole
    assert whole is not None
    assert whole.samples == sum(one.samples for one in some)
    assert whole.place == min(one.place for one in some)


def test_nothing_merges_to_nothing() -> None:
    assert merge([]) is None


def test_samples_of_the_same_program_have_the_same_key_and_texts_are_found_again(tmp_path: Path) -> None:
    samples = [sample("p", f"print({number % 3})", number, score=number / 10) for number in range(8)]
    found, rejected = read(write(tmp_path, samples, files=2), {"p"})
    assert not rejected
    assert len({one.program for _, one in found}) == 3
    texts = [program.source for program in Texts().programs([one for _, one in found])]
    assert sorted(texts) == sorted(one.source for one in samples)
    for (_, one), text in zip(found, texts, strict=True):
        assert one.program == next(other.program for other in samples if other.source == text)


def test_a_place_that_was_read_before_is_not_mistaken_for_another(tmp_path: Path) -> None:
    samples = [sample("p", f"print({number})", number) for number in range(10)]
    found, _ = read(write(tmp_path, samples, files=5), {"p"})
    texts = Texts()
    for _ in range(2):
        assert {program.source for program in texts.programs([one for _, one in found])} == {one.source for one in samples}


def test_what_cannot_be_weighed_is_rejected_with_a_reason(tmp_path: Path) -> None:
    rows = [
        sample_row(sample("p", "print(1)", 0)),
        sample_row(sample("q", "print(1)", 1)),
        {**sample_row(sample("p", "", 2)), "source": None},
        {**sample_row(sample("p", "DISPLAY 1.", 3)), "language": "COBOL"},
    ]
    pq.write_table(pa.Table.from_pylist(rows, schema=SAMPLES), tmp_path / "a.parquet")
    found, rejected = read(tmp_path, {"p"})
    assert [name for name, _ in found] == ["p"]
    assert [(one.reason, one.item) for one in rejected] == [
        ("unknown_problem", "0001"),
        ("no_source", "0002"),
        ("unknown_language", "0003"),
    ]
    assert "COBOL" in rejected[-1].detail

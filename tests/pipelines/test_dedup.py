"""`codequorum dedup`: what the core says of texts in memory, whatever the workers, the order and the size of pieces."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

import pyarrow.parquet as pq
import pytest

from pipelines import dedup as command
from pipelines.dedup import CLUSTERS, REJECTIONS, SUMMARY, WORKSPACE, OutputError, dedup, summary_text
from pipelines.dedup_steps import sketch
from pipelines.neardup import NearSettings, Row, Shingles, clusters, crossing
from pipelines.running.run import pipeline_options
from pipelines.sources import lines
from pipelines.sources.reading import InputError
from tests.pipelines.neardup.corpora import VOCABULARY, named, near_copy, planted

Documents = list[tuple[str, str]]


def write(path: Path, documents: Documents) -> str:
    path.write_text("".join(json.dumps({"id": id, "text": text}) + "\n" for id, text in documents), encoding="utf-8")
    return str(path)


def run(
    documents: Documents, folder: Path, near: NearSettings | None = None, workers: int = 1, **more: Any
) -> tuple[list[Row], dict[str, Any]]:
    """The rows of the table, ordered by id, and the summary."""
    folder.mkdir(exist_ok=True)
    path = write(folder / "in.jsonl", documents)
    summary = dedup(path, folder / "out", pipeline_options([], workers), near, **more)
    rows = [Row(**row) for row in pq.read_table(folder / "out" / CLUSTERS).to_pylist()]
    assert [row.id for row in rows] == [id for id, _ in documents]
    assert json.loads((folder / "out" / SUMMARY).read_text()) == summary
    assert not (folder / "out" / WORKSPACE).exists()
    return sorted(rows), summary


def corpus() -> Documents:
    """Near-duplicates in plenty, exact ones, empty texts, a hot bucket."""
    rng = Random(5)
    shared = " ".join(rng.choices(VOCABULARY, k=150))
    texts = planted(200, seed=1, length=60, most_edits=9)
    texts += [f"{shared} {' '.join(rng.choices(VOCABULARY, k=60))}" for _ in range(60)]
    texts += [near_copy(text, 1, rng) for text in texts[-20:]]
    texts += ["", "?", "one", "one", "ünï 漢字"]
    return named(rng.sample(texts, len(texts)))


@pytest.fixture
def in_small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of this process alone."""
    monkeypatch.setattr(sketch, "BLOCK_DOCUMENTS", 17)
    monkeypatch.setattr(lines, "CHUNK_BYTES", 20_000)
    monkeypatch.setattr(crossing, "MOST_PAIRS", 50)


def test_one_worker_two_workers_and_the_core_say_the_same(tmp_path: Path) -> None:
    documents = corpus()
    expected = clusters(documents)
    rows, summary = run(documents, tmp_path / "one")
    assert rows == sorted(expected.rows())
    assert summary["clusters"] == len(expected.groups())
    assert summary["clustered"] == sum(map(len, expected.groups()))
    assert summary["largest"] == sorted(map(len, expected.groups()), reverse=True)[:10]
    assert summary["alike"] == expected.counts.exact_duplicates
    assert summary["empty"] == expected.counts.empty == 2
    assert run(documents, tmp_path / "two", workers=2) == (rows, summary)
    one, two = ((tmp_path / name / "out" / CLUSTERS).read_bytes() for name in ("one", "two"))
    assert one == two


@pytest.mark.usefixtures("in_small_pieces")
def test_neither_order_nor_pieces_change_a_row(tmp_path: Path) -> None:
    documents = corpus()
    expected = sorted(clusters(documents).rows())
    rows, summary = run(Random(1).sample(documents, len(documents)), tmp_path)
    assert rows == expected
    assert summary["hot_buckets"] > 0
    assert summary["capped_buckets"] == 0


@pytest.mark.usefixtures("in_small_pieces")
def test_rounds_of_stars_end_in_the_same_table(tmp_path: Path) -> None:
    documents = corpus()
    rows, _ = run(documents, tmp_path, most_gathered=20)
    assert rows == sorted(clusters(documents).rows())


def test_settings_reach_every_step(tmp_path: Path) -> None:
    near = NearSettings(0.4, Shingles.TOKENS, width=3, permutations=64, bands=16, rows=4, seed=9)
    documents = [(id, text.replace("w", "w+")) for id, text in corpus()]
    rows, summary = run(documents, tmp_path, near)
    assert rows == sorted(clusters(documents, near).rows())
    assert summary["settings"] == {
        "threshold": 0.4, "shingles": "tokens", "width": 3, "permutations": 64, "bands": 16, "rows": 4, "seed": 9
    }  # fmt: skip


def test_what_is_left_out_is_written_and_counted(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text('{"id": "a", "text": "x y"}\nnot json\n{"id": "b"}\n{"id": "c", "text": "x y"}\n')
    summary = dedup(str(path), tmp_path / "out", pipeline_options([], 1))
    assert summary["rejections"] == {"no_text": 1, "not_json": 1}
    written = [json.loads(line) for line in (tmp_path / "out" / REJECTIONS).read_text().splitlines()]
    assert [(one["reason"], one["problem"]) for one in written] == [("no_text", "in.jsonl"), ("not_json", "in.jsonl")]
    text = summary_text(tmp_path / "out", summary)
    assert "2 documents, 2 of them in 1 clusters" in text
    assert "left out, not_json: 1" in text
    assert str(tmp_path / "out") in text


def test_one_text_very_many_times(tmp_path: Path) -> None:
    rows, summary = run(named(["print the sum of all the numbers"] * 20_000 + ["something else"]), tmp_path)
    assert {name: summary[name] for name in ("alike", "compared", "clusters", "clustered")} == {
        "alike": 19_999,
        "compared": 0,
        "clusters": 1,
        "clustered": 20_000,
    }
    assert {row.representative for row in rows[:-1]} == {rows[0].id}


@pytest.mark.slow
def test_documents_of_fifty_megabytes(tmp_path: Path) -> None:
    rng = Random(6)
    block = " ".join(str(rng.randrange(10**6)) for _ in range(7500))
    large = " ".join(f"{number} {block}" for number in range(1000))
    assert len(large) > 50_000_000
    rows, summary = run([("a", large), ("b", large[:-3000] + " the end"), ("c", block)], tmp_path, workers=2)
    assert [row.representative for row in rows] == ["a", "a", rows[2].representative]
    assert rows[1].similarity > 0.8
    assert (summary["documents"], summary["empty"]) == (3, 0)


def test_an_id_that_comes_twice_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "in.jsonl", [("a", "x"), ("b\n", "y"), ("b\n", "z")])
    with pytest.raises(InputError, match=r"id 'b\\n' comes twice"):
        dedup(path, tmp_path / "out", pipeline_options([], 1))
    assert not (tmp_path / "out" / SUMMARY).exists()
    assert not (tmp_path / "out" / WORKSPACE).exists()


def test_nothing_but_rejections_is_a_table_without_rows(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text("oops\n")
    summary = dedup(str(path), tmp_path / "out", pipeline_options([], 1))
    assert (summary["documents"], summary["rejections"]) == (0, {"not_json": 1})
    assert pq.read_table(tmp_path / "out" / CLUSTERS).num_rows == 0


def test_somebody_elses_folder_is_not_touched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "in.jsonl", [("a", "x")])
    monkeypatch.setattr(command, "run_pipeline", lambda *_: pytest.fail("something ran"))
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("notes")
    (tmp_path / "file").write_text("notes")
    for name in ("mine", "file"):
        with pytest.raises(OutputError, match=name):
            dedup(path, tmp_path / name, pipeline_options([], 1))
    assert [one.name for one in (tmp_path / "mine").iterdir()] == ["notes.txt"]


def test_the_same_command_again_writes_the_same_again(tmp_path: Path) -> None:
    documents = named(["a b c", "a b c", "d"])
    first = run(documents, tmp_path)
    content = (tmp_path / "out" / CLUSTERS).read_bytes()
    assert run(documents, tmp_path) == first
    assert (tmp_path / "out" / CLUSTERS).read_bytes() == content

"""Whole corpora by the pipeline: the same whatever the workers, the order, and however often it was cut short."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipelines.corpus import duplicates, shards, staging, tasks
from pipelines.corpus.build import corpus
from pipelines.corpus.inputs import Part
from pipelines.corpus.output import WORKSPACE
from pipelines.corpus.settings import CorpusError, CorpusSettings
from pipelines.running.run import pipeline_options
from schemas import problem as schema
from tests.pipelines.building import steady_files
from tests.pipelines.corpus.making import (
    ISC,
    MIT,
    commit,
    dataset,
    dropped,
    make,
    manifest,
    prose,
    rows,
    tar_bytes,
    write,
)

_CUT = date(2021, 7, 14)


def shelf(folder: Path) -> Path:
    """A bit of everything."""
    commit(folder / "old", {"LICENSE": MIT, "a.py": "x = 1\n", "b.py": "y = 2\n", "mail.py": "# ada@acme.com\n"}, "2020-01-01")
    commit(folder / "copy", {"LICENSE": ISC, "a.py": "x  =  1\n", "own.go": "package own\n"}, "2021-01-01")
    commit(folder / "late", {"late.py": "z = 3\n"}, "2022-01-01")
    commit(folder / "leak", {"leak.py": f"# {prose(1)}\n", "fine.py": f"# {prose(2)}\n"}, "2020-02-02")
    write(folder, {"ball.tar": tar_bytes({"ball/c.lua": "return 1\n", "ball/LICENSE": MIT})})
    return folder


def evaluation(folder: Path) -> Path:
    """A dataset with one problem to evaluate by."""
    return dataset(folder, {"valid": [schema.Problem(name="secret-problem", description=prose(1))]})


def test_a_corpus_holds_what_it_should(tmp_path: Path) -> None:
    output = make(
        tmp_path / "out", shelf(tmp_path / "in"), before=_CUT, undated="keep", exclude=(str(evaluation(tmp_path / "d")),)
    )
    old, new = date(2020, 1, 1), date(2021, 1, 1)
    assert [(row["repository"], row["path"], row["licence"], row["date"], row["content"]) for row in rows(output)] == [
        ("ball", "ball/c.lua", "MIT", None, "return 1\n"),
        ("in/copy", "own.go", "ISC", new, "package own\n"),
        ("in/leak", "fine.py", "", date(2020, 2, 2), f"# {prose(2)}\n"),
        ("in/old", "a.py", "MIT", old, "x = 1\n"),
        ("in/old", "b.py", "MIT", old, "y = 2\n"),
        ("in/old", "mail.py", "MIT", old, "# <EMAIL>\n"),
    ]
    assert dropped(output) == {"duplicate_file": 1, "too_recent": 1, "evaluation_statement": 1}
    found = manifest(output)
    assert found["counts"]["keep"]["files"] == 6
    assert found["counts"]["mask"] == {"EMAIL": 1}
    assert found["counts"]["licence"] == {"ISC": 1, "MIT": 4, "unknown": 1}
    assert found["rejections"] == dropped(output)
    assert not (output / WORKSPACE).exists()


def test_workers_order_and_repetition_do_not_matter(tmp_path: Path) -> None:
    place = shelf(tmp_path / "in")
    given = [place / "old", place / "copy", place / "ball.tar", place]
    one = make(tmp_path / "one", *given)
    many = make(tmp_path / "many", *reversed(given), *given, workers=2)
    first, second = steady_files(one), steady_files(many)
    assert first.keys() == second.keys()
    settings = {output: manifest(output).pop("settings") for output in (one, many)}
    assert settings[one] == settings[many]
    assert first == second


def test_nothing_changes_where_a_corpus_stands(tmp_path: Path) -> None:
    settings = CorpusSettings(inputs=(str(write(tmp_path / "in", {"a.py": "x"})),))
    assert corpus(settings, tmp_path / "out", pipeline_options([], 1))
    before = steady_files(tmp_path / "out")
    assert not corpus(settings, tmp_path / "out", pipeline_options([], 1))
    assert steady_files(tmp_path / "out") == before
    with pytest.raises(CorpusError, match="made otherwise"):
        make(tmp_path / "out", tmp_path / "in", before=_CUT)


def test_a_corpus_that_was_cut_short_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = shelf(tmp_path / "in")
    monkeypatch.setattr(tasks, "TASK_BYTES", 1)
    whole = make(tmp_path / "whole", place)
    done: list[int] = []
    stage = staging.stage

    def failing(parts: Sequence[Part], number: int, *more: Any) -> staging.Staged:
        if number == 3 and len(done) < 100:
            raise KeyError("pulled the plug")
        done.append(number)
        return stage(parts, number, *more)

    monkeypatch.setattr(staging, "stage", failing)
    with pytest.raises(Exception, match="pulled the plug"):
        make(tmp_path / "cut", place)
    assert len(done) > 0
    before = list(done)
    done += [-1] * 100
    make(tmp_path / "cut", place)
    assert not set(before) & set(done[len(before) :])
    assert steady_files(tmp_path / "cut") == steady_files(whole)


def test_a_corpus_goes_on_though_a_folder_deep_down_has_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = write(tmp_path / "in", {f"{folder}/{number}/a.py": f"{folder}{number}" for folder in "abc" for number in range(3)})
    monkeypatch.setattr(tasks, "TASK_BYTES", 1)
    stage = staging.stage

    def failing(parts: Sequence[Part], number: int, *more: Any) -> staging.Staged:
        if number == 8:
            raise KeyError("pulled the plug")
        return stage(parts, number, *more)

    monkeypatch.setattr(staging, "stage", failing)
    with pytest.raises(Exception, match="pulled the plug"):
        make(tmp_path / "cut", place)
    monkeypatch.setattr(staging, "stage", stage)
    write(place / "a", {"0/new/a.py": "new", "7/a.py": "seven"})  # from here on each task has other parts
    assert steady_files(make(tmp_path / "cut", place)) == steady_files(make(tmp_path / "whole", place))


def test_many_shards_and_ranges_make_the_same_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = write(tmp_path / "in", {f"{folder}/{number}.py": f"x = {number % 20}" for folder in "abc" for number in range(30)})
    whole = make(tmp_path / "whole", place)
    monkeypatch.setattr(duplicates, "ROWS_AT_ONCE", 7)
    monkeypatch.setattr(shards, "plan_shards", lambda folder, kept, plan=shards.plan_shards: plan(folder, kept, 40))
    cut = make(tmp_path / "cut", place)
    assert len(list((cut / "data").iterdir())) > 2
    assert rows(cut) == rows(whole)
    assert len(rows(cut)) == 20


def test_only_wanted_licences_are_kept_and_do_not_lose_to_others(tmp_path: Path) -> None:
    commit(tmp_path / "in" / "old", {"LICENSE": ISC, "a.py": "x = 1"}, "2019-01-01")
    commit(tmp_path / "in" / "new", {"LICENSE": MIT, "a.py": "x = 1"}, "2020-01-01")
    commit(tmp_path / "in" / "none", {"b.py": "y = 1", "c.py": "# SPDX-License-Identifier: MIT"}, "2020-01-01")
    output = make(tmp_path / "out", tmp_path / "in", licences=("MIT",))
    assert [(row["repository"], row["path"]) for row in rows(output)] == [("in/new", "a.py"), ("in/none", "c.py")]
    assert dropped(output) == {"licence_not_wanted": 2}


def alike(texts: Iterator[tuple[int, str]]) -> Iterable[Sequence[int]]:
    """All texts with as many characters are nearly the same."""
    groups: dict[int, list[int]] = {}
    for number, text in texts:
        groups.setdefault(len(text), []).append(number)
    return groups.values()


def test_near_duplicates_go_by_whoever_finds_them(tmp_path: Path) -> None:
    place = write(tmp_path / "in", {"a.py": "x = 1", "b.py": "x = 2", "c.py": "x = 33", "d.py": "x  = 1"})
    output = make(tmp_path / "out", place, near=alike)
    assert [row["path"] for row in rows(output)] == ["a.py", "c.py"]
    assert dropped(output) == {"duplicate_file": 1, "near_duplicate": 1}
    assert manifest(output)["settings"]["near"].endswith(".alike")


def test_the_digest_is_that_of_the_content_as_it_is_kept(tmp_path: Path) -> None:
    write(tmp_path / "in", {"a.py": "# ada@acme.com", "b.py": "#  bob@acme.com"})
    output = make(tmp_path / "out", tmp_path / "in")
    assert [row["content"] for row in rows(output)] == ["# <EMAIL>"]
    assert dropped(output) == {"duplicate_file": 1}


def test_an_input_that_is_not_there_leaves_no_folder(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="give what is there"):
        make(tmp_path / "out", tmp_path / "gone")
    assert not (tmp_path / "out").exists()


def test_a_dataset_without_the_problems_asked_for_is_refused(tmp_path: Path) -> None:
    folder = dataset(tmp_path / "d", {"train": [schema.Problem(name="p", description="x")]})
    write(tmp_path / "in", {"a.py": "x"})
    with pytest.raises(CorpusError, match="no problem in valid"):
        make(tmp_path / "out", tmp_path / "in", exclude=(str(folder),), exclude_splits=("valid",))
    assert not (tmp_path / "out").exists()
    make(tmp_path / "out", tmp_path / "in", exclude=(str(folder),))

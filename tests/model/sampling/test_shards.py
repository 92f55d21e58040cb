"""Samples in files: the same bytes however often the work was cut off, and nothing of other settings goes between them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

pytest.importorskip("sentencepiece", reason="the model's libraries are not installed")

from model.sampling import shards
from model.sampling.checkpoints import Model, load_model
from model.sampling.shards import SETTINGS, Summary, sample
from model.sampling.wanted import Settings
from schemas.language import Language
from schemas.problem import Split
from schemas.samples import Sample, SampleFolder, read_cluster_inputs, write_samples
from tests.model.sampling.exported import exported, loaded, problems

SETTINGS_OF_TESTS = Settings(samples=6, prompt_samples=2, temperature=(0.5, 1.0))
PART = 6


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return problems(tmp_path_factory.mktemp("dataset") / "of_tests")


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Model:
    return loaded(tmp_path_factory.mktemp("models") / "first")


def sampled(
    models: Model | list[Model], dataset: Path, output: Path, settings: Settings = SETTINGS_OF_TESTS, **more: Any
) -> Summary:
    some = models if isinstance(models, list) else [models]
    given: dict[str, Any] = {"slots": 4, "part_samples": PART, "say": lambda _: None, **more}
    return sample(some, dataset, Split.TEST, settings, output, **given)


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def samples(folder: Path) -> list[Sample]:
    return list(SampleFolder(folder).samples())


def test_what_was_cut_off_goes_on_to_the_same_bytes(
    dataset: Path, model: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = sampled(model, dataset, tmp_path / "whole")
    assert (whole.parts, whole.samples, whole.parts_there) == (3, 18, 0)
    cut = tmp_path / "cut"
    real = write_samples
    calls = []

    def killed(file: Any, rows: Any) -> int:
        calls.append(real(file, rows))
        if len(calls) == 2:
            raise KeyboardInterrupt  # when its bytes are there, but not yet under their name
        return calls[-1]

    monkeypatch.setattr(shards, "write_samples", killed)
    with pytest.raises(KeyboardInterrupt):
        sampled(model, dataset, cut)
    monkeypatch.undo()
    assert [path.name for path in cut.glob("*.parquet")] == ["samples-00000-of-00003.parquet"]
    again = sampled(model, dataset, cut)
    assert (again.parts, again.samples, again.parts_there) == (2, 12, 1)
    assert files(cut) == files(tmp_path / "whole")
    (cut / "samples-00001-of-00003.parquet").unlink()
    sampled(model, dataset, cut)
    assert files(cut) == files(tmp_path / "whole")


def test_samples_say_how_they_were_made(dataset: Path, model: Model, tmp_path: Path) -> None:
    summary = sampled(model, dataset, tmp_path / "out")
    found = samples(tmp_path / "out")
    assert len({(one.problem, one.sample_id) for one in found}) == len(found) == 18
    assert Counter(one.problem for one in found) == {"test0": 6, "test1": 6, "test2": 6}
    assert Counter(one.language for one in found) == {Language.PYTHON3: 9, Language.CPP: 9}
    assert summary.languages == {"python3": 9, "cpp": 9}
    assert summary.cut_prompts == 12  # all: with facts and example they are a little longer than this encoder
    for one in found:
        assert one.checkpoint == model.identity
        assert one.prompt.startswith(("# RATING: ", "// RATING: "))
        assert one.prompt.count("CORRECT SOLUTION") == 1
        assert one.log_probability is not None
        assert one.log_probability < 0
        assert one.temperature is not None
        assert 0.5 <= one.temperature <= 1.0
        assert one.score is None
        assert one.length <= model.config.model.decoder_tokens
    assert summary.unended == sum(one.length == model.config.model.decoder_tokens for one in found)


def test_several_models_share_the_samples(dataset: Path, model: Model, tmp_path: Path) -> None:
    other = loaded(tmp_path / "second", seed=1)
    sampled([model, other], dataset, tmp_path / "both", problems=["test1"])
    found = samples(tmp_path / "both")
    assert Counter(one.checkpoint for one in found) == {model.identity: 3, other.identity: 3}
    assert len({one.sample_id for one in found}) == 6
    assert {one.problem for one in found} == {"test1"}


def test_scores_where_they_are_asked_for(dataset: Path, model: Model, tmp_path: Path) -> None:
    sampled(model, dataset, tmp_path / "plain", problems=["test0"])
    sampled(model, dataset, tmp_path / "scored", problems=["test0"], score=True)
    plain, scored = samples(tmp_path / "plain"), samples(tmp_path / "scored")
    assert [replace(one, score=None) for one in scored] == plain
    assert all(one.score is not None and 0 < one.score < 1 for one in scored)
    with pytest.raises(ValueError, match="--score"):
        sampled([model, loaded(tmp_path / "no_head", value_blocks=0)], dataset, tmp_path / "no", score=True)


def test_a_model_that_writes_inputs_leaves_inputs(dataset: Path, model: Model, tmp_path: Path) -> None:
    writer = loaded(tmp_path / "writer", kind="inputs")
    sampled(writer, dataset, tmp_path / "inputs", replace(SETTINGS_OF_TESTS, samples=40), part_samples=999)
    (file,) = (tmp_path / "inputs").glob("*.parquet")
    found = read_cluster_inputs(file)
    assert set(found) == {"test0", "test1", "test2"}
    for texts in found.values():
        assert len(set(texts)) == len(texts)
    with pytest.raises(ValueError, match="one after the other"):
        sampled([writer, model], dataset, tmp_path / "no")
    with pytest.raises(ValueError, match="--score"):
        sampled(writer, dataset, tmp_path / "no", score=True)


@pytest.mark.parametrize(
    ("change", "quoted"),
    [
        ({"settings": replace(SETTINGS_OF_TESTS, seed=9)}, "seed = 0, not 9"),
        ({"slots": 8}, "slots = 4, not 8"),
        ({"problems": ["test0"]}, r"problems = \[\], not \['test0'\]"),
    ],
)
def test_other_settings_are_refused(
    dataset: Path, model: Model, tmp_path: Path, change: dict[str, Any], quoted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shards, "_write", lambda *_, **__: None)  # what was begun is enough
    sampled(model, dataset, tmp_path / "out")
    with pytest.raises(ValueError, match=quoted):
        sampled(model, dataset, tmp_path / "out", **change)


def test_another_model_is_refused(dataset: Path, model: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "_write", lambda *_, **__: None)
    sampled(model, dataset, tmp_path / "out")
    with pytest.raises(ValueError, match="models = "):
        sampled(load_model(exported(tmp_path / "first", seed=5)), dataset, tmp_path / "out")


def test_a_folder_of_something_else_is_left_alone(dataset: Path, model: Model, tmp_path: Path) -> None:
    (tmp_path / "data.parquet").write_bytes(b"precious")
    with pytest.raises(ValueError, match="parquet files of something else"):
        sampled(model, dataset, tmp_path)
    assert files(tmp_path) == {"data.parquet": b"precious"}


def test_what_cannot_be_sampled(dataset: Path, model: Model, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no problem 'tset1' in the split test"):
        sampled(model, dataset, tmp_path / "out", problems=["tset1"])
    with pytest.raises(ValueError, match="no problem of the split valid has a statement"):
        sample([model], dataset, Split.VALID, SETTINGS_OF_TESTS, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_the_settings_lie_beside_the_samples(
    dataset: Path, model: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shards, "_write", lambda *_, **__: None)
    sampled(model, dataset, tmp_path / "out")
    assert model.tokenizer.digest in (tmp_path / "out" / SETTINGS).read_text()
    (tmp_path / "out" / SETTINGS).write_text("[1, 2]")
    with pytest.raises(ValueError, match="begun with"):
        sampled(model, dataset, tmp_path / "out")


def test_parquet_is_as_its_layout_says(dataset: Path, model: Model, tmp_path: Path) -> None:
    sampled(model, dataset, tmp_path / "out", problems=["test2"])
    (file,) = (tmp_path / "out").glob("*.parquet")
    assert pq.read_metadata(file).num_rows == 6
    assert not list((tmp_path / "out").glob(".*"))

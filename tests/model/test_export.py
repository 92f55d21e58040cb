"""What is exported comes back equal, and nothing that does not belong together is taken for a model."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jax
import numpy as np
import pytest
import safetensors.numpy
from hypothesis import given
from hypothesis import strategies as st

from model.configuration import Config, DataConfig, ModelConfig
from model.export import Card, ExportError, export, export_run, flatten, load_export, unflatten
from model.network.layout import init
from model.tokenizer import train

TOKENIZER = train(["print(1)\n" * 9], 300)
MODEL = ModelConfig(
    vocabulary_size=300,
    d_model=16,
    heads=2,
    head_dim=8,
    encoder_blocks=1,
    decoder_blocks=2,
    encoder_tokens=32,
    decoder_tokens=16,
)
CONFIG = Config(MODEL, DataConfig(dataset=("data",)))
PARAMS: dict[str, Any] = init(MODEL, jax.random.key(0))

NAMES = st.text(st.characters(exclude_characters="/", exclude_categories=["Cs"]), min_size=1, max_size=4)
TREES = st.recursive(st.integers(), lambda inner: st.dictionaries(NAMES, inner, min_size=1, max_size=3), max_leaves=8)


def equal(one: Any, other: Any) -> bool:
    """The same arrays at the same paths."""
    flat, also = dict(flatten(one)), dict(flatten(other))
    return flat.keys() == also.keys() and all((flat[path] == also[path]).all() for path in flat)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    export(tmp_path / "model", PARAMS, CONFIG, TOKENIZER, Card("small", ("d1", "d2"), 12, 3456, 1.25, {"examples": 7}))
    return tmp_path / "model"


@given(st.dictionaries(NAMES, TREES, max_size=4))
def test_unflatten_inverts_flatten(tree: dict[str, Any]) -> None:
    assert unflatten(dict(flatten(tree))) == tree


def test_read_back_equals(folder: Path) -> None:
    found = load_export(folder)
    assert found.config == CONFIG
    assert found.tokenizer.digest == TOKENIZER.digest
    assert equal(found.params, PARAMS)


def test_strides_do_not_matter(tmp_path: Path) -> None:
    turned = jax.tree.map(lambda array: np.asfortranarray(np.asarray(array)), PARAMS)
    export(tmp_path / "model", turned, CONFIG, TOKENIZER)
    assert equal(load_export(tmp_path / "model").params, PARAMS)


def test_half_precision_is_half_the_size_and_near(folder: Path, tmp_path: Path) -> None:
    export(tmp_path / "half", PARAMS, CONFIG, TOKENIZER, dtype="bfloat16")
    sizes = [(path / "model.safetensors").stat().st_size for path in (tmp_path / "half", folder)]
    assert sizes[0] == pytest.approx(sizes[1] / 2, rel=0.05)
    for one, other in zip(jax.tree.leaves(load_export(tmp_path / "half").params), jax.tree.leaves(PARAMS), strict=True):
        np.testing.assert_allclose(one, other, rtol=2**-8)


def test_the_card_tells_the_manifests_digests(folder: Path) -> None:
    text = (folder / "README.md").read_text()
    assert text.startswith("---\n")
    for word in ("`d1`", "`d2`", "12 steps", "3,456 tokens", "1.2500 nats", "examples: 7", "1 encoder and 2 decoder blocks"):
        assert word in text
    assert f"{sum(leaf.size for leaf in jax.tree.leaves(PARAMS)):,} parameters" in text


def test_nothing_else_is_left(folder: Path) -> None:
    assert sorted(path.name for path in folder.iterdir()) == [
        "README.md",
        "config.json",
        "model.safetensors",
        "tokenizer.model",
    ]
    assert [path.name for path in folder.parent.iterdir()] == ["model"]


def test_a_folder_in_use_is_not_overwritten(folder: Path) -> None:
    before = (folder / "config.json").read_bytes()
    with pytest.raises(ExportError, match="exists already"):
        export(folder, PARAMS, CONFIG, TOKENIZER)
    assert (folder / "config.json").read_bytes() == before


def test_a_failed_export_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(safetensors.numpy, "save_file", full)
    with pytest.raises(OSError, match="No space"):
        export(tmp_path / "model", PARAMS, CONFIG, TOKENIZER)
    assert list(tmp_path.iterdir()) == []


def test_another_vocabulary_is_refused(folder: Path, tmp_path: Path) -> None:
    train(["while True: pass\n" * 9], 300, folder / "tokenizer.model")
    with pytest.raises(ExportError, match=r"tokenizer\.model: another vocabulary"):
        load_export(folder)
    small = Config(ModelConfig(vocabulary_size=100), CONFIG.data)
    with pytest.raises(ExportError, match="vocabulary 100"):
        export(tmp_path / "other", PARAMS, small, TOKENIZER)


def test_parameters_of_another_shape_are_refused_by_name(folder: Path) -> None:
    described = json.loads((folder / "config.json").read_text())
    described["config"]["model"]["decoder_blocks"] = 3
    (folder / "config.json").write_text(json.dumps(described))
    with pytest.raises(ExportError, match=r"decoder/blocks/attention/key has shape \[2, .* makes it \[3, "):
        load_export(folder)


@pytest.mark.parametrize("change", ["fewer", "more"])
def test_missing_and_strange_parameters_are_refused_by_name(folder: Path, change: str) -> None:
    arrays = safetensors.numpy.load_file(folder / "model.safetensors")
    if change == "fewer":
        del arrays["tokens"]
    else:
        arrays["surplus"] = np.zeros(3, np.float32)
    safetensors.numpy.save_file(arrays, folder / "model.safetensors")
    with pytest.raises(ExportError, match="tokens is missing" if change == "fewer" else "surplus is no parameter"):
        load_export(folder)


def test_what_is_no_export_is_refused(tmp_path: Path, folder: Path) -> None:
    with pytest.raises(ExportError, match="no exported model"):
        load_export(tmp_path)
    whole = (folder / "model.safetensors").read_bytes()
    (folder / "model.safetensors").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(ExportError, match="not readable"):
        load_export(folder)
    (folder / "config.json").write_text('{"kind": "other"}')
    with pytest.raises(ExportError, match="no exported model"):
        load_export(folder)
    (folder / "config.json").write_text("[]")
    with pytest.raises(ExportError, match="not readable"):
        load_export(folder)


@pytest.mark.slow
def test_a_run_is_exported_with_what_it_was_trained_on(tmp_path: Path) -> None:
    from model.batch import Batch
    from model.configuration import TrainConfig
    from model.data.rows import Pair, empty_batch, lay
    from model.training.checkpoints import find, read_params
    from model.training.loop import Run
    from model.training.loop import train as train_model

    class Same:
        def batch(self, step: int) -> Batch:
            batch = empty_batch(1, MODEL.encoder_tokens, MODEL.decoder_tokens)
            lay(batch, 0, [Pair(np.array([9, 8], np.int32), np.array([7, 6], np.int32))])
            return batch

    run = tmp_path / "run"
    small = Config(MODEL, CONFIG.data, TrainConfig(batch=1, steps=2, validate_every=1, validation_batches=1))
    run.mkdir()
    TOKENIZER.save(run / "tokenizer.model")
    (run / "data.json").write_text(json.dumps({"examples": 4, "manifests": ["d1"]}))
    train_model(Run(small, run, TOKENIZER.digest), Same(), Same())
    card = export_run(run, tmp_path / "model", "last")
    assert (card.steps, card.tokens, card.manifest_digests) == (2, 10, ("d1",))
    assert f"validation loss: {card.validation_loss:.4f}" in (tmp_path / "model" / "README.md").read_text()
    expected, _ = read_params(find(run))
    found = load_export(tmp_path / "model")
    assert found.config == small
    assert equal(found.params, expected)
    train(["while True: pass\n" * 9], 300, run / "tokenizer.model")
    with pytest.raises(ExportError, match="another vocabulary"):
        export_run(run, tmp_path / "other")


def test_a_name_that_is_no_path_is_refused() -> None:
    with pytest.raises(ExportError, match="'a/b'"):
        list(flatten({"a/b": np.zeros(1)}))

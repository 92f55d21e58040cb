"""Settings: read, changed, refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from model.configuration import Config, from_dict, load, preset_names, to_dict


@pytest.mark.parametrize("name", preset_names())
def test_presets_come_back_from_what_json_holds(name: str) -> None:
    config = load(name)
    assert from_dict(to_dict(config)) == config


def test_presets_are_those_promised() -> None:
    assert set(preset_names()) >= {"tiny", "small", "300M", "1B", "3B", "9B", "41B", "decoder_only"}


def test_overrides_go_by_their_sections_or_without() -> None:
    config = load("tiny", ["train.steps=7", "seed=3", "data.dataset=a/b", "corpus=['x', 'y']", "gold=true", "tokenizer=12"])
    assert (config.train.steps, config.train.seed, config.train.gold) == (7, 3, True)
    assert (config.data.dataset, config.data.corpus, config.data.tokenizer) == (("a/b",), ("x", "y"), "12")
    assert load("tiny", ["learning_rate=1"]).train.learning_rate == 1.0


def test_a_file_says_what_a_preset_says(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text('[model]\nd_model = 8\n[data]\ndataset = ["a"]\n')
    assert load(path).model.d_model == 8
    assert load(str(path), ["d_model=4"]).model.d_model == 4
    assert load(path).train == Config().train


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("stepz=5", "'stepz'.*'steps'"),
        ("train.batc=5", "'train.batc'.*'train.batch'"),
        ("trian.batch=5", "'trian'.*'train'"),
        ("steps=many", "steps = 'many'.*int"),
        ("steps=2.5", "steps = 2.5.*int"),
        ("steps=true", "steps = True.*int"),
        ("gold=1", "gold = 1.*bool"),
        ("remat=maybe", "'maybe'.*auto, no, full, dots"),
        ("dataset=[1]", "dataset"),
        ("kv_heads=3", "kv_heads = 3"),
        ("batch=0", "batch = 0"),
        ("accumulate=3", "accumulate = 3.*batch = 8"),
        ("temperature=0", "temperature = 0"),
        ("mask_rate=1.5", "mask_rate = 1.5"),
        ("steps", "'steps'.*key=value"),
    ],
)
def test_what_makes_no_sense_is_quoted(word: str, said: str) -> None:
    with pytest.raises(ValueError, match=said) as refused:
        load("tiny", [word])
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("text", "said"), [("[modell]\nx = 1", "'modell'.*'model'"), ("steps = 5", "'steps'"), ("= =", "TOML")]
)
def test_a_file_that_makes_no_sense_is_named(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.toml"
    path.write_text(text)
    with pytest.raises(ValueError, match=said) as refused:
        load(path)
    assert "bad.toml" in str(refused.value)


def test_a_preset_that_is_none_is_answered_with_those_there_are() -> None:
    with pytest.raises(ValueError, match=r"'tinny'.*tiny"):
        load("tinny")
    with pytest.raises(OSError, match=r"nowhere\.toml"):
        load("nowhere.toml")

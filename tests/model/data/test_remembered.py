"""What is remembered is what would be encoded; what changed is encoded anew."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.data import batches_of
from model.data.remembered import Remembered, key_of
from tests.model.data.datasets import PYTHON, config, dataset, problem, solutions, tokenizer

TOKENIZER = tokenizer()


def encoded(folder: Path, texts: list[str]) -> tuple[list[list[int]], int]:
    memory = Remembered(TOKENIZER, str(folder), "key")
    found = [memory.encode(text) for text in texts]
    memory.close()
    return found, memory.hits


@given(st.lists(st.text()), st.lists(st.text()))
def test_any_texts_come_back_as_they_would_be_encoded(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], more: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("memory")
    for asked in (texts, texts, texts + more, more, texts):
        assert encoded(folder, asked)[0] == [TOKENIZER.encode(text) for text in asked]


def test_the_second_time_nothing_is_encoded(tmp_path: Path) -> None:
    texts = ["print(1)\n", "", "n = int(input())\n"]
    assert encoded(tmp_path, texts)[1] == 0
    assert encoded(tmp_path, texts)[1] == 3
    assert encoded(tmp_path, [*texts[:1], "other"])[1] == 1
    assert list(tmp_path.iterdir()) == [], "what is no longer true is given up"


def test_half_a_memory_is_none(tmp_path: Path) -> None:
    texts = ["print(1)\n" * 9]
    encoded(tmp_path, texts)
    os.truncate(tmp_path / "key.tokens", 4)
    found, hits = encoded(tmp_path, texts)
    assert (found, hits) == ([TOKENIZER.encode(texts[0])], 0)
    (tmp_path / "key.npz").write_bytes(b"PK nothing")
    assert encoded(tmp_path, texts)[0] == found


@pytest.mark.parametrize("kind", ["finetune", "pretrain", "inputs"])
def test_batches_are_the_same_with_a_memory(tmp_path: Path, kind: str) -> None:
    path = dataset(tmp_path / "d", train=[problem(f"p{place}", solutions(PYTHON, [place])) for place in range(5)])
    plain = batches_of(config(kind=kind, dataset=(path,)), TOKENIZER, "train").batch(3)
    for _ in range(2):
        batches = batches_of(config(kind=kind, dataset=(path,), cache=str(tmp_path / "memory")), TOKENIZER, "train")
        assert all((one == other).all() for one, other in zip(batches.batch(3), plain, strict=True))
    assert len(list((tmp_path / "memory").iterdir())) == 2


def test_the_key_knows_the_files(tmp_path: Path) -> None:
    path = dataset(tmp_path / "d", train=[problem("p")])
    first = key_of(TOKENIZER, [path], "a")
    assert first == key_of(TOKENIZER, [path], "a")
    assert first != key_of(TOKENIZER, [path], "b")
    os.utime(tmp_path / "d" / "data" / "train-00000-of-00001.parquet", (1, 1))
    assert first != key_of(TOKENIZER, [path], "a")

"""Batches of each kind: what stands in them, how often, and that they depend on seed and step alone."""

from __future__ import annotations

import threading
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from model.batch import Batch
from model.data import DataError, batches_of, manifest_digests
from model.tokenizer import BOS, EOS, MASK, Tokenizer
from schemas.problem import Label
from tests.model.data.datasets import CPP, JAVA, PYTHON, config, corpus, dataset, problem, program, solutions, tokenizer

TOKENIZER: Tokenizer = tokenizer()


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Two problems, one of them with nine tenths of all solutions; three languages; wrong ones, too."""
    many = problem(
        "many", solutions(PYTHON, range(30)) + solutions(CPP, range(6)), solutions(PYTHON, [90, 91], Label.INCORRECT)
    )
    few = problem("few", solutions(PYTHON, [40]) + solutions(JAVA, [41]), solutions(CPP, [92], Label.WRONG_ANSWER))
    valid = problem("valid", solutions(PYTHON, [50]))
    return dataset(tmp_path_factory.mktemp("built") / "d", train=[many, few], valid=[valid])


def prompts(batch: Batch) -> list[str]:
    """What the encoder reads, unmasked."""
    tokens = np.where(batch.masked_weights > 0, batch.masked_targets, batch.encoder_tokens)
    return [TOKENIZER.decode(row) for row in tokens]


def targets(batch: Batch) -> list[str]:
    return [TOKENIZER.decode(row) for row in batch.decoder_targets]


def same(one: Batch, other: Batch) -> bool:
    return all((first == second).all() for first, second in zip(one, other, strict=True))


@pytest.mark.parametrize("kind", ["finetune", "inputs", "pretrain"])
def test_a_batch_depends_on_seed_and_step_alone(path: str, kind: str) -> None:
    settings = config(kind=kind, dataset=(path,))
    forward, backward = batches_of(settings, TOKENIZER, "train"), batches_of(settings, TOKENIZER, "train")
    steps = [0, 1, 7, 10**9]
    found = {step: forward.batch(step) for step in steps}
    assert all(same(found[step], backward.batch(step)) for step in reversed(steps))
    assert not same(found[0], found[1])
    other = batches_of(config(kind=kind, dataset=(path,), seed=1), TOKENIZER, "train")
    assert not same(found[0], other.batch(0))


@pytest.mark.parametrize("kind", ["finetune", "pretrain"])
def test_threads_get_the_same_batches(path: str, kind: str) -> None:
    batches = batches_of(config(kind=kind, dataset=(path,)), TOKENIZER, "train")
    expected = [batches.batch(step) for step in range(12)]
    found: dict[int, Batch] = {}
    fresh = batches_of(config(kind=kind, dataset=(path,)), TOKENIZER, "train")
    threads = [threading.Thread(target=lambda step=step: found.update({step: fresh.batch(step)})) for step in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(same(found[step], expected[step]) for step in range(12))


@pytest.mark.parametrize("kind", ["finetune", "inputs", "pretrain"])
def test_shapes_and_kinds_are_always_the_same(path: str, kind: str) -> None:
    batch = batches_of(config(kind=kind, dataset=(path,)), TOKENIZER, "train").batch(3)
    wide = [array.shape for array in batch]
    assert wide == [(8, 192)] * 2 + [(8, 96)] * 4 + [(8, 192)] * 2 + [(8,)] * 2
    assert {array.dtype.name for array in batch} == {"int32", "float32"}
    assert batch.decoder_tokens[:, 0].tolist() == [BOS] * 8
    assert ((batch.encoder_tokens == MASK) == (batch.masked_weights > 0)).all()


def test_a_solution_stands_with_its_statement_and_its_facts(path: str) -> None:
    batches = batches_of(config(dataset=(path,), batch=64), TOKENIZER, "train")
    batch = batches.batch(0)
    right = {program(language, number) for language in (PYTHON, CPP) for number in range(50)}
    for text, target, correct in zip(prompts(batch), targets(batch), batch.correct, strict=True):
        assert "RATING: 1500\n" in text
        assert "TAGS: math,dp\n" in text
        assert ("LANGUAGE IS python3" in text) == target.startswith("n = int")
        assert (target in right) == bool(correct)
        assert "The statement of" in text
    assert all(EOS in row for row in batch.decoder_targets)


def test_the_value_head_learns_only_where_the_prompt_does_not_tell(path: str) -> None:
    batch = batches_of(config(dataset=(path,), batch=200), TOKENIZER, "train").batch(0)
    for text, correct, weight in zip(prompts(batch), batch.correct, batch.correct_weights, strict=True):
        assert ("CORRECT SOLUTION" in text) == (weight == 0)
        assert weight or ("INCORRECT SOLUTION" in text) == (correct == 0)
    assert 0.1 < batch.correct_weights.mean() < 0.4


def shares(path: str, **data: Any) -> Counter[str]:
    batches = batches_of(config(dataset=(path,), batch=500, languages=("python3", "cpp", "java"), **data), TOKENIZER, "train")
    count: Counter[str] = Counter()
    for step in range(4):
        batch = batches.batch(step)
        for text, target, correct in zip(prompts(batch), targets(batch), batch.correct, strict=True):
            count["few"] += "The statement of few" in text
            count["cpp of many"] += "statement of many" in text and target.startswith("#") and bool(correct)
            count["incorrect"] += not correct
            count["right of many"] += "statement of many" in text and bool(correct)
    return count


def test_everything_is_balanced_by_default(path: str) -> None:
    count = shares(path)
    assert count["few"] / 2000 == pytest.approx(0.5, abs=0.05)
    assert count["incorrect"] / 2000 == pytest.approx(0.5, abs=0.05)
    assert count["cpp of many"] / count["right of many"] == pytest.approx(0.5, abs=0.08)


def test_each_balance_is_one_switch(path: str) -> None:
    assert shares(path, balance_problems=False)["few"] / 2000 == pytest.approx(3 / 41, abs=0.03)
    assert shares(path, balance_correctness=False, balance_problems=False)["incorrect"] / 2000 == pytest.approx(
        3 / 41, abs=0.03
    )
    count = shares(path, balance_languages=False)
    assert count["cpp of many"] / count["right of many"] == pytest.approx(1 / 6, abs=0.06)


@pytest.mark.parametrize(
    ("switch", "word"),
    [("condition_on_rating", "RATING"), ("condition_on_tags", "TAGS"), ("condition_on_language", "LANGUAGE IS")],
)
def test_each_fact_is_one_switch(path: str, switch: str, word: str) -> None:
    said = prompts(batches_of(config(dataset=(path,)), TOKENIZER, "train").batch(0))
    unsaid = prompts(batches_of(config(dataset=(path,), **{switch: False}), TOKENIZER, "train").batch(0))
    assert all(word in text for text in said)
    assert not any(word in text for text in unsaid)


def test_a_language_that_is_not_said_is_not_shown_by_the_comments_either(path: str) -> None:
    batch = batches_of(config(dataset=(path,), condition_on_language=False, batch=32), TOKENIZER, "train").batch(0)
    assert {text[:2] for text in prompts(batch)} == {"//"}
    assert len({text[:1] for text in targets(batch)}) > 1


@pytest.mark.parametrize("switch", ["train_on_incorrect", "condition_on_correctness"])
def test_without_value_conditioning_only_correct_ones_are_trained_on(path: str, switch: str) -> None:
    batches = batches_of(config(dataset=(path,), batch=64, **{switch: False}), TOKENIZER, "train")
    batch = batches.batch(0)
    assert batch.correct.all()
    assert not batch.correct_weights.any()
    assert batches.describe()["dropped"]["incorrect_not_wanted"] == 3
    assert any("CORRECT" in text for text in prompts(batch)) == (switch == "train_on_incorrect")


def test_unwanted_languages_are_counted(path: str) -> None:
    found = batches_of(config(dataset=(path,)), TOKENIZER, "train").describe()
    assert found["dropped"] == {"language_not_wanted": 1}
    assert found["first"]["language_not_wanted"] == "few: JAVA"
    assert found["by_language"] == {"cpp": 6, "cpp, incorrect": 1, "python3": 31, "python3, incorrect": 2}
    assert found["examples"] == 40


def test_long_solutions_are_cut_or_dropped_and_counted(tmp_path: Path) -> None:
    long = solutions(PYTHON, [1])[0]
    long = type(long)(PYTHON, "print(1)\n" * 500)
    path = dataset(tmp_path / "d", train=[problem("p", (long, *solutions(PYTHON, [2])))])
    cut = batches_of(config(dataset=(path,), validation_share=0), TOKENIZER, "train")
    assert cut.describe()["cut"] == {"solution_too_long": 1}
    rows = [row for step in range(4) for row in cut.batch(step).decoder_targets]
    full = [row for row in rows if (row != 0).all()]
    assert full and not any(EOS in row for row in full), "a cut solution does not end"
    dropped = batches_of(config(dataset=(path,), validation_share=0, overlong="drop"), TOKENIZER, "train")
    assert dropped.describe()["dropped"] == {"solution_too_long": 1}
    assert dropped.describe()["examples"] == 1
    assert [one.reason for one in dropped.losses.rejections()] == ["solution_too_long"]


def test_a_statement_longer_than_the_encoder_is_cut_and_counted(tmp_path: Path) -> None:
    path = dataset(tmp_path / "d", train=[problem("p", solutions(PYTHON, [1]), description="a word " * 900)])
    batches = batches_of(config(dataset=(path,), validation_share=0), TOKENIZER, "train")
    assert batches.describe()["cut"] == {"statement_too_long": 1}
    batch = batches.batch(0)
    assert (batch.encoder_segments == 1).all()
    assert all("LANGUAGE IS python3" in text for text in prompts(batch)), "the facts stand before what is cut"


def test_examples_stand_at_the_end_of_the_statement(path: str) -> None:
    assert all(
        "Input" in text and " 0\n" in text for text in prompts(batches_of(config(dataset=(path,)), TOKENIZER, "train").batch(0))
    )


def test_the_second_model_writes_inputs_of_the_same_problem(path: str) -> None:
    batches = batches_of(config(dataset=(path,), kind="inputs"), TOKENIZER, "train")
    batch = batches.batch(0)
    assert not batch.correct_weights.any()
    for text, target in zip(prompts(batch), targets(batch), strict=True):
        assert text.startswith("# RATING: 1500\n")
        assert "# LANGUAGE IS input\n" in text
        assert "CORRECT" not in text
        assert f"The statement of {target.split()[0]}:" in text
    assert batches.describe()["examples"] == 6


def test_an_input_is_never_cut(tmp_path: Path) -> None:
    huge = problem("x" * 4000, inputs=1)
    path = dataset(tmp_path / "d", train=[huge, problem("p")])
    found = batches_of(config(dataset=(path,), kind="inputs", validation_share=0), TOKENIZER, "train").describe()
    assert found["dropped"] == {"input_too_long": 1, "nothing_to_write": 1}
    assert found["problems"] == 1


def test_a_file_is_divided_at_a_pivot(tmp_path: Path) -> None:
    texts = [f"def f{number}():\n    return {number}\n" for number in range(200)]
    path = corpus(tmp_path / "c", texts)
    batches = batches_of(config(kind="pretrain", corpus=(path,), mask_rate=0, validation_share=0), TOKENIZER, "train")
    batch = batches.batch(2)
    documents = 0
    for row in range(8):
        for number in range(1, int(batch.encoder_segments[row].max()) + 1):
            before = TOKENIZER.decode(batch.encoder_tokens[row][batch.encoder_segments[row] == number])
            after = TOKENIZER.decode(batch.decoder_targets[row][batch.decoder_segments[row] == number])
            assert before.startswith("# LANGUAGE IS python3\n")
            assert before.removeprefix("# LANGUAGE IS python3\n") + after in texts
            documents += 1
    assert documents > 16, "several a row"
    single = batches_of(config(kind="pretrain", corpus=(path,), packing=False), TOKENIZER, "train").batch(0)
    assert single.encoder_segments.max() == 1


def test_files_for_validation_are_set_apart(tmp_path: Path) -> None:
    path = corpus(tmp_path / "c", [f"value_{number} = {number}\n" * 3 for number in range(300)])
    settings = config(kind="pretrain", corpus=(path,), validation_share=0.1)
    train, valid = (batches_of(settings, TOKENIZER, split) for split in ("train", "valid"))
    assert train.describe()["files"] + valid.describe()["files"] == 300
    assert 10 < valid.describe()["files"] < 60


def test_problems_for_validation_are_set_apart_where_no_split_is(tmp_path: Path) -> None:
    path = dataset(tmp_path / "d", train=[problem(f"p{number}", solutions(PYTHON, [number])) for number in range(60)])
    settings = config(dataset=(path,), validation_share=0.2)
    train, valid = (batches_of(settings, TOKENIZER, split) for split in ("train", "valid"))
    assert train.describe()["problems"] + valid.describe()["problems"] == 60
    assert valid.describe()["problems"] > 3


def test_a_dataset_without_solutions_is_refused(tmp_path: Path) -> None:
    path = dataset(tmp_path / "d", train=[problem("p")])
    with pytest.raises(DataError, match=r"no solution to train on .*nothing_to_write"):
        batches_of(config(dataset=(path,), validation_share=0), TOKENIZER, "train")
    with pytest.raises(DataError, match="no file to train on"):
        batches_of(config(kind="pretrain", dataset=(path,)), TOKENIZER, "train")
    with pytest.raises(DataError, match="no dataset: no solution"):
        batches_of(config(), TOKENIZER, "train")


def test_one_problem_trains_but_says_that_none_is_left_to_validate_on(tmp_path: Path) -> None:
    path = dataset(tmp_path / "d", train=[problem("p", solutions(PYTHON, [1]))])
    settings = config(dataset=(path,), validation_share=0)
    assert batches_of(settings, TOKENIZER, "train").batch(0).decoder_weights.any()
    with pytest.raises(DataError, match="validate_every = 0"):
        batches_of(settings, TOKENIZER, "valid")


def test_a_vocabulary_that_the_model_lacks_is_refused(path: str) -> None:
    settings = config(dataset=(path,))
    small = type(settings)(type(settings.model)(vocabulary_size=300), settings.data, settings.train)
    with pytest.raises(ValueError, match="vocabulary_size is 300"):
        batches_of(small, TOKENIZER, "train")


def test_another_split_is_refused(path: str) -> None:
    with pytest.raises(ValueError, match="'test'"):
        batches_of(config(dataset=(path,)), TOKENIZER, "test")


def test_manifests_are_told(path: str, tmp_path: Path) -> None:
    assert manifest_digests(config(dataset=(path, str(tmp_path))).data) == ("d1",)
    assert batches_of(config(dataset=(path,)), TOKENIZER, "train").describe()["manifests"] == ["d1"]

"""Batches as a pure function of (seed, step): nothing is counted along, so a run goes on anywhere in no time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol

import numpy as np

from model.batch import Batch
from model.configuration import Config, DataConfig
from model.data.balance import chances, draw
from model.data.draws import generator
from model.data.examples import Examples, Group
from model.data.files import Chunks, files_of
from model.data.losses import Losses
from model.data.packing import ROWS, Packing
from model.data.reading import DataError, SourceFile, Statement, manifest_digest, shards, source_files, statements
from model.data.remembered import Remembered, key_of
from model.data.rows import empty_batch, lay, mask
from model.tokenizer import Tokenizer
from schemas.digest import digest


class Batches(Protocol):
    """Batches of a split."""

    @property
    def losses(self) -> Losses:
        """What was cut and dropped."""

    def batch(self, step: int) -> Batch:
        """The batch of a step, the same whenever it is asked for; from any thread."""

    def describe(self) -> dict[str, Any]:
        """What there is to train on, as JSON can hold it: counts, digests of the data's manifests, what was cut and what was
        dropped, by reason, and the `first` offender of each.
        """


def batches_of(config: Config, tokenizer: Tokenizer, split: str) -> Batches:
    """Batches of `train` or `valid`, as `config.data` says.

    Raises DataError, which says what is missing, where there is nothing to be had; ValueError for a tokenizer that has more
    tokens than the model; OSError for a file that cannot be read or a full disk.
    """
    if tokenizer.size > config.model.vocabulary_size:
        raise ValueError(
            f"the tokenizer has {tokenizer.size} tokens, the model's vocabulary_size is {config.model.vocabulary_size}: "
            "give the model's own tokenizer, or a larger vocabulary_size"
        )
    if split not in ("train", "valid"):
        raise ValueError(f"split {split!r}: batches are made of train or valid")
    return (_Files if config.data.kind == "pretrain" else _Examples)(config, tokenizer, split)


def manifest_digests(data: DataConfig) -> tuple[str, ...]:
    """Digests of the manifests of what is trained on, in order; those that have none are left out."""
    return tuple(found for path in (*data.dataset, *data.corpus) if (found := manifest_digest(path)))


class _Examples:
    """Statements with solutions, or with test inputs. One example a row; drawn with replacement, see `balance`."""

    def __init__(self, config: Config, tokenizer: Tokenizer, split: str) -> None:
        model, data = config.model, config.data
        self._config, self._stream = config, f"{split} {data.kind} {config.train.seed}"
        encoder = _encoder(config, tokenizer, split)
        self._examples = Examples(encoder, data, model.encoder_tokens, model.decoder_tokens).take(_statements(data, split))
        encoder.close()
        self._groups: list[Group] = self._examples.groups
        self.losses = self._examples.losses
        if not self._groups:
            raise _nothing("problem with inputs" if data.kind == "inputs" else "solution", data, split, self.losses)
        self._cumulative = np.cumsum(self._chances())
        self._counts = np.array([group.count for group in self._groups], np.int64)
        told = data.kind == "finetune" and data.condition_on_correctness
        self._hidden_share = data.hide_correctness if told else 0.0
        self._labelled = told and data.train_on_incorrect

    def _chances(self) -> np.ndarray[Any, np.dtype[np.float64]]:
        data, groups = self._config.data, self._groups
        names = sorted({group.language for group in groups})
        columns = (
            (np.array([group.problem for group in groups], np.int64), data.balance_problems),
            (np.array([group.correct for group in groups], np.int64), data.balance_correctness),
            (np.array([names.index(group.language) for group in groups], np.int64), data.balance_languages),
        )
        return chances(np.array([group.count for group in groups], np.int64), columns)

    def batch(self, step: int) -> Batch:
        """The batch of a step."""
        model, rows = self._config.model, self._config.train.batch
        rng = generator(step, self._stream)
        drawn = draw(self._cumulative, rng.random(rows))
        places = (rng.random(rows) * self._counts[drawn]).astype(np.int64)
        said = rng.random(rows) >= self._hidden_share
        batch = empty_batch(rows, model.encoder_tokens, model.decoder_tokens)
        for row in range(rows):
            group = self._groups[drawn[row]]
            lay(batch, row, [self._examples.pair(group, int(places[row]), bool(said[row]))])
            batch.correct[row] = group.correct
            batch.correct_weights[row] = self._labelled and not said[row]
        mask(batch, self._config.data.mask_rate, rng)
        return batch

    def describe(self) -> dict[str, Any]:
        """What there is to train on."""
        by_language: dict[str, int] = {}
        for group in self._groups:
            word = f"{group.language}{'' if group.correct else ', incorrect'}"
            by_language[word] = by_language.get(word, 0) + group.count
        return {
            "kind": self._config.data.kind,
            "problems": self._examples.problems,
            "examples": self._examples.count,
            "target_tokens": self._examples.tokens,
            "by_language": dict(sorted(by_language.items())),
            **_described(self._config.data, self.losses),
        }


class _Files:
    """Files divided at a pivot, several in a row."""

    def __init__(self, config: Config, tokenizer: Tokenizer, split: str) -> None:
        model, data = config.model, config.data
        self._config, self._stream = config, f"{split} {data.kind} {config.train.seed}"
        encoder = _encoder(config, tokenizer, split)
        self._chunks = Chunks(encoder, data, model.encoder_tokens, model.decoder_tokens).take(_files(data, split))
        encoder.close()
        self.losses = self._chunks.losses
        if not len(self._chunks):
            raise _nothing("file", data, split, self.losses)
        self._packing = Packing(self._chunks, model.encoder_tokens, model.decoder_tokens, self._stream, packed=data.packing)

    def batch(self, step: int) -> Batch:
        """The batch of a step."""
        model, rows = self._config.model, self._config.train.batch
        batch = empty_batch(rows, model.encoder_tokens, model.decoder_tokens)
        for row in range(rows):
            documents = self._packing.row(step * rows + row)
            lay(batch, row, [self._chunks.pair(chunk, pivot) for chunk, pivot in documents])
        mask(batch, self._config.data.mask_rate, generator(step, self._stream, "mask"))
        return batch

    def describe(self) -> dict[str, Any]:
        """What there is to train on. `unplaced`: the share of chunks for which a block's rows had no place."""
        return {
            "kind": self._config.data.kind,
            "files": self._chunks.files,
            "examples": len(self._chunks),
            "tokens": self._chunks.tokens,
            "documents_a_row": round(sum(map(len, self._packing.block(0))) / ROWS, 2),
            "unplaced": round(self._packing.unplaced(0) / self._packing.chunks_a_block, 4),
            **_described(self._config.data, self.losses),
        }


def _encoder(config: Config, tokenizer: Tokenizer, split: str) -> Remembered:
    """The tokenizer, with a memory where the configuration names a folder for it."""
    data = config.data
    if not data.cache:
        return Remembered(tokenizer, "", "")
    paths = (*data.dataset, *data.corpus)
    return Remembered(tokenizer, data.cache, key_of(tokenizer, paths, split, repr(data), config.model.decoder_tokens))


def _described(data: DataConfig, losses: Losses) -> dict[str, Any]:
    reasons = sorted({*losses.cut, *losses.dropped})
    return {
        "manifests": list(manifest_digests(data)),
        "cut": dict(sorted(losses.cut.items())),
        "dropped": dict(sorted(losses.dropped.items())),
        "first": {reason: losses.first(reason) for reason in reasons},
    }


def _nothing(what: str, data: DataConfig, split: str, losses: Losses) -> DataError:
    where = ", ".join((*data.dataset, *data.corpus)) or "no dataset"
    lost = ", ".join(f"{count} x {reason}" for reason, count in sorted(losses.dropped.items())) or "nothing was dropped"
    advice = "give data.dataset or data.corpus another one"
    if split == "valid":
        advice = "give one that has a split valid, a larger data.validation_share, or train.validate_every = 0"
    return DataError(f"{where}: no {what} to {'validate' if split == 'valid' else 'train'} on ({lost}); {advice}")


def _set_apart(name: str, share: float) -> bool:
    return int(digest("validation", name)[:8], 16) < share * 2**32


def _statements(data: DataConfig, split: str) -> Iterator[Statement]:
    """Problems of a split; where no dataset has one for validation, a share of those of train is set apart."""
    divided = any(shards(path, "valid") for path in data.dataset)
    for path in data.dataset:
        found = statements(path, split if divided else "train", programs=data.kind != "inputs", inputs=data.kind == "inputs")
        yield from found if divided else _part(found, lambda one: one.name, data, split)


def _files(data: DataConfig, split: str) -> Iterator[SourceFile]:
    for path in data.corpus:
        yield from _part(source_files(path), lambda one: one.origin, data, split)
    if not data.corpus:
        yield from files_of(_statements(data, split))


def _part(found: Iterable[Any], name: Callable[[Any], str], data: DataConfig, split: str) -> Iterator[Any]:
    return (one for one in found if _set_apart(name(one), data.validation_share) == (split == "valid"))

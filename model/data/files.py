"""Files to pretrain on, encoded and divided into chunks of which any has a pivot that fits encoder and decoder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from model.batch import Int32s
from model.configuration import DataConfig
from model.data.draws import Numbers
from model.data.losses import Losses
from model.data.reading import DataError, SourceFile, Statement
from model.data.remembered import Remembered
from model.data.rows import Pair
from model.data.texts import Texts
from model.prompts import NAMES, language_line
from schemas.rejection import Subject
from schemas.text import unstorable

_LEAST_ROOM = 8


class Chunks:
    """Chunks of files, on disk. A chunk is a file, or a run of its tokens where it is long; only the last run is `ended`.

    A pivot divides a chunk: what stands before goes to the encoder, behind the file's language, what stands after to the
    decoder. Pivots are uniform among those with which both fit, so nothing is ever cut.
    """

    def __init__(self, tokenizer: Remembered, data: DataConfig, encoder_tokens: int, decoder_tokens: int) -> None:
        self.losses = Losses()
        self.files = 0
        self._tokenizer, self._data = tokenizer, data
        self._encoder_tokens, self._decoder_tokens = encoder_tokens, decoder_tokens
        self._texts = Texts(tokenizer.size)
        self._ended: list[bool] = []
        self._language_of: list[int] = []
        self._languages: dict[str, int] = {}
        self._prefixes: list[Int32s] = []

    def take(self, found: Iterable[SourceFile]) -> Chunks:
        """Encode files; itself, ready to be drawn from."""
        for file in found:
            self._take(file)
        self._texts.seal()
        self._lengths = self._texts.lengths()
        self.ended = np.array(self._ended, bool)
        self._prefix_of = np.array(self._language_of, np.int64)
        self._prefix_lengths = np.array([len(prefix) for prefix in self._prefixes], np.int64)
        return self

    def __len__(self) -> int:
        return len(self._texts)

    @property
    def tokens(self) -> int:
        """Tokens of all chunks."""
        return self._texts.total

    def _take(self, file: SourceFile) -> None:
        if not file.text.strip() or unstorable(file.text) is not None:
            self.losses.note_dropped("no_text", file.origin, Subject.FILE)
            return
        number = self._languages.setdefault(file.language, len(self._languages))
        if number == len(self._prefixes):
            line = language_line(file.language) if self._data.condition_on_language else ""
            self._prefixes.append(np.array(self._tokenizer.encode(line), np.int32))
        tokens = self._tokenizer.encode(file.text)
        size = self._chunk_size(len(self._prefixes[number]))
        for start in range(0, len(tokens), size):
            chunk = tokens[start : start + size]
            if len(chunk) < 2:  # one token for the encoder, one for the decoder
                self.losses.note_dropped("too_short", file.origin, Subject.FILE, f"{len(chunk)} token")
                continue
            self._texts.add(chunk)
            self._ended.append(start + size >= len(tokens))
            self._language_of.append(number)
        self.files += 1

    def _chunk_size(self, prefix: int) -> int:
        """Half a decoder more than fits the encoder: long files, too, have pivots to choose from."""
        room = self._encoder_tokens - prefix
        if room < _LEAST_ROOM or self._decoder_tokens < _LEAST_ROOM:
            detail = f"encoder_tokens = {self._encoder_tokens}, decoder_tokens = {self._decoder_tokens}"
            raise DataError(f"{detail}: too few for the language and {_LEAST_ROOM} tokens of a file; make them more")
        return room + self._decoder_tokens // 2

    def pivots(self, places: Numbers, uniforms: NDArray[np.float64]) -> tuple[Numbers, Numbers, Numbers]:
        """For chunks, by numbers in [0, 1): pivots, and how much of encoder and decoder each then takes."""
        lengths, prefixes = self._lengths[places], self._prefix_lengths[self._prefix_of[places]]
        ended = self.ended[places].astype(np.int64)
        least = np.maximum(1, lengths + ended - self._decoder_tokens)
        most = np.minimum(lengths - 1, self._encoder_tokens - prefixes)
        pivots = least + (uniforms * (most - least + 1)).astype(np.int64)
        return pivots, prefixes + pivots, lengths - pivots + ended

    def pair(self, place: int, pivot: int) -> Pair:
        """A chunk divided at a pivot."""
        tokens = self._texts[place]
        source = np.concatenate([self._prefixes[self._prefix_of[place]], tokens[:pivot]])
        return Pair(source, tokens[pivot:], bool(self.ended[place]))


def files_of(found: Iterable[Statement]) -> Iterator[SourceFile]:
    """Correct solutions as files: what there is to pretrain on without a corpus."""
    for statement in found:
        for program in statement.programs:
            if program.correct and program.language in NAMES:
                yield SourceFile(statement.name, NAMES[program.language], program.text)

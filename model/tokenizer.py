"""SentencePiece for programs: one vocabulary for encoder and decoder, white space kept exactly, every text representable.

SentencePiece by itself loses text: it writes a space as U+2581 and turns every U+2581 back into a space, keeps tabs out of
pieces and NULs out of everything. So tabs and line ends go to it as private characters that it takes for ordinary ones, and
what would be confused with these, or with U+2581, becomes the bytes of its UTF-8 form, for which there are 256 pieces. Decoding
is a table from a piece to its bytes. Text is cut after every newline before it is encoded; so

    decode(encode(text)) == text
    encode(a + b) == encode(a) + encode(b)   where a ends with a newline

for any text that UTF-8 can hold. Pieces are byte pairs, digits stand alone: fewer tokens than the unigram model on programs.
"""

from __future__ import annotations

import io
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path

import sentencepiece

from schemas.digest import digest
from schemas.text import excerpt, unstorable

PAD, BOS, EOS, MASK = 0, 1, 2, 3
SIZE = 8000
"""The paper's vocabulary."""
SPECIALS = ("<pad>", "<s>", "</s>", "<mask>", "<unk>")
FIRST_BYTE = len(SPECIALS)
SMALLEST_SIZE = FIRST_BYTE + 256 + 39
"""Bytes, and room for some letters."""
TRAINING_BYTES = 100 << 20
"""Text that is looked at. Training takes about 20 bytes of memory a byte of text, so 2 GB, and half a minute."""
_COVERAGE = 0.9999
_STAND_INS = {"\t": "\ue009", "\n": "\ue00a", "\r": "\ue00d"}
_IN = str.maketrans(_STAND_INS)
_OUT = str.maketrans({"\u2581": " ", **{inner: outer for outer, inner in _STAND_INS.items()}})
_RESERVED = re.compile("[\0\u2581\u2585\ufffd" + "".join(_STAND_INS.values()) + "]")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_LONGEST_LINE = 4096


class TokenizerError(ValueError):
    """A tokenizer that is none of ours, or a text that none can be trained on. The message says what to do."""


class Tokenizer:
    """A trained vocabulary. Raises TokenizerError where `model` is no tokenizer that `train` has made."""

    def __init__(self, model: bytes, what: str = "tokenizer") -> None:
        self.model = model
        try:
            self._pieces = sentencepiece.SentencePieceProcessor(model_proto=model)
        except RuntimeError as error:
            raise TokenizerError(f"{what}: no SentencePiece model; make one by `codequorum tokenizer`") from error
        self.size = int(self._pieces.vocab_size())
        names = tuple(self._pieces.id_to_piece(place) for place in range(min(FIRST_BYTE + 1, self.size)))
        if names != (*SPECIALS, "<0x00>"):
            raise TokenizerError(f"{what}: begins with {' '.join(names)}, expected {' '.join(SPECIALS)} <0x00>: made otherwise")
        if any(self._pieces.piece_to_id(piece) == self._pieces.unk_id() for piece in _STAND_INS.values()):
            raise TokenizerError(f"{what}: has no pieces for tabs and line ends: made otherwise")
        self._bytes = [self._bytes_of(place) for place in range(self.size)]
        self.longest_piece = max(len(piece.decode("utf-8", "replace")) for piece in self._bytes)
        """Characters of the longest piece: a text has at least `len(text) / longest_piece` tokens."""

    @staticmethod
    def load(path: str | os.PathLike[str]) -> Tokenizer:
        """The tokenizer in a file. Raises OSError where there is none, TokenizerError where it is something else."""
        return Tokenizer(Path(path).read_bytes(), str(path))

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write it to a file, whole or not at all."""
        target = Path(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = target.with_name(f".{target.name}.part")
        fresh.write_bytes(self.model)
        os.replace(fresh, target)

    @cached_property
    def digest(self) -> str:
        """Identity of the vocabulary."""
        return digest(self.model)

    def _bytes_of(self, place: int) -> bytes:
        if place < FIRST_BYTE:
            return b""
        if place < FIRST_BYTE + 256:
            return bytes([place - FIRST_BYTE])
        return str(self._pieces.id_to_piece(place)).translate(_OUT).encode()

    def encode(self, text: str) -> list[int]:
        """The tokens of a text, without BOS and EOS. Raises ValueError for a text that UTF-8 cannot hold."""
        flaw = unstorable(text)
        if flaw is not None:
            raise ValueError(f"a text cannot be encoded: {flaw}: {excerpt(text)!r}")
        tokens: list[int] = []
        parts = list(_parts(text))
        encoded = iter(self._pieces.encode([part for part, plain in parts if plain], num_threads=1))
        for part, plain in parts:
            tokens += next(encoded) if plain else [FIRST_BYTE + byte for byte in part.encode()]
        return tokens

    def decode(self, tokens: Iterable[int]) -> str:
        """The text of tokens. Special ones are left out; bytes that are no UTF-8, which only a model writes, become U+FFFD.

        Raises ValueError for a number that is no token.
        """
        numbers = list(tokens)
        for extreme in (min(numbers, default=0), max(numbers, default=0)):
            if not 0 <= extreme < self.size:
                raise ValueError(f"token {extreme} is outside 0..{self.size - 1}: it was made with another tokenizer")
        return b"".join([self._bytes[number] for number in numbers]).decode("utf-8", "replace")


def _parts(text: str) -> Iterator[tuple[str, bool]]:
    """A text in pieces: what SentencePiece is given (True), and characters that are written as bytes (False)."""
    for line in _LINE.findall(text):
        start = 0
        for found in _RESERVED.finditer(line):
            if found.start() > start:
                yield line[start : found.start()].translate(_IN), True
            yield found.group(), False
            start = found.end()
        if start < len(line):
            yield line[start:].translate(_IN), True


def train(texts: Iterable[str], size: int = SIZE, path: str | os.PathLike[str] | None = None) -> Tokenizer:
    """A tokenizer of `size` pieces, or of as many as the text allows; written to `path`, if any.

    The same texts in the same order give the same file. Texts after the first `TRAINING_BYTES` are not looked at. Raises
    TokenizerError for no text, or for a size that leaves no room for letters.
    """
    if size < SMALLEST_SIZE:
        raise TokenizerError(
            f"a vocabulary of {size} is too small: bytes and special tokens leave no room for letters below {SMALLEST_SIZE}"
        )
    parts = list(_training_parts(texts))
    if not parts:
        raise TokenizerError("there is no text to train a tokenizer on: give a dataset that has solutions, or a corpus")
    rare = _rare_characters(parts, (size - FIRST_BYTE - 256) // 2 - len(_STAND_INS))
    kept = parts if rare is None else [piece for part in parts for piece in rare.split(part) if piece]
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(kept),
        model_writer=model,
        vocab_size=size,
        model_type="bpe",
        hard_vocab_limit=False,
        normalization_rule_name="identity",
        add_dummy_prefix=False,
        remove_extra_whitespaces=False,
        allow_whitespace_only_pieces=True,
        split_digits=True,
        byte_fallback=True,
        character_coverage=1.0,
        required_chars="".join(_STAND_INS.values()),
        max_sentence_length=8 * _LONGEST_LINE,
        num_threads=1,
        minloglevel=2,
        pad_id=PAD,
        bos_id=BOS,
        eos_id=EOS,
        unk_id=SPECIALS.index("<unk>"),
        control_symbols=[SPECIALS[MASK]],
    )
    tokenizer = Tokenizer(model.getvalue())
    if path is not None:
        tokenizer.save(path)
    return tokenizer


def _training_parts(texts: Iterable[str]) -> Iterator[str]:
    seen = 0
    for text in texts:
        if unstorable(text) is not None:
            continue
        for part, plain in _parts(text):
            if plain:
                seen += len(part.encode())
                yield from (part[start : start + _LONGEST_LINE] for start in range(0, len(part), _LONGEST_LINE))
        if seen > TRAINING_BYTES:
            return


def _rare_characters(parts: Sequence[str], most: int) -> re.Pattern[str] | None:
    """A pattern of the characters that get no piece of their own: those beyond `most`, and beyond 99.99 % of the text."""
    counts: Counter[str] = Counter()
    for part in parts:
        counts.update(part)
    enough = _COVERAGE * counts.total()
    seen, rare = 0, []
    for place, (character, count) in enumerate(sorted(counts.items(), key=lambda one: (-one[1], one[0]))):
        if place >= most or (seen >= enough and not character.isascii()):
            rare.append(character)
        seen += count
    return re.compile("[" + "".join(map(re.escape, rare)) + "]") if rare else None

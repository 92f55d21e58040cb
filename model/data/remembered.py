"""Encoded texts kept between runs: a second run of the same data reads tokens where the first one made them.

Texts are asked for in the same order each time, so what is kept is a sequence: each text's digest, where its tokens end, and
the tokens. A text whose digest is another is encoded anew, and so is all that follows; what was kept is then given up.
"""

from __future__ import annotations

import os
from array import array
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path

import numpy as np

from model.data.reading import shards
from model.tokenizer import Tokenizer
from schemas.digest import digest

_VERSION = 1


def key_of(tokenizer: Tokenizer, paths: Iterable[str], *settings: str | int) -> str:
    """A name for what is made of the files at `paths` as they are now, with this tokenizer and these settings."""
    parts: list[str | int] = [_VERSION, tokenizer.digest, *settings]
    for path in paths:
        for split in ("train", "valid"):
            for shard in shards(path, split):
                found = shard.stat()
                parts += [str(shard.resolve()), found.st_size, found.st_mtime_ns]
    return digest(*parts)


class Remembered:
    """Encodes like `tokenizer`, and keeps what it made in `folder` under `key`; `folder` "": keeps nothing."""

    def __init__(self, tokenizer: Tokenizer, folder: str, key: str) -> None:
        self.tokenizer, self.size, self.longest_piece = tokenizer, tokenizer.size, tokenizer.longest_piece
        self.hits = 0
        self._kind = "H" if tokenizer.size <= 1 << 16 else "I"
        self._facts = Path(folder) / f"{key}.npz" if folder else None
        self._tokens = Path(folder) / f"{key}.tokens" if folder else None
        self._known: tuple[np.ndarray, np.ndarray, np.ndarray] | None = None
        self._digests, self._ends = array("Q"), array("q", [0])
        self._file = None
        if self._facts is not None and self._tokens is not None:
            self._known = self._read(self._facts, self._tokens)
            if self._known is None:
                self._tokens.parent.mkdir(parents=True, exist_ok=True)
                self._file = self._part(self._tokens).open("wb")

    def _part(self, path: Path) -> Path:
        return path.with_name(f".{path.name}.{os.getpid()}.part")

    def _read(self, facts: Path, tokens: Path) -> tuple[np.ndarray, np.ndarray, np.ndarray] | None:
        """Digests, ends and tokens; None where they are not there, whole."""
        try:
            with np.load(facts) as found:
                digests, ends = found["digests"], found["ends"]
            made = np.memmap(tokens, np.uint16 if self._kind == "H" else np.uint32, "r")
        except (OSError, ValueError, KeyError, EOFError):
            return None
        return (digests, ends, made) if len(made) == ends[-1] else None

    def encode(self, text: str) -> list[int]:
        """As `Tokenizer.encode`."""
        if self._known is None and self._file is None:
            return self.tokenizer.encode(text)
        own = int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")
        if self._known is not None:
            digests, ends, made = self._known
            if self.hits < len(digests) and digests[self.hits] == own:
                self.hits += 1
                return made[ends[self.hits - 1] : ends[self.hits]].tolist()  # type: ignore[no-any-return]
            self._known = None
            self._forget()
            return self.tokenizer.encode(text)
        tokens = self.tokenizer.encode(text)
        assert self._file is not None
        self._file.write(array(self._kind, tokens).tobytes())
        self._digests.append(own)
        self._ends.append(self._ends[-1] + len(tokens))
        return tokens

    def _forget(self) -> None:
        for path in (self._facts, self._tokens):
            if path is not None:
                path.unlink(missing_ok=True)

    def close(self) -> None:
        """Keep what was made. Raises OSError for a full disk, and leaves nothing half written under the name."""
        if self._file is None or self._facts is None or self._tokens is None:
            return
        self._file.close()
        self._file = None
        if self._ends[-1] == 0:  # nothing cannot be mapped
            self._part(self._tokens).unlink()
            return
        os.replace(self._part(self._tokens), self._tokens)
        with self._part(self._facts).open("wb") as file:
            np.savez(file, digests=np.array(self._digests, np.uint64), ends=np.array(self._ends, np.int64))
        os.replace(self._part(self._facts), self._facts)

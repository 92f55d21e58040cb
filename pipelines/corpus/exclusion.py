"""Evaluation problems that must not occur in a corpus: their statements and solutions, found by runs of words.

Of a statement any 13 words in a row count (Brown et al. 2020, appendix C), of a solution 40, for programs have more in common
than prose has; a file that is the same as a solution but for white space counts, too. Runs that many problems share say
nothing of any of them, and runs of numbers or of one word over and over neither. Of the runs of solutions only every eighth
is kept, chosen by its number: a copy of 40 words may slip through, one of 120 does so once in 50,000 times.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pipelines.corpus.ngrams import Numbers, Places, Words, runs_of, words_of
from pipelines.corpus.settings import CorpusError
from pipelines.corpus.texts import blind_digest
from schemas.digest import DIGEST_BYTES

_MOST_BITS = 25
_BITS_PER_RUN = 32
_CHUNK_RUNS = 4_000_000
_SEARCHED_BYTES = 1 << 19
"""At once: the numbers of so many words stay in a processor's cache."""
_MOST_RUNS = 100_000_000
"""Of all problems together: a gigabyte and some in memory while they are put in order."""


class Kind(NamedTuple):
    """A kind of text. `words`: length of a run; `every`: one run in so many is kept, a power of two.

    `problems`: how many may share a run before it tells of none of them. `prose`, `different`: how many words of a run must
    look like words of a text, and how many must differ.
    """

    name: str
    words: int
    every: int
    problems: int
    prose: int
    different: int


STATEMENTS = Kind("statements", words=13, every=1, problems=10, prose=7, different=8)
SOLUTIONS = Kind("solutions", words=40, every=8, problems=3, prose=12, different=13)
KINDS = (STATEMENTS, SOLUTIONS)


class Problem(NamedTuple):
    """What of a problem must not occur."""

    name: str
    statements: tuple[str, ...]
    solutions: tuple[str, ...]


class Hit(NamedTuple):
    """A document, by its place, in which a text of a problem occurs; `start`, `end`: bytes of the first such run in it."""

    document: int
    problem: str
    kind: str
    start: int
    end: int


class _Index(NamedTuple):
    """The runs of a kind: their numbers in order, whose each is, and a Bloom filter of them with two bits for each."""

    kind: Kind
    runs: Numbers
    owners: npt.NDArray[np.uint32]
    there: npt.NDArray[np.bool_]

    def near(self, runs: Numbers) -> Places:
        """Places of those runs that may be in the index."""
        places = np.flatnonzero(self.there[_bits(runs, 0, len(self.there))])
        return places[self.there[_bits(runs[places], 1, len(self.there))]]


def _chosen(kind: Kind, runs: Numbers) -> Places:
    """Places of the runs that are looked at."""
    return np.flatnonzero(runs & np.uint64(kind.every - 1) == 0) if kind.every > 1 else np.arange(len(runs))


def telling_runs(kind: Kind, texts: Sequence[str]) -> Numbers:
    """The runs of some texts that say something of them, in order, each once."""
    words = words_of([text.encode("utf-8", "replace") for text in texts])
    (runs,) = runs_of(words.numbers, kind.words)
    places = _chosen(kind, runs)
    places = places[_within(words, places, kind)]
    windows = np.lib.stride_tricks.sliding_window_view
    if len(places):
        prose = windows(words.are_prose, kind.words)[places].sum(axis=1)
        ordered = np.sort(windows(words.numbers, kind.words)[places], axis=1)
        different = 1 + (ordered[:, 1:] != ordered[:, :-1]).sum(axis=1)
        places = places[(prose >= kind.prose) & (different >= kind.different)]
    return np.unique(runs[places])


def _within(words: Words, places: Places, kind: Kind) -> npt.NDArray[np.bool_]:
    """Whether a run's words are all of one text."""
    text = np.searchsorted(words.firsts, places, side="right")
    fits: npt.NDArray[np.bool_] = words.firsts[np.minimum(text, len(words.firsts) - 1)] >= places + kind.words
    return fits


def write_exclusion(folder: Path, problems: Iterator[Problem]) -> int:
    """Keep what must not occur in a folder, for `Exclusion` to read; the number of problems. Raises CorpusError."""
    folder.mkdir(parents=True, exist_ok=True)
    names: list[str] = []
    found: dict[str, list[tuple[Numbers, int]]] = {kind.name: [] for kind in KINDS}
    whole: dict[bytes, int] = {}
    for number, problem in enumerate(problems):
        names.append(problem.name)
        found[STATEMENTS.name].append((telling_runs(STATEMENTS, problem.statements), number))
        found[SOLUTIONS.name].append((telling_runs(SOLUTIONS, problem.solutions), number))
        for text in problem.solutions:
            whole.setdefault(blind_digest(text.encode("utf-8", "replace")), number)
    for kind in KINDS:
        runs, owners = _united(kind, found[kind.name])
        np.save(folder / f"{kind.name}-runs.npy", runs)
        np.save(folder / f"{kind.name}-owners.npy", owners)
    ordered = sorted(whole.items())
    np.save(folder / "whole.npy", np.frombuffer(b"".join(key for key, _ in ordered), np.uint8).reshape(-1, DIGEST_BYTES))
    np.save(folder / "whole-owners.npy", np.array([number for _, number in ordered], np.uint32))
    (folder / "names.json").write_text(json.dumps(names), encoding="utf-8")
    return len(names)


def _united(kind: Kind, found: list[tuple[Numbers, int]]) -> tuple[Numbers, npt.NDArray[np.uint32]]:
    """The runs of all problems in order, each with the first problem that has it; without those that too many share."""
    if sum(len(one) for one, _ in found) > _MOST_RUNS:
        raise CorpusError(f"--exclude: the {kind.name} have more than {_MOST_RUNS} runs of words; exclude fewer splits")
    runs = np.concatenate([np.empty(0, np.uint64), *(one for one, _ in found)])
    owners = np.repeat(np.array([number for _, number in found], np.uint32), [len(one) for one, _ in found])
    order = np.argsort(runs, kind="stable")
    runs, firsts, counts = np.unique(runs[order], return_index=True, return_counts=True)
    rare = counts <= kind.problems
    return runs[rare], owners[order][firsts[rare]]


class Exclusion:
    """What `write_exclusion` kept. The arrays are mapped from their files, so all workers share them."""

    def __init__(self, folder: Path) -> None:
        self._names: list[str] = json.loads((folder / "names.json").read_text(encoding="utf-8"))
        self._indices = [self._index(folder, kind) for kind in KINDS]
        whole, owners = np.load(folder / "whole.npy"), np.load(folder / "whole-owners.npy")
        self._whole = {row.tobytes(): int(owner) for row, owner in zip(whole, owners, strict=True)}

    @staticmethod
    def _index(folder: Path, kind: Kind) -> _Index:
        runs = np.load(folder / f"{kind.name}-runs.npy", mmap_mode="r")
        owners = np.load(folder / f"{kind.name}-owners.npy", mmap_mode="r")
        bits = min(_MOST_BITS, max(16, int(len(runs) * _BITS_PER_RUN).bit_length()))
        there = np.zeros(1 << bits, np.bool_)
        for start in range(0, len(runs), _CHUNK_RUNS):
            for turn in range(2):
                there[_bits(runs[start : start + _CHUNK_RUNS], turn, len(there))] = True
        return _Index(kind, runs, owners, there)

    def same_solution(self, digest: bytes) -> str | None:
        """The problem of which a text with this digest (white space ignored) is a solution, None where it is none."""
        owner = self._whole.get(digest)
        return None if owner is None else self._names[owner]

    def find(self, texts: Sequence[bytes]) -> list[Hit]:
        """The first hit of each kind in each of the texts, in order."""
        hits: list[Hit] = []
        first = size = 0
        for place, text in enumerate(texts):
            size += len(text)
            if size >= _SEARCHED_BYTES or place == len(texts) - 1:
                hits += self._find(texts[first : place + 1], first)
                first, size = place + 1, 0
        return hits

    def _find(self, texts: Sequence[bytes], before: int) -> list[Hit]:
        words = words_of(texts)
        hits: dict[tuple[int, str], Hit] = {}
        all_runs = runs_of(words.numbers, *(kind.words for kind in KINDS))
        for index, runs in zip(self._indices, all_runs, strict=True):
            for place, owner in self._places(index, words, runs):
                document = int(np.searchsorted(words.firsts, place, side="right")) - 1
                start = int(words.starts[place] - words.offsets[document])
                end = int(words.ends[place + index.kind.words - 1] - words.offsets[document])
                hit = Hit(before + document, self._names[owner], index.kind.name, start, end)
                hits.setdefault((document, index.kind.name), hit)
        return sorted(hits.values())

    @staticmethod
    def _places(index: _Index, words: Words, runs: Numbers) -> Iterator[tuple[int, int]]:
        """The first words of runs that are in the index, with whose they are."""
        if not len(index.runs):
            return
        places = _chosen(index.kind, runs) if index.kind.every > 1 else None
        near = index.near(runs if places is None else runs[places])
        places = near if places is None else places[near]
        if not len(places):
            return
        place_in_index = np.minimum(np.searchsorted(index.runs, runs[places]), len(index.runs) - 1)
        same = (index.runs[place_in_index] == runs[places]) & _within(words, places, index.kind)
        for place, found in zip(places[same], place_in_index[same], strict=True):
            yield int(place), int(index.owners[found])


def _bits(runs: Numbers, turn: int, size: int) -> Places:
    """Numbers below `size`, a power of two: the highest bits of each run, and in the second turn the next ones."""
    bits = size.bit_length() - 1
    places = runs >> np.uint64(64 - bits) if turn == 0 else (runs >> np.uint64(64 - 2 * bits)) & np.uint64(size - 1)
    return places.view(np.int64)

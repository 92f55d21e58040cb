"""Statements changed on purpose, to see what a model makes of them: the same dataset with other descriptions.

Li et al. 2022, section 6.3: a model that understands is helped by a simpler statement and hurt by a lacking one; one that only
recognises words does not care about either.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq

from schemas.digest import rng
from schemas.parquet import DatasetError
from schemas.problem import Split

_BREAK = re.compile(r"(?<=[.!?])\s+|\n+")
_SECTION = re.compile(
    r"^\W*(input|output|constraints?|limits?|examples?|notes?|scoring)\b\W*(?:format|specification|\d+)?\W*$", re.I
)
_BOUND = re.compile(
    r"≤|≥|<=|>=|\\leq?|\\geq?|(?<!\w)\d+\s*<|<\s*\d|\bat (?:most|least)\b|\bbetween\b.*\band\b|\bfrom -?\d+ to -?\d+", re.I
)
_ASIDE = re.compile(r"\s*\([^()\d]*\)")
_STORY = ("once", "story", "favourite", "favorite", "birthday", "friend", "loves", "decided", "wants")
NOISE = (
    "The weather was fine on that day.",
    "A clock on the wall showed half past nine.",
    "Nobody had asked about the colour of the door.",
    "The train left a little later than usual.",
    "There was tea for everybody.",
)
"""Sentences that have nothing to do with any problem."""
Change = Callable[[str, Random], str]


def unchanged(description: str, random: Random) -> str:
    """As it is."""
    return description


def reordered(description: str, random: Random) -> str:
    """The sentences before the first section in another order."""
    story, rest = _divided(description)
    sentences = _sentences(story)
    if len(sentences) > 1:
        shuffled = sentences
        while shuffled == sentences:
            shuffled = random.sample(sentences, len(sentences))
            if len(set(sentences)) == 1:
                break
        story = " ".join(one.strip() for one in shuffled) + "\n"
    return story + rest


def simplified(description: str, random: Random) -> str:
    """Without asides in brackets, and without sentences that only tell a story; the last sentence always stays."""
    story, rest = _divided(description)
    sentences = _sentences(_ASIDE.sub("", story))
    kept = [one for one in sentences[:-1] if not any(word in one.lower() for word in _STORY)] + sentences[-1:]
    return " ".join(one.strip() for one in kept) + "\n" + rest


def noisy(description: str, random: Random) -> str:
    """With sentences between the others that have nothing to do with it, one for every two."""
    story, rest = _divided(description)
    sentences = _sentences(story)
    for _ in range(max(1, len(sentences) // 2)):
        sentences.insert(random.randrange(len(sentences) + 1), random.choice(NOISE))
    return " ".join(one.strip() for one in sentences) + "\n" + rest


def without_constraints(description: str, random: Random) -> str:
    """Without the lines and sentences, here and in all sections, that give bounds."""
    lines = []
    for line in description.splitlines():
        if not _BOUND.search(line):
            lines.append(line)
            continue
        kept = [one.strip() for one in _sentences(line) if not _BOUND.search(one)]
        if kept:
            lines.append(" ".join(kept))
    return "\n".join(lines) + "\n"


CHANGES: dict[str, Change] = {
    "original": unchanged,
    "reordered": reordered,
    "simplified": simplified,
    "noisy": noisy,
    "without_constraints": without_constraints,
}


def _divided(description: str) -> tuple[str, str]:
    """The text before the first heading of a section, and all from there on."""
    lines = description.splitlines(keepends=True)
    for place, line in enumerate(lines):
        if place and _SECTION.match(line.strip()):
            return "".join(lines[:place]).rstrip() + "\n\n", "".join(lines[place:])
    return description, ""


def _sentences(text: str) -> list[str]:
    return [one for one in _BREAK.split(text) if one.strip()]


def write_changed(dataset: Path, output: Path, name: str, splits: tuple[Split, ...], seed: int = 0) -> int:
    """A copy of a dataset's files in which the splits' descriptions are changed; the number of descriptions that differ.

    The change of a statement is a function of its problem and the seed. Raises DatasetError where there is nothing to change.
    """
    change = CHANGES[name]
    folder = dataset / "data" if (dataset / "data").is_dir() else dataset
    paths = sorted(folder.glob("*.parquet"))
    if not paths:
        raise DatasetError(f"{dataset}: no parquet files in it; give a folder that holds a dataset")
    (output / "data").mkdir(parents=True, exist_ok=True)
    changed = 0
    for path in paths:
        if any(path.name.startswith(split.value) for split in splits):
            changed += _rewrite(path, output / "data" / path.name, change, name, seed)
        else:
            shutil.copyfile(path, output / "data" / path.name)
    return changed


def _rewrite(path: Path, target: Path, change: Change, name: str, seed: int) -> int:
    changed = 0
    with pq.ParquetFile(path) as parquet, pq.ParquetWriter(target, parquet.schema_arrow, compression="zstd") as writer:
        place = parquet.schema_arrow.get_field_index("description")
        if place < 0:
            raise DatasetError(f"{path}: no column 'description'; give a dataset in the layout of CodeContests")
        for number in range(parquet.num_row_groups):
            table = parquet.read_row_group(number)
            names, texts = table.column("name").to_pylist(), table.column("description").to_pylist()
            fresh = [change(text or "", rng(problem, name, seed)) for problem, text in zip(names, texts, strict=True)]
            changed += sum(new != (old or "") for new, old in zip(fresh, texts, strict=True))
            field = parquet.schema_arrow.field(place)
            writer.write_table(table.set_column(place, field, pa.array(fresh, field.type)))
    return changed

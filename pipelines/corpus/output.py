"""The folder of a corpus, its manifests and its summary.

data/corpus-00000-of-00002.parquet                  the files, in the order of the input
sidecars/rejections-00000-of-00001.parquet          what was dropped, where and why
manifest.json                                       settings, counts, digests: the same for the same input and settings
measured/manifest.json                              how long it took
"""

from __future__ import annotations

import importlib.metadata
import json
import os
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from pipelines.corpus.settings import RECIPE, CorpusError, CorpusSettings
from schemas.digest import digest
from schemas.parquet import write_table
from schemas.rejection import Rejection
from schemas.sidecars import REJECTIONS, rejection_row

KIND = "codequorum corpus"
WORKSPACE = ".corpus"
MANIFEST, MEASURED, STATE = "manifest.json", "measured/manifest.json", f"{WORKSPACE}/state.json"
REJECTIONS_PATH = "sidecars/rejections-00000-of-00001.parquet"
LAYOUT_VERSION = 1
_PACKAGES = ("codequorum", "numpy", "pyarrow")
_MOST_REASONS = 16


def prepare_output(output: Path, fingerprint: str) -> bool:
    """Make `output` ready for the corpus of this fingerprint; False where it holds it already, finished.

    One that was begun goes on. Raises CorpusError for a folder that holds anything else.
    """
    if output.exists() and not output.is_dir():
        raise CorpusError(f"{output} is a file; give --output a folder")
    finished = _read(output / MANIFEST)
    if finished:
        if finished.get("kind") == KIND and _read(output / MEASURED).get("fingerprint") == fingerprint:
            return False
        raise CorpusError(f"{output} already holds something that was made otherwise; give --output another folder")
    begun = _read(output / STATE)
    if begun and begun.get("fingerprint") != fingerprint:
        raise CorpusError(f"{output} holds a corpus that was begun otherwise; give --output another folder, or delete this one")
    if not begun and output.exists() and any(output.iterdir()):
        raise CorpusError(f"{output} exists and is no corpus; give --output a new or an empty folder")
    if not begun:
        (output / STATE).parent.mkdir(parents=True, exist_ok=True)
        _write(output / STATE, {"fingerprint": fingerprint, "begun": time.time()})
    return True


def write_rejections(file: BinaryIO, rejections: Iterable[Rejection]) -> int:
    """Write the table of everything that was dropped, in order; its rows."""
    return write_table(file, REJECTIONS, map(rejection_row, sorted(rejections)))


def write_manifests(
    output: Path,
    settings: CorpusSettings,
    files: Sequence[Mapping[str, Any]],
    counts: Mapping[str, Mapping[str, int]],
    rejections: Iterable[Rejection],
) -> None:
    """Write both manifests, `manifest.json` last: its presence says that the corpus is whole."""
    reasons: Counter[str] = Counter()
    for one in rejections:
        reasons[one.reason] += one.count
    state = _read(output / STATE)
    elapsed_s = round(time.time() - state["begun"], 3)
    (output / MEASURED).parent.mkdir(parents=True, exist_ok=True)
    _write(output / MEASURED, {"fingerprint": state["fingerprint"], "elapsed_s": elapsed_s})
    manifest = {
        "kind": KIND,
        "layout_version": LAYOUT_VERSION,
        "recipe": RECIPE,
        "settings": settings.as_json(),
        "counts": counts,
        "rejections": reasons,
        "versions": {name: importlib.metadata.version(name) for name in _PACKAGES},
        "digest": digest(*(f"{one['path']} {one['sha256']}" for one in files)),
        "files": list(files),
    }
    _write(output / MANIFEST, manifest)


def _write(path: Path, value: Any) -> None:
    fresh = path.with_name(f".{path.name}.part")
    fresh.write_text(json.dumps(value, indent=2, sort_keys=True, ensure_ascii=True) + "\n", encoding="utf-8")
    os.replace(fresh, path)


def _read(path: Path) -> dict[str, Any]:
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return value if isinstance(value, dict) else {}


def corpus_summary(output: Path) -> str:
    """What a corpus holds, by language and licence, what was masked, and what was dropped and why, for a terminal."""
    manifest, measured = _read(output / MANIFEST), _read(output / MEASURED)
    counts = manifest["counts"]
    read, kept = counts.get("read", {}), counts.get("keep", {})
    lines = [f"corpus {output}", f"  {kept.get('files', 0):>9} files, {kept.get('bytes', 0) / 1e6:.1f} MB"]
    for title in ("language", "licence", "mask"):
        ordered = sorted(counts.get(title, {}).items(), key=lambda one: (-one[1], one[0]))
        shown = ", ".join(f"{what} {count}" for what, count in ordered[:_MOST_REASONS])
        lines.append(f"  by {title}: {shown}" if title != "mask" else f"  masked: {shown or 'nothing'}")
    lines.append("dropped:" + ("" if manifest["rejections"] else " nothing"))
    dropped = sorted(manifest["rejections"].items(), key=lambda one: (-one[1], one[0]))
    lines += [f"  {count:>9} {reason}" for reason, count in dropped[:_MOST_REASONS]]
    seconds = measured.get("elapsed_s", 0.0)
    lines.append(f"{read.get('bytes', 0) / 1e6:.1f} MB read, {seconds:.0f} s; details: {output}/{MANIFEST}, {output}/sidecars")
    return "\n".join(lines)


def refuse_empty(output: Path) -> None:
    """Raises CorpusError, with the reasons, where nothing was kept. The folder keeps the rejections."""
    manifest = _read(output / MANIFEST)
    if manifest["counts"].get("keep", {}).get("files", 0):
        return
    ordered = sorted(manifest["rejections"].items(), key=lambda one: (-one[1], one[0]))
    reasons = ", ".join(f"{count} x {reason}" for reason, count in ordered[:_MOST_REASONS])
    raise CorpusError(f"no file could be kept ({reasons or 'there is none'}); details: {output}/sidecars")

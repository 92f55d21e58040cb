"""What a dataset holds, in a few lines for a terminal."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from schemas.parquet import Dataset

MOST_REASONS = 12


def dataset_summary(folder: Path) -> str:
    """Counts of a finished dataset and why things were dropped."""
    dataset = Dataset(folder)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    measured = json.loads((folder / "measured" / "manifest.json").read_text(encoding="utf-8"))
    kept = manifest["counts"].get("keep", {})
    splits = ", ".join(f"{count} {name[9:]}" for name, count in kept.items() if name[9:] in ("train", "valid", "test"))
    counts = "".join(f"\n  {kept.get(name, 0):>7} {name.replace('_', ' ')}" for name in _KINDS)
    agreed = [row["agreed"] for row in dataset.table("generated_tests")]
    agreement = f" (agreed on by {min(agreed)} to {max(agreed)} solutions each)" if agreed else ""
    reasons: Counter[str] = Counter()
    for row in dataset.table("rejections"):
        reasons[f"{row['subject']}: {row['reason']}"] += row["count"]
    dropped = "".join(f"\n  {count:>7} {reason}" for reason, count in reasons.most_common(MOST_REASONS))
    runs = sum(manifest["counts"].get(stage, {}).get("runs", 0) for stage in ("verify", "generate"))
    return (
        f"dataset {folder}\n  problems: {splits or 'none'}{counts}{agreement}\n"
        f"dropped:{dropped or ' nothing'}\n"
        f"{runs} runs, {measured['elapsed_s']:.0f} s since the build began; details: {folder}/README.md, {folder}/manifest.json"
    )


_KINDS = ("public_tests", "private_tests", "solutions", "incorrect_solutions", "generated_tests")

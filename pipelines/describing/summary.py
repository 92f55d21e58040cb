"""What a dataset holds, in a few lines for a terminal."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from schemas.parquet import Dataset, DatasetError

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
    reasons = rejection_counts(dataset)
    dropped = "".join(f"\n  {count:>7} {reason}" for reason, count in reasons.most_common(MOST_REASONS))
    runs = sum(manifest["counts"].get(stage, {}).get("runs", 0) for stage in ("verify", "generate"))
    return (
        f"dataset {folder}\n  problems: {splits or 'none'}{counts}{agreement}\n"
        f"dropped:{dropped or ' nothing'}\n"
        f"{runs} runs, {measured['elapsed_s']:.0f} s since the build began; details: {folder}/README.md, {folder}/manifest.json"
    )


def rejection_counts(dataset: Dataset) -> Counter[str]:
    """How often each "subject: reason" occurs among the rejections."""
    reasons: Counter[str] = Counter()
    for row in dataset.table("rejections"):
        reasons[f"{row['subject']}: {row['reason']}"] += row["count"]
    return reasons


def refuse_empty(folder: Path, what: str) -> None:
    """Raises DatasetError, with the reasons, where a build kept no problem at all. The folder keeps the rejections."""
    dataset = Dataset(folder)
    if not dataset.shards():
        reasons = ", ".join(f"{count} x {reason}" for reason, count in rejection_counts(dataset).most_common(MOST_REASONS))
        raise DatasetError(
            f"{what}: none of its problems could be kept ({reasons or 'it has none'}); details: {folder}/sidecars"
        )


_KINDS = ("public_tests", "private_tests", "solutions", "incorrect_solutions", "generated_tests")

"""The manifest of a dataset: what went in and out at each stage, with which settings, and the digest of every file."""

from __future__ import annotations

import importlib.metadata
import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from pipelines.cloud.places import Place, bytes_below, write_whole
from pipelines.execution.machine import toolchain_versions
from pipelines.execution.tiers import best_tier
from pipelines.normalising import clang_format_version
from pipelines.running.progress import Monitor
from pipelines.settings import RECIPE, BuildSettings
from pipelines.stages.export import Written
from schemas.digest import digest
from schemas.tally import Tally

LAYOUT_VERSION = 1
_PACKAGES = ("apache-beam", "codequorum", "numpy", "pyarrow")


def counts_of(tallies: Iterable[tuple[tuple[str, str], int]]) -> dict[str, dict[str, int]]:
    """Counts by stage and name, both in alphabetical order."""
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    for (stage, what), count in sorted(tallies):
        counts[stage][what] = count
    return dict(counts)


def keyed(tally: Tally) -> tuple[tuple[str, str], int]:
    """A tally as key and value, to be summed."""
    return (tally.stage, tally.what), int(tally.number)


def versions(settings: BuildSettings) -> dict[str, str]:
    """What a dataset's bytes may depend on: our packages, the toolchains that ran the programs, what laid them out."""
    found = {}
    for name in _PACKAGES:
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            found[name] = "not installed"
    found.update({f"toolchain {language}": version for language, version in toolchain_versions().items()})
    if settings.normalise_cpp:
        found["clang-format"] = clang_format_version()
    return found


def machine_facts() -> dict[str, Any]:
    """How the machine that wrote the dataset ran its programs: it may differ where the dataset must not."""
    tier = best_tier()
    return {"tier": {"value": tier.value, "name": tier.name}, "toolchains": toolchain_versions()}


def write_manifests(
    root: Place,
    settings: BuildSettings,
    files: Iterable[Written],
    counts: dict[str, dict[str, int]],
    facts: dict[str, Any],
) -> None:
    """Write `measured/manifest.json`, then `manifest.json`, whose presence says that the dataset is whole.

    `manifest.json` is the same for the same input and seed; everything that was measured is listed in the other one.
    """
    listed = sorted(set(files))
    steady = [one._asdict() for one in listed if not one.path.startswith("measured/")]
    measured = [one._asdict() for one in listed if one.path.startswith("measured/")]
    content_digest = digest(*(f"{one['path']} {one['sha256']}" for one in steady))
    _write_json(
        root / "measured/manifest.json",
        {"dataset_digest": content_digest, "files": measured, "machine": machine_facts(), **facts},
    )
    _write_json(
        root / "manifest.json",
        {
            "dataset_digest": content_digest,
            "layout_version": LAYOUT_VERSION,
            "recipe": RECIPE,
            "settings": settings.as_json(),
            "counts": counts,
            "versions": versions(settings),
            "files": steady,
        },
    )


def record_run(root: Place, monitor: Monitor, workers: int, scratch: Place) -> None:
    """Add to `measured/manifest.json` what the run took and what each stage did of it, as `monitor` saw them: only the driver
    knows, once everything else is written. Of a build that was continued it is the last run."""
    path = root / "measured/manifest.json"
    measured = json.loads(path.read_text(encoding="utf-8"))
    held = {"workers": workers, "scratch_bytes": bytes_below(scratch)}
    measured["cost"] = {**{name: round(value, 3) for name, value in monitor.cost()._asdict().items()}, **held}
    measured["stages"] = [
        {
            "stage": one.stage,
            "done": one.done,
            "seconds": round(one.seconds, 3),
            "a_second": None if one.a_second is None else round(one.a_second, 3),
        }
        for one in monitor.stages()
    ]
    _write_json(path, measured)


def _write_json(path: Place, value: Any) -> None:
    text = json.dumps(value, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
    write_whole(path, [text.encode()])

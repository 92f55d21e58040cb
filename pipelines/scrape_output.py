"""What a crawl leaves: problems as JSON lines, what was rejected, and manifests.

problems-00000-of-00002.jsonl    in order of their keys; `codequorum build --source jsonl --input OUTPUT` goes on from here
rejections.ndjson                one rejection a line; not called .jsonl because it holds no problems
manifest.json                    what was wanted, counts, terms of use, digests: the same for the same pages
measured/manifest.json           requests, bytes and time: what differs from run to run
"""

from __future__ import annotations

import dataclasses
import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from pipelines.running.workspace import Workspace
from pipelines.scrapers.settings import ScrapeError, ScrapeSettings
from pipelines.scrapers.site import Site
from pipelines.stages.export import Written, write_file
from schemas.digest import digest, file_sha256
from schemas.rejection import Rejection

KIND = "codequorum scrape"
SHARD_BYTES = 64 << 20
MANIFEST, REJECTIONS, MEASURED = "manifest.json", "rejections.ndjson", "measured/manifest.json"
_MOST_REASONS = 12
_MOST_QUOTED = 5


class Line(NamedTuple):
    """The key of a problem whose line lies in the workspace, and the line's length."""

    key: str
    size_bytes: int


def prepare_output(output: Path, workspace: str) -> None:
    """Make `output` a folder that may be written to. Raises ScrapeError where it holds something that no crawl left there."""
    if output.exists() and not output.is_dir():
        raise ScrapeError(f"{output} is a file; give --output a folder")
    if output.is_dir() and any(output.iterdir()) and not (output / workspace).is_dir() and _manifest(output) is None:
        raise ScrapeError(f"{output} exists and is no output of a crawl; give --output a new or an empty folder")
    output.mkdir(parents=True, exist_ok=True)


def _manifest(output: Path) -> dict[str, Any] | None:
    try:
        value = json.loads((output / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return value if isinstance(value, dict) and value.get("kind") == KIND else None


def plan_shards(lines: Sequence[Line], shard_bytes: int = SHARD_BYTES) -> list[list[Line]]:
    """The lines in their order, cut into shards of about `shard_bytes`; one, though empty, where there is none."""
    shards: list[list[Line]] = [[]]
    size = 0
    for line in lines:
        if size >= shard_bytes:
            shards.append([])
            size = 0
        shards[-1].append(line)
        size += line.size_bytes
    return shards


def write_output(
    output: Path,
    workspace: Workspace,
    settings: ScrapeSettings,
    sites: Iterable[Site],
    lines: Sequence[Line],
    rejections: Sequence[Rejection],
    counts: Mapping[str, Mapping[str, int]],
    measured: Mapping[str, Any],
) -> None:
    """Write all files, `manifest.json` last: without it an output is not whole. Files of an earlier crawl go."""
    (output / MANIFEST).unlink(missing_ok=True)
    shards = plan_shards(lines)
    written = []
    for number, shard in enumerate(shards):
        name = f"problems-{number:05d}-of-{len(shards):05d}.jsonl"
        written.append(_write(output, name, (workspace.get("line", line.key) for line in shard)))
    for old in set(output.glob("problems-*-of-*.jsonl")) - {output / one.path for one in written}:
        old.unlink()
    rows = (json.dumps(dataclasses.asdict(one), ensure_ascii=True).encode() + b"\n" for one in rejections)
    written.append(_write(output, REJECTIONS, rows))
    reasons: Counter[str] = Counter()
    for one in rejections:
        reasons[f"{one.subject}: {one.reason}"] += one.count
    _write(output, MEASURED, _json(dict(measured)))
    manifest = {
        "kind": KIND,
        "settings": settings.as_json(),
        "sites": [_described(site) for site in sorted(sites, key=lambda one: one.name)],
        "counts": {stage: dict(of_stage) for stage, of_stage in counts.items()},
        "rejections": dict(sorted(reasons.items())),
        "digest": digest(*(f"{one.path} {one.sha256}" for one in written)),
        "files": [one._asdict() for one in written],
    }
    _write(output, MANIFEST, _json(manifest))


def _described(site: Site) -> dict[str, Any]:
    return {
        "name": site.name,
        "hosts": list(site.hosts),
        "seconds_per_request": site.seconds_per_request,
        "terms": site.terms,
    }


def _json(value: dict[str, Any]) -> Iterator[bytes]:
    yield (json.dumps(value, indent=2, sort_keys=True, ensure_ascii=False) + "\n").encode()


def _write(output: Path, path: str, lines: Iterable[bytes]) -> Written:
    """Write a file. One that comes out as it was keeps its time of change: a build from it that was begun can go on."""

    def all_of_them(file: BinaryIO) -> int:
        return sum(bool(file.write(line)) for line in lines)

    target = output / path
    before = (_sha256(target), target.stat().st_mtime_ns) if target.is_file() else ("", 0)
    written = write_file(output, path, all_of_them)
    if written.sha256 == before[0]:
        os.utime(target, ns=(before[1], before[1]))
    return written


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return file_sha256(iter(lambda: file.read(1 << 20), b""))


def problems_of(output: Path) -> int:
    """How many problems an output holds."""
    return int(_whole(output)["counts"].get("assemble", {}).get("problems", 0))


def scrape_summary(output: Path) -> str:
    """What a crawl brought, what it did not and why, and what remains to be done, for a terminal."""
    manifest = _whole(output)
    measured = json.loads((output / MEASURED).read_text(encoding="utf-8"))
    counts = manifest["counts"].get("assemble", {})
    lines = [f"crawl {output}"]
    lines += [f"  {counts.get(name, 0):>7} {name.replace('_', ' ')}" for name in _COUNTED]
    lines.append("dropped:" + ("" if manifest["rejections"] else " nothing"))
    ordered = sorted(manifest["rejections"].items(), key=lambda one: (-one[1], one[0]))
    lines += [f"  {count:>7} {reason}" for reason, count in ordered[:_MOST_REASONS]]
    lines += _quoted(output, all_of_them=not counts.get("problems"))
    if not counts.get("problems") and not manifest["rejections"]:
        lines.append("nothing that the sites list is wanted: see --contests and --since")
    asked = measured["asked"]
    requests = sum(count for what, count in asked.items() if what.endswith(" requests"))
    lines.append(f"{requests} requests, {measured['elapsed_s']:.0f} s; details: {output}/{MANIFEST}, {output}/{REJECTIONS}")
    if asked.get("groups left unfinished") and not measured["how"]["offline"]:
        lines.append("not everything was asked for: the same command goes on where this one stopped")
    if counts.get("problems"):
        lines.append(f"build from it: codequorum build --source jsonl --input {output} --output FOLDER")
    return "\n".join(lines)


def _quoted(output: Path, *, all_of_them: bool) -> list[str]:
    """What somebody has to look at: pages that are not as their parsers know them, or why there is nothing at all."""
    rows = [json.loads(line) for line in (output / REJECTIONS).read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if all_of_them or row["reason"] == "markup"]
    if not rows:
        return []
    lines = ["why:" if all_of_them else f"{len(rows)} pages are not as the parsers know them:"]
    lines += [f"  {row['problem']}: {row['detail']}" for row in rows[:_MOST_QUOTED]]
    return lines + ([f"  and {len(rows) - _MOST_QUOTED} more"] if len(rows) > _MOST_QUOTED else [])


def _whole(output: Path) -> dict[str, Any]:
    manifest = _manifest(output)
    if manifest is None:
        raise ScrapeError(f"{output} is no output of a crawl, or of one that did not end")
    return manifest


_COUNTED = ("problems", "public_tests", "private_tests", "solutions", "incorrect_solutions")

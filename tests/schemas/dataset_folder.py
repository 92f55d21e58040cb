"""A dataset folder made of dossiers, one shard per split: just enough of one to be read back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from schemas import sidecars
from schemas.dossier import Dossier
from schemas.parquet import write_problems, write_table
from schemas.problem import Split


def write_dataset(folder: Path, dossiers: Sequence[Dossier]) -> None:
    """Write base shards, every sidecar table and a manifest."""
    tables = {**sidecars.STEADY, **sidecars.MEASURED}
    for part in ("data", "sidecars", "measured"):
        (folder / part).mkdir()
    for split in Split:
        chosen = [dossier for dossier in dossiers if dossier.split is split]
        stem = f"{split.value}-00000-of-00001.parquet"
        with (folder / "data" / stem).open("wb") as file:
            assert write_problems(file, (dossier.problem for dossier in chosen)) == len(chosen)
        rows = [named_row for dossier in chosen for named_row in sidecars.rows(dossier)]
        assert {name for name, _ in rows} <= set(tables)
        for table, schema in tables.items():
            part = "sidecars" if table in sidecars.STEADY else "measured"
            with (folder / part / f"{table}-{stem}").open("wb") as file:
                write_table(file, schema, [row for name, row in rows if name == table])
    (folder / "manifest.json").write_text("{}", encoding="utf-8")

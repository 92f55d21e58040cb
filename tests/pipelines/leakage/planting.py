"""Datasets with leaks planted in them, written without a build."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

from schemas import sidecars
from schemas.dossier import Dossier, Kin
from schemas.parquet import write_problems, write_table
from schemas.problem import Problem, Split

SETTINGS = {"last_train_date": "2021-07-14", "last_valid_date": "2021-09-20"}


def plant(folder: Path, splits: Mapping[Split, list[Problem]], kin: Mapping[str, Kin] | None = None) -> Path:
    """A dataset with these problems and the table that dates them; `kin` as a build would have found them."""
    for name in ("data", "sidecars"):
        (folder / name).mkdir(parents=True)
    (folder / "manifest.json").write_text(json.dumps({"settings": SETTINGS}))
    for split, problems in splits.items():
        rows = []
        for problem in problems:
            found = (kin or {}).get(problem.name) or Kin(published=problem.published)
            dossier = Dossier(problem=problem, split=split, kin=found)
            rows += [row for table, row in sidecars.rows(dossier) if table == "problems"]
        with (folder / f"data/{split.value}-00000-of-00001.parquet").open("wb") as file:
            write_problems(file, problems)
        table: BinaryIO
        with (folder / f"sidecars/problems-{split.value}-00000-of-00001.parquet").open("wb") as table:
            write_table(table, sidecars.PROBLEMS, rows)
    return folder

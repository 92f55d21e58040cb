"""A dataset's parquet files as tables that can be asked, whatever of them is there.

Every table of the layout is a view with all its columns: a file, a column or a whole folder that is missing, damaged or of
another version leaves a view with fewer rows or with nulls, and a `Gap` that says so. So no question fails, and whoever shows
the answers says what they lack.
"""

from __future__ import annotations

import glob
import json
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from schemas.code_contests import LabelNames
from schemas.parquet import DatasetError, open_problems
from schemas.problem import Split
from schemas.sidecars import MEASURED, REJECTIONS, STEADY
from schemas.text import excerpt

MISTAKES = (duckdb.BinderException, duckdb.CatalogException, duckdb.ParserException)
"""Faults of a question; any other error is a file's."""
KNOWN_LAYOUT = 1
MOST_NAMED = 8
"""So many missing files are named, the others are counted."""
TABLES: dict[str, tuple[str, pa.Schema]] = {
    **{name: ("sidecars", schema) for name, schema in STEADY.items()},
    "rejections": ("sidecars", REJECTIONS),
    **{name: ("measured", schema) for name, schema in MEASURED.items()},
}
"""Table -> its folder and its columns."""
WITHOUT = {
    "problems": "checkers, several answers, licences, dates and voters are not known",
    "solutions": "file names, authors and results of solutions are not known",
    "generated_tests": "where generated tests come from and who agreed on them is not known",
    "held_out": "solutions that were held out are not known",
    "official_tests": "official tests that were set aside are not known",
    "rejections": "what was dropped, and why, is not known",
    "solution_times": "how long solutions ran is not known",
    "test_times": "how long tests take is not known",
    "test_rejections": "which test rejects which program is not known",
    "core_tests": "which tests would be enough is not known",
    "problem_times": "what the generation cost is not known",
}


@dataclass(frozen=True, slots=True)
class Gap:
    """Something of a dataset that is not as it should be: what, why, and what cannot be shown therefore."""

    what: str
    why: str
    effect: str = ""


@dataclass(frozen=True, slots=True)
class BaseFile:
    """A readable base file. `names`: its class labels; `size_bytes` on disk."""

    path: Path
    split: Split
    names: LabelNames
    rows: int
    size_bytes: int


class Tables:
    """The tables of a dataset folder. Raises DatasetError only where there is no such folder.

    `manifest` and `measured` are the two manifests, empty where they cannot be read. Threads ask through `cursor`.
    """

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir():
            raise DatasetError(f"{folder}: no such folder; give one that `codequorum build` wrote")
        self.folder = folder.resolve()
        self._gaps: list[Gap] = []
        self.manifest = self._manifest(
            "manifest.json", "settings and counts by stage are not known; the build may not have ended"
        )
        self.measured = self._manifest("measured/manifest.json", "how long the build took, and on what machine, is not known")
        self._check_version()
        self._check_files()
        self.base = self._base_files()
        self._spilled = tempfile.TemporaryDirectory(prefix="codequorum-tables-")  # what does not fit into memory
        self._database = self._connect()
        missing = {folder for folder, _ in TABLES.values() if not any((self.folder / folder).glob("*.parquet"))}
        self._gaps += [Gap(f"{one}/", "no tables in it", _effects(one)) for one in sorted(missing)]
        for name, (part, schema) in TABLES.items():
            self._add(name, part, schema, part in missing)

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """What is not as it should be, in the order in which it was found."""
        return tuple(self._gaps)

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A connection of one's own to the same tables."""
        return self._database.cursor()

    def ask(self, question: str, values: Sequence[Any] = ()) -> list[dict[str, Any]]:
        """The rows of an answer by column name. A file that turns out to be damaged leaves a gap and no rows."""
        cursor = self.cursor()
        try:
            cursor.execute(question, list(values))
            names = [column[0] for column in cursor.description or ()]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        except MISTAKES:
            raise
        except duckdb.Error as error:
            gap = Gap("a table", excerpt(str(error), 200), "what it holds is not shown")
            if gap not in self._gaps:
                self._gaps.append(gap)
            return []

    def close(self) -> None:
        """Let go of the files."""
        self._database.close()
        self._spilled.cleanup()

    def _manifest(self, name: str, effect: str) -> dict[str, Any]:
        path = self.folder / name
        try:
            value = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            self._gaps.append(Gap(name, "not there", effect))
            return {}
        except (OSError, ValueError, RecursionError) as error:
            self._gaps.append(Gap(name, f"cannot be read: {excerpt(str(error), 120)}", effect))
            return {}
        if isinstance(value, dict):
            return value
        self._gaps.append(Gap(name, f"no JSON object but {excerpt(str(value), 40)}", effect))
        return {}

    def _check_version(self) -> None:
        version = self.manifest.get("layout_version")
        if version is not None and version != KNOWN_LAYOUT:
            why = f"layout version {excerpt(str(version), 40)}; this program knows version {KNOWN_LAYOUT}"
            self._gaps.append(Gap("manifest.json", why, "columns that it does not know are not shown"))

    def _check_files(self) -> None:
        """Compare the manifests' list of files with the folder, by size."""
        listed = [one for manifest in (self.manifest, self.measured) for one in _listed(manifest)]
        wrong = []
        for name, size in listed:
            path = self.folder / name
            if not path.is_file():
                wrong.append(Gap(excerpt(name, 120), "the manifest names it, but it is not there"))
            elif size is not None and path.stat().st_size != size:
                wrong.append(Gap(excerpt(name, 120), f"{path.stat().st_size} bytes, where the manifest says {size}"))
        self._gaps += wrong[:MOST_NAMED]
        if len(wrong) > MOST_NAMED:
            self._gaps.append(
                Gap(f"{len(wrong) - MOST_NAMED} other files", "missing, or of another size than the manifest says")
            )

    def _inside(self, path: Path, effect: str) -> bool:
        if path.resolve().is_relative_to(self.folder):
            return True
        self._gaps.append(Gap(self._name(path), "a link that leads out of the dataset; copy the file here", effect))
        return False

    def _name(self, path: Path) -> str:
        return str(path.relative_to(self.folder))

    def _base_files(self) -> list[BaseFile]:
        found = []
        effect = "its problems are not shown"
        for split in Split:
            for path in sorted((self.folder / "data").glob(f"{split.value}-*.parquet")):
                if not self._inside(path, effect):
                    continue
                try:
                    parquet, names = open_problems(str(path), self._name(path))
                except DatasetError as error:
                    self._gaps.append(Gap(self._name(path), excerpt(str(error).partition(": ")[2], 200), effect))
                    continue
                with parquet:
                    found.append(BaseFile(path, split, names, parquet.metadata.num_rows, path.stat().st_size))
        if not found:
            self._gaps.append(Gap("data/", "no base file that can be read in it", "there are no problems to show"))
        return found

    def _connect(self) -> duckdb.DuckDBPyConnection:
        """A database in memory that reads this folder and nothing else, and fetches nothing."""
        database = duckdb.connect(":memory:")
        database.execute(f"SET temp_directory={literal(self._spilled.name)}")
        database.execute("SET autoinstall_known_extensions=false")
        database.execute("SET autoload_known_extensions=false")
        if glob.escape(str(self.folder)) == str(self.folder):  # a pattern is never within an allowed folder
            database.execute(f"SET allowed_directories=[{literal(str(self.folder) + os.sep)}]")
            database.execute("SET enable_external_access=false")
        return database

    def _add(self, name: str, part: str, schema: pa.Schema, expected_missing: bool) -> None:
        """Make the view `name`."""
        paths = []
        types: dict[str, pa.DataType] = {}
        for path in sorted((self.folder / part).glob(f"{name}-*.parquet")):
            found = self._schema(path, WITHOUT[name])
            if found is not None:
                paths.append(path)
                types.update({field.name: field.type for field in found})
        if not paths:
            if not expected_missing:
                self._gaps.append(Gap(f"{part}/{name}-*.parquet", "not there", WITHOUT[name]))
            self._empty(name, schema)
            return
        lacking = [field.name for field in schema if types.get(field.name) != field.type]
        if lacking:
            why = f"without the columns {', '.join(lacking)} as this program knows them"
            self._gaps.append(Gap(f"{part}/{name}-*.parquet", why, "what they say is not shown"))
        self._empty(f"{name}_like", schema)
        columns = ", ".join(f'"{field.name}"' for field in schema if field.name not in lacking)
        # the empty table gives the columns that the files lack, and their types
        every = f"SELECT {columns or 'NULL AS ignored'} FROM {parquet_files(paths)}"
        names = ", ".join(f'"{field.name}"' for field in schema)
        self._database.execute(f"CREATE VIEW {name} AS SELECT {names} FROM ({every} UNION ALL BY NAME FROM {name}_like)")

    def _empty(self, name: str, schema: pa.Schema) -> None:
        self._database.register("given", schema.empty_table())
        self._database.execute(f"CREATE TABLE {name} AS FROM given")
        self._database.unregister("given")

    def _schema(self, path: Path, effect: str) -> pa.Schema | None:
        if not self._inside(path, effect):
            return None
        try:
            return pq.read_schema(path)
        except (pa.ArrowInvalid, OSError) as error:
            why = f"not a readable parquet file ({excerpt(str(error), 120)})"
            self._gaps.append(Gap(self._name(path), why, effect))
            return None


def _effects(part: str) -> str:
    return "; ".join(WITHOUT[name] for name, (folder, _) in TABLES.items() if folder == part)


def _listed(manifest: dict[str, Any]) -> list[tuple[str, int | None]]:
    """The files that a manifest names and their sizes; names that lead elsewhere are left out."""
    files = manifest.get("files")
    found = []
    for one in files if isinstance(files, list) else []:
        name, size = (one.get("path"), one.get("size_bytes")) if isinstance(one, dict) else (None, None)
        if isinstance(name, str) and "\0" not in name and not Path(name).is_absolute() and ".." not in Path(name).parts:
            found.append((name, size if isinstance(size, int) else None))
    return found


def literal(text: str) -> str:
    """`text` as a literal of SQL."""
    return "'" + text.replace("'", "''") + "'"


def parquet_files(paths: Sequence[Path], more: str = "") -> str:
    """These very files as a table of SQL, whatever characters their names hold."""
    files = ", ".join(literal(glob.escape(str(path))) for path in paths)
    return f"read_parquet([{files}], union_by_name=true{more})"

"""One row per problem: what one looks for and filters by, in a table of its own that is small enough for memory.

`entries` has the short columns of the base table and the facts of the sidecars. Tests are counted in the first base files only,
for that reads them whole; of later files the counts are null, except those of generated tests, which a sidecar knows.
"""

from __future__ import annotations

import duckdb
import pyarrow.parquet as pq

from pipelines.showing.tables import MISTAKES, BaseFile, Gap, Tables, parquet_files
from pipelines.showing.words import size
from schemas.text import excerpt

MOST_SEARCHED_BYTES = 512 << 20
_TABLE = """
CREATE TABLE base (file INTEGER, place BIGINT, split VARCHAR, name VARCHAR, source VARCHAR, difficulty VARCHAR, rating INTEGER,
    tags VARCHAR[], contest BIGINT, letter VARCHAR, time_limit_s DOUBLE, memory_limit_bytes BIGINT, translated BOOLEAN,
    public BIGINT, private BIGINT, generated BIGINT, correct BIGINT, incorrect BIGINT, searched VARCHAR)
"""
_FILL = """
INSERT INTO base SELECT $file, file_row_number, $split, coalesce(name, ''),
    coalesce(list_extract($sources::VARCHAR[], source + 1), 'UNKNOWN_SOURCE'),
    coalesce(list_extract($difficulties::VARCHAR[], difficulty + 1), 'UNKNOWN_DIFFICULTY'),
    coalesce(cf_rating, 0), coalesce(cf_tags, []), coalesce(cf_contest_id, 0), coalesce(cf_index, ''),
    nullif(coalesce(time_limit.seconds, 0) + coalesce(time_limit.nanos, 0) / 1e9, 0), nullif(memory_limit_bytes, 0),
    coalesce(is_description_translated, false),
    {counts}, coalesce(len(solutions.language), 0), coalesce(len(incorrect_solutions.language), 0), {searched}
FROM {files}
"""
_COUNTED = ", ".join(f"coalesce(len({kind}_tests.output), 0)" for kind in ("public", "private", "generated"))
_FACTS = {
    "facts": "SELECT problem, any_value(COLUMNS(* EXCLUDE problem)) FROM problems {where} GROUP BY problem",
    "made": "SELECT problem, count(*) AS made FROM generated_tests {where} GROUP BY problem",
}
"""What the sidecars know of each problem, by the name of a table of it."""
_JOINED = """
CREATE TABLE entries AS
SELECT row_number() OVER (ORDER BY file, place) - 1 AS id, base.* REPLACE (coalesce(generated, made, {unknown}) AS generated),
    published, license, origin, coalesce(interactive, false) AS interactive, checker, checker_from,
    coalesce(json_kind, '') AS checker_kind, coalesce(several_answers, false) AS several_answers, voters, effective_voters,
    mutants, coalesce(cut_by_budget, false) AS cut_by_budget, facts.problem IS NOT NULL AS has_facts,
    coalesce(cluster, '') AS cluster, coalesce(language, '') AS language
FROM base LEFT JOIN (SELECT *, regexp_extract(checker, '"kind": "([a-z_]+)"', 1) AS json_kind FROM facts) AS facts
    ON base.name = facts.problem
LEFT JOIN made ON base.name = made.problem
"""


def make_entries(tables: Tables, *, counted_bytes: int, searched: bool) -> tuple[Gap, ...]:
    """Make the table `entries`; what it lacks.

    `searched`: the column of that name has the statements in small letters, too, and not the names alone. `counted_bytes`:
    tests are counted in so many bytes of base files.
    """
    gaps = []
    cursor = tables.cursor()
    cursor.execute(_TABLE)
    if searched and _statement_bytes(tables.base) > MOST_SEARCHED_BYTES:
        why = f"they are larger than {size(MOST_SEARCHED_BYTES)} altogether"
        gaps.append(Gap("search in statements", why, "names alone are searched"))
        searched = False
    read_bytes = uncounted = 0
    for place, one in enumerate(tables.base):
        read_bytes += one.size_bytes
        counted = read_bytes <= counted_bytes
        uncounted += not counted
        question = _FILL.format(
            counts=_COUNTED if counted else "NULL, NULL, NULL",
            searched="lower(concat(name, chr(10), description))" if searched else "lower(coalesce(name, ''))",
            files=parquet_files([one.path], ", file_row_number=true"),
        )
        values = {
            "file": place,
            "split": one.split.value,
            "sources": list(one.names.source),
            "difficulties": list(one.names.difficulty),
        }
        try:
            cursor.execute(question, values)
        except MISTAKES:
            raise
        except duckdb.Error as error:
            gaps.append(Gap(one.path.name, f"damaged: {excerpt(str(error), 160)}", "its problems are not shown"))
    if uncounted:
        why = f"{uncounted} of {len(tables.base)} base files are not read whole, for that takes long"
        gaps.append(Gap("numbers of tests", why, "of their problems the given tests are not counted"))
    for name, question in _FACTS.items():
        gaps += _held(cursor, name, question)
    unknown = "0" if cursor.execute("SELECT count(*) FROM made").fetchall()[0][0] else "NULL"
    cursor.execute(_JOINED.format(unknown=unknown))
    for name in ("base", *_FACTS):
        cursor.execute(f"DROP TABLE {name}")
    return tuple(gaps)


def _held(cursor: duckdb.DuckDBPyConnection, name: str, question: str) -> list[Gap]:
    """Make the table `name` of the answer, or of no rows where a file is damaged; the gap, if so."""
    try:
        cursor.execute(f"CREATE TABLE {name} AS {question.format(where='')}")
    except MISTAKES:
        raise
    except duckdb.Error as error:
        cursor.execute(f"CREATE TABLE {name} AS {question.format(where='WHERE false')}")
        return [Gap("sidecars/", f"damaged: {excerpt(str(error), 160)}", "what it says of problems is not shown")]
    return []


def _statement_bytes(files: list[BaseFile]) -> int:
    """How large the statements are altogether, by the files' own account."""
    total = 0
    for one in files:
        with pq.ParquetFile(one.path) as parquet:
            metadata = parquet.metadata
            place = next(at for at in range(metadata.num_columns) if metadata.schema.column(at).path == "description")
            total += sum(
                metadata.row_group(group).column(place).total_uncompressed_size for group in range(metadata.num_row_groups)
            )
    return total

"""The sidecars: base files and sidecar tables together give back everything that was written."""

from __future__ import annotations

import json
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas import sidecars
from schemas.dossier import Dossier, GeneratedTest, TestRejection
from schemas.language import Language
from schemas.parquet import Dataset, write_table
from schemas.problem import Checker, CheckerKind, Label, Problem, Solution, Split, Test
from schemas.provenance import Provenance
from schemas.rejection import Rejection, Subject
from schemas.sidecars import checker_from_json, checker_to_json, rejection_row
from schemas.text import unstorable
from tests.schemas.dataset_folder import write_dataset
from tests.schemas.strategies import checkers, dossier_lists, dossiers, few, moderate

SPLITS = list(Split)


def _in_order(dossiers: list[Dossier]) -> list[Dossier]:
    """As a dataset lists them: split by split."""
    return sorted(dossiers, key=lambda dossier: SPLITS.index(dossier.split))


@few
@given(dossier_lists)
def test_reading_a_dataset_inverts_writing_it(dossiers: list[Dossier]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        write_dataset(Path(folder), dossiers)
        dataset = Dataset(Path(folder))
        read = list(dataset.problems())
        held_out = dataset.held_out()
    assert read == [(dossier.split, dossier.problem) for dossier in _in_order(dossiers)]
    assert {name: tuple(solutions) for name, solutions in held_out.items()} == {
        dossier.problem.name: dossier.held_out for dossier in dossiers if dossier.held_out
    }


@few
@given(dossier_lists)
def test_tables_hold_what_the_dossiers_know(dossiers: list[Dossier]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        write_dataset(Path(folder), dossiers)
        dataset = Dataset(Path(folder))
        tables = {name: list(dataset.table(name)) for name in sidecars.STEADY}
        measured = {name: list(dataset.table(name, "measured")) for name in sidecars.MEASURED}
    ordered = sorted(dossiers, key=lambda dossier: dossier.split.value)  # tables go by file name
    by_name = {dossier.problem.name: dossier for dossier in dossiers}

    for row, dossier in zip(tables["problems"], ordered, strict=True):
        assert row["problem"] == dossier.problem.name
        assert (row["split"], row["several_answers"]) == (dossier.split.value, dossier.several_answers)
        assert (row["voters"], row["cut_by_budget"]) == (len(dossier.voters), dossier.cut_by_budget)
        assert (row["effective_voters"], row["mutants"]) == (dossier.effective_voters, len(dossier.mutants))
        assert (row["checker_from"], checker_from_json(row["checker"])) == (dossier.checker_from, dossier.problem.checker)
        rounds = [(tuple(one["probed"]), one["voted"], tuple(one["chosen"])) for one in row["rounds"]]
        assert rounds == [(one.probed, one.voted, one.chosen) for one in dossier.rounds]

    made = [(dossier, one) for dossier in ordered for one in dossier.generated]
    for row, time, (dossier, one) in zip(tables["generated_tests"], measured["test_times"], made, strict=True):
        assert dossier.problem.generated_tests[row["place"]] == one.test
        assert (row["problem"], row["parent"]) == (dossier.problem.name, one.provenance.parent)
        assert (row["seed"], row["draw"]) == (one.provenance.seed, one.provenance.draw)
        assert (tuple(row["operators"]), tuple(row["agreeing"])) == (one.provenance.operators, one.provenance.agreeing)
        assert row["agreed"] == len(one.provenance.agreeing)
        assert time == {"problem": row["problem"], "place": row["place"], "slowest_cpu_s": one.slowest_cpu_s}

    for row in tables["solutions"]:
        problem = by_name[row["problem"]].problem
        solution = (problem.solutions if row["correct"] else problem.incorrect_solutions)[row["place"]]
        assert (row["digest"], row["label"]) == (solution.digest, solution.label.value)
        known = {one.digest: one for one in by_name[row["problem"]].reports}.get(solution.digest)
        assert row["voter"] == bool(known and known.voter)
        assert (row["judged"], row["passed"]) == ((known.judged, known.passed) if known else (0, 0))
        assert row["compile_verdict"] == (known.compile_verdict.value if known else "")
    assert len(tables["solutions"]) == sum(len(dossier.problem.all_solutions) for dossier in dossiers)
    assert [row["generation_cpu_s"] for row in measured["problem_times"]] == [dossier.cpu_s for dossier in ordered]
    for name in ("test_rejections", "core_tests"):
        assert measured[name] == [row for dossier in ordered for table, row in sidecars.rows(dossier) if table == name]


@moderate
@given(dossiers())
def test_what_tests_reject_is_told_and_a_few_of_them_reject_as_much(dossier: Dossier) -> None:
    problem = dossier.problem
    first = len(problem.generated_tests) - len(dossier.generated)
    tables: dict[str, list[sidecars.Row]] = defaultdict(list)
    for table, row in sidecars.rows(dossier):
        tables[table].append(row)
    told = tables["test_rejections"]
    assert Counter((row["place"], row["program"], row["mutant"], row["reason"]) for row in told) == Counter(
        (first + one.place, one.program, one.mutant, one.reason) for one in dossier.rejected
    )
    assert all(problem.generated_tests[first + one.place] == dossier.generated[one.place].test for one in dossier.rejected)
    assert {row["problem"] for row in (*told, *tables["core_tests"])} <= {problem.name}
    core = [row["place"] for row in tables["core_tests"]]
    assert core == sorted(set(core))
    assert {row["program"] for row in told if row["place"] in core} == {row["program"] for row in told}


def test_places_are_those_of_the_base_table() -> None:
    """Generated tests that came with the problem stand before those that a build made."""
    made = tuple(GeneratedTest(Test(text, "0"), Provenance(0, (), 0, 0)) for text in ("2", "3", "4"))
    tests = (Test("0", "0"), Test("1", "0"), *(one.test for one in made))
    rejected = (
        TestRejection("b", False, 2, "slow"),
        TestRejection("a", True, 0, "wrong"),
        TestRejection("a", True, 2, "crash"),
    )
    problem = Problem(name="p", description="", generated_tests=tests)
    rows = list(sidecars.rows(Dossier(problem=problem, generated=made, rejected=rejected)))
    told = [(row["place"], row["program"], row["mutant"], row["reason"]) for table, row in rows if table == "test_rejections"]
    assert told == [(2, "a", True, "wrong"), (4, "a", True, "crash"), (4, "b", False, "slow")]
    assert [row["place"] for table, row in rows if table == "core_tests"] == [4]
    assert [row["place"] for table, row in rows if table == "generated_tests"] == [2, 3, 4]


@few
@given(dossier_lists)
def test_every_row_has_exactly_the_columns_of_its_table(dossiers: list[Dossier]) -> None:
    columns = {name: set(schema.names) for name, schema in {**sidecars.STEADY, **sidecars.MEASURED}.items()}
    for dossier in dossiers:
        for table, row in sidecars.rows(dossier):
            assert set(row) == columns[table]


def test_times_are_never_in_the_tables_that_must_come_out_the_same() -> None:
    for schema in sidecars.STEADY.values():
        assert not [name for name in schema.names if name.endswith("_s")]
    assert not set(sidecars.STEADY) & set(sidecars.MEASURED)


def test_base_files_without_sidecars_are_read_as_they_are(tmp_path: Path) -> None:
    solution = Solution(Language.C, "int main;", Label.CORRECT, "me", "a.c")
    problem = Problem(name="a", description="", solutions=(solution,), license="MIT", interactive=True)
    write_dataset(tmp_path, [Dossier(problem=problem)])
    for path in (tmp_path / "sidecars").iterdir():
        path.unlink()
    (read,) = (one for _, one in Dataset(tmp_path).problems())
    assert read == Problem(name="a", description="", solutions=(Solution(Language.UNKNOWN_LANGUAGE, "int main;"),))


def test_places_and_not_the_order_of_rows_decide(tmp_path: Path) -> None:
    solutions = tuple(Solution(Language.C, text, author=text) for text in ("x", "y", "z"))
    official = (Test("1", "2"), Test("3", "4"))
    problem = Problem(name="a", description="", solutions=solutions, official_tests=official)
    rows: dict[str, list[sidecars.Row]] = defaultdict(list)
    for table, row in sidecars.rows(Dossier(problem=problem)):
        rows[table].insert(0, row)
    write_dataset(tmp_path, [Dossier(problem=problem)])
    for table in ("solutions", "official_tests"):
        assert len(rows[table]) > 1
        with (tmp_path / "sidecars" / f"{table}-train-00000-of-00001.parquet").open("wb") as file:
            write_table(file, sidecars.STEADY[table], rows[table])
    assert list(Dataset(tmp_path).problems()) == [(Split.TRAIN, problem)]


@moderate
@given(checkers)
def test_checkers_survive_json(checker: Checker) -> None:
    text = checker_to_json(checker)
    assert "\n" not in text
    assert checker_from_json(text) == checker


@pytest.mark.parametrize("kind", CheckerKind)
def test_every_kind_of_checker_has_its_name_in_json(kind: CheckerKind) -> None:
    assert json.loads(checker_to_json(Checker(kind))) == {"kind": kind.value}
    assert checker_from_json(f'{{"kind": "{kind.value}"}}') == Checker(kind)


def test_checker_json_leaves_defaults_out() -> None:
    assert json.loads(checker_to_json(Checker())) == {"kind": "alphacode"}
    checker = Checker(kind=CheckerKind.KATTIS, float_relative=1e-6, case_sensitive=True)
    assert json.loads(checker_to_json(checker)) == {"kind": "kattis", "float_relative": 1e-6, "case_sensitive": True}


@pytest.mark.parametrize(
    "text",
    [
        "{}",
        "null",
        "[]",
        "7",
        '"kattis"',
        "{",
        '{"kind": "testlib"}',
        '{"kind": ["kattis"]}',
        '{"kind": "kattis", "tolerance": 1}',
        '{"kind": "custom", "files": [1]}',
        '{"kind": "custom", "files": [["a"]]}',
        '{"kind": "custom", "files": [["a", 1]]}',
        '{"kind": "custom", "flags": ["a"]}',
        '{"kind": "kattis", "float_absolute": "1e-6"}',
        '{"kind": "kattis", "float_relative": true}',
        '{"kind": "kattis", "case_sensitive": 1}',
    ],
)
def test_what_is_no_checker_is_quoted(text: str) -> None:
    with pytest.raises(ValueError, match="not a checker: ") as caught:
        checker_from_json(text)
    assert text in str(caught.value)


@moderate
@given(st.text(st.characters(), max_size=500))
def test_rejections_can_be_stored_whatever_they_quote(text: str) -> None:
    row = rejection_row(Rejection(text, "clean", "text_not_storable", Subject.TEST.value, text, text, 3))
    assert set(row) == set(sidecars.REJECTIONS.names)
    assert row["count"] == 3
    for value in row.values():
        assert isinstance(value, int) or (unstorable(value) is None and "\n" not in value and len(value) <= 401)

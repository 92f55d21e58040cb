"""Tables beside the 20 base columns: everything about problems, solutions and tests that the base layout has no place for.

Rows are joined to the base table by `problem` (its `name`) and, within it, by `place`. Tables under `sidecars/` are the
same for the same input and seed; tables under `measured/` hold times, which differ from run to run.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

import pyarrow as pa

from schemas.covering import smallest_equivalent
from schemas.dossier import Dossier
from schemas.language import Language
from schemas.problem import Checker, CheckerKind, Label, Solution, Test
from schemas.rejection import Rejection
from schemas.text import excerpt

_TEXT, _COUNT, _SECONDS = pa.string(), pa.int64(), pa.float64()

# columns are only ever added, at the end: a dataset without some of them is still read
PROBLEMS = pa.schema(
    [
        ("problem", _TEXT),
        ("split", _TEXT),
        ("published", pa.date32()),
        ("license", _TEXT),
        ("origin", _TEXT),
        ("interactive", pa.bool_()),
        ("checker", _TEXT),
        ("checker_from", _TEXT),
        ("several_answers", pa.bool_()),
        ("voters", _COUNT),
        ("effective_voters", pa.float64()),
        ("mutants", _COUNT),
        ("cut_by_budget", pa.bool_()),
        ("rounds", pa.list_(pa.struct([("probed", pa.list_(_COUNT)), ("voted", _COUNT), ("chosen", pa.list_(_COUNT))]))),
        ("cluster", _TEXT),
        ("cluster_published", pa.date32()),
        ("language", _TEXT),
    ]
)
SOLUTIONS = pa.schema(
    [
        ("problem", _TEXT),
        ("correct", pa.bool_()),
        ("place", _COUNT),
        ("digest", _TEXT),
        ("language", _TEXT),
        ("label", _TEXT),
        ("author", _TEXT),
        ("file", _TEXT),
        ("compile_verdict", _TEXT),
        ("judged", _COUNT),
        ("passed", _COUNT),
        ("voter", pa.bool_()),
    ]
)
GENERATED_TESTS = pa.schema(
    [
        ("problem", _TEXT),
        ("place", _COUNT),
        ("parent", _COUNT),
        ("operators", pa.list_(_TEXT)),
        ("seed", _COUNT),
        ("draw", _COUNT),
        ("agreed", _COUNT),
        ("agreeing", pa.list_(_TEXT)),
    ]
)
HELD_OUT = pa.schema(
    [
        ("problem", _TEXT),
        ("digest", _TEXT),
        ("language", _TEXT),
        ("label", _TEXT),
        ("author", _TEXT),
        ("file", _TEXT),
        ("source", _TEXT),
    ]
)
OFFICIAL_TESTS = pa.schema([("problem", _TEXT), ("place", _COUNT), ("input", _TEXT), ("output", _TEXT)])
REJECTIONS = pa.schema(
    [
        ("problem", _TEXT),
        ("stage", _TEXT),
        ("reason", _TEXT),
        ("subject", _TEXT),
        ("item", _TEXT),
        ("detail", _TEXT),
        ("count", _COUNT),
    ]
)
SOLUTION_TIMES = pa.schema([("problem", _TEXT), ("digest", _TEXT), ("slowest_cpu_s", _SECONDS)])
TEST_TIMES = pa.schema([("problem", _TEXT), ("place", _COUNT), ("slowest_cpu_s", _SECONDS)])
TEST_REJECTIONS = pa.schema(
    [("problem", _TEXT), ("place", _COUNT), ("program", _TEXT), ("mutant", pa.bool_()), ("reason", _TEXT)]
)
"""Which generated test rejects which incorrect solution, or mutant; measured, since `slow` is a matter of time."""
CORE_TESTS = pa.schema([("problem", _TEXT), ("place", _COUNT)])
"""Generated tests that reject, together, every program that all of them do; none of them can be left out."""
PROBLEM_TIMES = pa.schema([("problem", _TEXT), ("generation_cpu_s", _SECONDS)])

STEADY: dict[str, pa.Schema] = {
    "problems": PROBLEMS,
    "solutions": SOLUTIONS,
    "generated_tests": GENERATED_TESTS,
    "held_out": HELD_OUT,
    "official_tests": OFFICIAL_TESTS,
}
"""Tables of `sidecars/` that have one part per shard."""
MEASURED: dict[str, pa.Schema] = {
    "solution_times": SOLUTION_TIMES,
    "test_times": TEST_TIMES,
    "test_rejections": TEST_REJECTIONS,
    "core_tests": CORE_TESTS,
    "problem_times": PROBLEM_TIMES,
}
"""Tables of `measured/`."""

Row = Mapping[str, Any]


def rows(dossier: Dossier) -> Iterator[tuple[str, Row]]:
    """(table name, row) for everything about one problem, in the order in which it is written."""
    problem = dossier.problem
    name = problem.name
    yield (
        "problems",
        {
            "problem": name,
            "split": dossier.split.value,
            "published": problem.published,
            "license": problem.license,
            "origin": problem.origin,
            "interactive": problem.interactive,
            "checker": checker_to_json(problem.checker),
            "checker_from": dossier.checker_from,
            "several_answers": dossier.several_answers,
            "voters": len(dossier.voters),
            "effective_voters": dossier.effective_voters,
            "mutants": len(dossier.mutants),
            "cut_by_budget": dossier.cut_by_budget,
            "rounds": [{"probed": list(one.probed), "voted": one.voted, "chosen": list(one.chosen)} for one in dossier.rounds],
            "cluster": dossier.kin.cluster,
            "cluster_published": dossier.kin.published if dossier.kin.cluster else problem.published,
            "language": dossier.language,
        },
    )
    yield "problem_times", {"problem": name, "generation_cpu_s": dossier.cpu_s}
    yield from _solution_rows(dossier)
    first = len(problem.generated_tests) - len(dossier.generated)  # generated tests that came with the problem stand before
    for place, made in enumerate(dossier.generated, first):
        origin = made.provenance
        yield (
            "generated_tests",
            {
                "problem": name,
                "place": place,
                "parent": origin.parent,
                "operators": list(origin.operators),
                "seed": origin.seed,
                "draw": origin.draw,
                "agreed": len(origin.agreeing),
                "agreeing": list(origin.agreeing),
            },
        )
        yield "test_times", {"problem": name, "place": place, "slowest_cpu_s": made.slowest_cpu_s}
    yield from _rejection_rows(dossier, first)
    for solution in dossier.held_out:
        yield "held_out", {"problem": name, **_solution_row(solution), "source": solution.source}
    for place, test in enumerate(problem.official_tests):
        yield "official_tests", {"problem": name, "place": place, "input": test.input, "output": test.output}


def _rejection_rows(dossier: Dossier, first: int) -> Iterator[tuple[str, Row]]:
    """What the generated tests reject; `first` is the place of the first of them."""
    name = dossier.problem.name
    by_program: dict[str, list[int]] = {}
    for one in sorted(dossier.rejected, key=lambda one: (one.place, one.program)):
        place = first + one.place
        by_program.setdefault(one.program, []).append(place)
        row = {"problem": name, "place": place, "program": one.program, "mutant": one.mutant, "reason": one.reason}
        yield "test_rejections", row
    for place in smallest_equivalent(by_program):
        yield "core_tests", {"problem": name, "place": place}


def _solution_row(solution: Solution) -> dict[str, Any]:
    return {
        "digest": solution.digest,
        "language": solution.language.name,
        "label": solution.label.value,
        "author": solution.author,
        "file": solution.file,
    }


def _solution_rows(dossier: Dossier) -> Iterator[tuple[str, Row]]:
    reports = {report.digest: report for report in dossier.reports}
    name = dossier.problem.name
    for correct, solutions in ((True, dossier.problem.solutions), (False, dossier.problem.incorrect_solutions)):
        for place, solution in enumerate(solutions):
            report = reports.get(solution.digest)
            row = {"problem": name, "correct": correct, "place": place, **_solution_row(solution)}
            row["compile_verdict"] = report.compile_verdict.value if report else ""
            row["judged"] = report.judged if report else 0
            row["passed"] = report.passed if report else 0
            row["voter"] = bool(report and report.voter)
            yield "solutions", row
            if report:
                slowest = report.slowest_cpu_s
                yield "solution_times", {"problem": name, "digest": solution.digest, "slowest_cpu_s": slowest}


def rejection_row(rejection: Rejection) -> Row:
    """A rejection as a row; texts that cannot be stored are quoted in escapes."""
    return {key: excerpt(value, 400) if isinstance(value, str) else value for key, value in asdict(rejection).items()}


def checker_to_json(checker: Checker) -> str:
    """A checker as one line of JSON, fields at their defaults left out."""
    values = {**asdict(checker), "kind": checker.kind.value, "files": [list(pair) for pair in checker.files]}
    defaults = {**asdict(Checker()), "kind": "", "files": []}
    return json.dumps({key: value for key, value in values.items() if value != defaults[key]}, sort_keys=True)


def checker_from_json(text: str) -> Checker:
    """The inverse of `checker_to_json`. Raises ValueError for a kind or a field that is not one of ours, or of another type."""
    try:
        values = json.loads(text)
        values["kind"] = CheckerKind(values["kind"])
        values["files"] = tuple((path, content) for path, content in values.get("files", []))
        checker = Checker(**values)
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError) as error:
        raise ValueError(f"not a checker: {excerpt(text)}") from error
    tolerances = (checker.float_absolute, checker.float_relative)
    fits = all(one is None or type(one) in (int, float) for one in tolerances)  # a bool is no tolerance
    fits &= all(isinstance(one, bool) for one in (checker.case_sensitive, checker.space_change_sensitive))
    fits &= all(isinstance(one, str) for one in (checker.flags, *(part for pair in checker.files for part in pair)))
    if not fits:
        raise ValueError(f"not a checker: {excerpt(text)}")
    return checker


def solution_from_row(row: Row, source: str) -> Solution:
    """A solution of the `solutions` or `held_out` table; its text is in another column or another table."""
    return Solution(Language[row["language"]], source, Label(row["label"]), row["author"] or "", row["file"] or "")


def official_test_from_row(row: Row) -> Test:
    """A test of the `official_tests` table."""
    return Test(row["input"], row["output"])


def published_from_row(row: Row) -> date | None:
    """The publication date of a `problems` row."""
    value = row["published"]
    return value if isinstance(value, date) else None

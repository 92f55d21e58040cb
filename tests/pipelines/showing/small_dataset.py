"""A dataset of three problems, written by hand, whose texts attack whoever shows them; and ways of damaging it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from schemas.dossier import Dossier, GeneratedTest, RoundRecord, SolutionReport, TestRejection
from schemas.execution import Verdict
from schemas.language import Language
from schemas.parquet import write_table
from schemas.problem import Checker, CheckerKind, Label, Limits, Problem, Solution, Source, Split, Test
from schemas.provenance import Provenance
from schemas.rejection import Rejection
from schemas.sidecars import REJECTIONS, rejection_row
from tests.schemas.dataset_folder import write_dataset

ATTACK = "</pre><script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"
NASTY_NAME = "../../etc/<b>passwd</b>&\"'$x$"
RIGHT = Solution(Language.PYTHON3, "n = int(input())\nprint(sum(map(int, input().split())))", author="Ada", file="right.py")
OTHER = Solution(Language.PYTHON3, "input()\nprint(sum(int(x) for x in input().split()))", file="other.py")
WRONG = Solution(
    Language.PYTHON3, "input()\nprint(max(0, sum(map(int, input().split()))))", Label.WRONG_ANSWER, file="wrong.py"
)
ENDLESS = Solution(Language.PYTHON3, f"# {ATTACK}\nraise ValueError", Label.RUN_TIME_ERROR, author=ATTACK, file=ATTACK)
HELD = Solution(Language.PYTHON3, "input()\ns = 0\nfor x in input().split():\n    s += int(x)\nprint(s)", file="held.py")
STATEMENT = f"""Print the sum of $n$ integers, where $1 \\le n \\le 10^5$. {ATTACK}

Input

The first line contains n. Then a_1, ..., a_n with |a_i| <= 10^9.

Output

One integer.
"""


def _made(text: str, output: str, parent: int, *operators: str) -> GeneratedTest:
    agreeing = (RIGHT.digest, OTHER.digest)
    return GeneratedTest(Test(text, output), Provenance(parent, operators, 0, 7, agreeing), 0.002)


def sums() -> Dossier:
    """A problem with everything: generated tests of two kinds, rejections, a solution held out."""
    problem = Problem(
        name="sums",
        description=STATEMENT,
        source=Source.CODEFORCES,
        cf_rating=1200,
        cf_tags=("math", "<i>implementation</i>"),
        public_tests=(Test("3\n1 2 -3\n", "0\n"),),
        private_tests=(Test("2\n10 20\n", "30\n"), Test("1\n5\n", "5\n")),
        generated_tests=(Test("3\n1 2 -9\n", "-6\n"), Test("1\n0\n", "0\n")),
        official_tests=(Test("1\n-1\n", "-1\n"),),
        solutions=(RIGHT, OTHER),
        incorrect_solutions=(WRONG, ENDLESS),
        limits=Limits.of(1.0, 256 << 20),
        published=date(2020, 5, 4),
        license="cc0",
        origin="written for this test",
    )
    reports = tuple(
        SolutionReport(one.digest, Verdict.OK, 3, passed, 3, one in (RIGHT, OTHER), 0.01 * (1 + at))
        for at, (one, passed) in enumerate(((RIGHT, 3), (OTHER, 3), (WRONG, 3), (ENDLESS, 0)))
    )
    return Dossier(
        problem=problem,
        split=Split.TRAIN,
        held_out=(HELD,),
        reports=reports,
        voters=(RIGHT.digest, OTHER.digest),
        effective_voters=1.5,
        generated=(_made("3\n1 2 -9\n", "-6\n", 0, "step_integer"), _made("1\n0\n", "0\n", -1, "small")),
        rounds=(RoundRecord((2,), 2, (0, 1)),),
        rejected=(
            TestRejection(WRONG.digest, False, 0, "wrong"),
            TestRejection(ENDLESS.digest, False, 0, "crash"),
            TestRejection("a" * 32, True, 1, "slow"),
        ),
        mutants=("a" * 32,),
        cpu_s=1.5,
    )


def witness() -> Dossier:
    """A problem with several right answers and a name that would lead out of any folder."""
    problem = Problem(
        name=NASTY_NAME,
        description="Print any divisor of n. \\section*{Input} $\\frac{1}{2",
        source=Source.ATCODER,
        cf_rating=2400,
        cf_tags=("math",),
        public_tests=(Test(f"6\n{ATTACK}\n", "3\n"),),
        solutions=(RIGHT,),
        checker=Checker(CheckerKind.CUSTOM, files=(("check.py", ATTACK),)),
    )
    return Dossier(problem=problem, split=Split.VALID, several_answers=True)


def bare() -> Dossier:
    """A problem of which nearly nothing is known."""
    return Dossier(problem=Problem(name="bare", description="", interactive=True), split=Split.TEST)


def manifest() -> dict[str, Any]:
    """The counts and settings of a build that could have made it."""
    return {
        "layout_version": 1,
        "dataset_digest": "0" * 32,
        "settings": {"source": "jsonl", "input": ATTACK, "seed": 0},
        "versions": {"codequorum": "0.1.0"},
        "counts": {
            "read": {"problems": 4},
            "clean": {"problems_in": 4, "problems_out": 4},
            "unite": {"problems_in": 4, "problems_out": 3},
            "divide": {
                "problems_train": 1,
                "problems_valid": 1,
                "problems_test": 1,
                "solutions_build": 4,
                "solutions_held_out": 1,
            },
            "generate": {"candidates": 20, "survivors": 12, "voted_on": 9, "tests_kept": 2, "runs": 60},
            "keep": {"problems_train": 1, "problems_valid": 1, "problems_test": 1, "solutions": 3, "incorrect_solutions": 2},
        },
        "files": [],
    }


def figures() -> dict[str, Any]:
    """What `codequorum measure` could have found."""

    def rate(value: float) -> dict[str, Any]:
        one = {"value": value, "low": max(0.0, value - 0.1), "high": min(1.0, value + 0.1), "of": 10}
        return {"micro": one, "macro": one}

    def rates(tpr: float, tnr: float) -> dict[str, Any]:
        return {"tpr": rate(tpr), "tnr": {"all wrong": rate(tnr)}, "consistency": rate((tpr + tnr) / 2), "slipped_through": []}

    dataset = {**rates(0.9, 0.8), "slipped_through": [f"sums: {ATTACK}"], "nearest": {f"sums: {ATTACK}": ["public/0: 0.1 s"]}}
    return {
        "dataset": "0" * 32,
        "skipped": {},
        "problems": 1,
        "solutions": 20,
        "sets": {"samples": rates(1.0, 0.5), "dataset": dataset},
    }


def write(folder: Path) -> Path:
    """Write it, whole."""
    folder.mkdir(parents=True, exist_ok=True)
    write_dataset(folder, [sums(), witness(), bare()])
    (folder / "manifest.json").write_text(json.dumps(manifest()), encoding="utf-8")
    (folder / "measured/manifest.json").write_text(json.dumps({"elapsed_s": 12.5}), encoding="utf-8")
    (folder / "measured/measure.json").write_text(json.dumps(figures()), encoding="utf-8")
    dropped = [
        Rejection("sums", "generate", "disagreement", "candidate", count=5),
        Rejection("gone", "unite", "duplicate_problem", "problem", detail=ATTACK),
    ]
    with (folder / "sidecars/rejections-00000-of-00001.parquet").open("wb") as file:
        write_table(file, REJECTIONS, [rejection_row(one) for one in dropped])
    return folder


def _without(name: str) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        for path in folder.glob(name):
            if path.is_dir():
                for one in path.iterdir():
                    one.unlink()
                path.rmdir()
            else:
                path.unlink()

    return damage


def _of_another_version(folder: Path) -> None:
    (folder / "manifest.json").write_text(json.dumps({**manifest(), "layout_version": 99, "counts": {"read": [1]}}))


def _half_a_file(folder: Path) -> None:
    path = folder / "data/train-00000-of-00001.parquet"
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _torn_pages(folder: Path) -> None:
    """The footer is whole, what stands before it is not."""
    for path in (
        folder / "data/train-00000-of-00001.parquet",
        folder / "sidecars/generated_tests-train-00000-of-00001.parquet",
    ):
        content = bytearray(path.read_bytes())
        content[8:200] = bytes(192)
        path.write_bytes(content)


def _broken_json(folder: Path) -> None:
    for name in ("manifest.json", "measured/manifest.json", "measured/measure.json"):
        (folder / name).write_text('{"sets": [')


def _strange_json(folder: Path) -> None:
    (folder / "manifest.json").write_text("[" * 5000)
    (folder / "measured/measure.json").write_text('{"sets": {"dataset": {"tpr": 3}}, "solutions": 1, "problems": 1}')


def _other_columns(folder: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    for path in (folder / "sidecars").glob("problems-*.parquet"):
        pq.write_table(pa.table({"problem": ["sums"], "checker": [1.5], "new": ["x"]}), path)


def _links_away(folder: Path) -> None:
    path = folder / "data/test-00000-of-00001.parquet"
    path.rename(folder.parent / "elsewhere.parquet")
    path.symlink_to(folder.parent / "elsewhere.parquet")


DAMAGES: dict[str, tuple[Callable[[Path], None], str]] = {
    "without_sidecars": (_without("sidecars"), "sidecars/"),
    "without_measured": (_without("measured"), "measured/"),
    "without_manifest": (_without("manifest.json"), "manifest.json"),
    "without_base": (_without("data"), "data/"),
    "empty": (_without("*"), "data/"),
    "one_table_less": (_without("sidecars/solutions-*"), "sidecars/solutions"),
    "another_version": (_of_another_version, "layout version 99"),
    "half_a_file": (_half_a_file, "train-00000-of-00001.parquet"),
    "torn_pages": (_torn_pages, "train-00000-of-00001.parquet"),
    "broken_json": (_broken_json, "measured/manifest.json"),
    "strange_json": (_strange_json, "manifest.json"),
    "other_columns": (_other_columns, "sidecars/problems"),
    "links_away": (_links_away, "leads out of the dataset"),
}
"""A way of damaging it, and what has to be said of it then."""

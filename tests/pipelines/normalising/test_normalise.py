"""Whole programs: they do what they did, in one form; formatted where clang-format is, and never by what a folder says."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipelines.execution.engine import Engine
from pipelines.normalising import Unfit, formatting, normalise
from pipelines.normalising.headers import name_headers
from pipelines.normalising.normalise import MOST_CHARACTERS
from pipelines.running.workspace import Workspace
from pipelines.stages.normalise import Normalise, normalised, rewrite
from schemas.execution import Program, RunLimits, Verdict
from schemas.language import Language
from schemas.problem import Label, Problem, Solution
from tests.pipelines.stages.running import get_all, put_all, run_stage

LIMITS = RunLimits(cpu_s=10.0, memory_bytes=256 << 20)
needs_compiler = pytest.mark.skipif(shutil.which("g++") is None, reason="g++ is not installed: nothing can be compiled")
CONTEST = """#include <bits/stdc++.h>
#define rep(i, n) for (int i = 0; i < (n); i++)
#define all(v) v.begin(), v.end()
#define pb push_back
#define int long long
using namespace std;
typedef vector<int> vi;
#ifdef LOCAL
#define say(x) cerr << #x << x
#else
#define say(x)
#endif
signed main() {
    int n; cin >> n;
    vi a;
    rep(i, n) { int x; cin >> x; a.pb(x); say(x); }
    sort(all(a));
    cout << accumulate(all(a), 0LL) << " " << a.back() << endl;
}
"""


def unformatted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formatting, "clang_format", lambda: "")


@needs_compiler
def test_a_contest_program_does_what_it_did(monkeypatch: pytest.MonkeyPatch) -> None:
    unformatted(monkeypatch)
    source, is_formatted = normalise(CONTEST)
    assert not is_formatted
    assert "#define" not in source
    assert "typedef" not in source
    assert "bits" not in source
    assert "vector<long long> a;" in source
    content = b"4\n3 -1 4000000000 2\n"
    outputs = [next(Engine().execute(Program(Language.CPP, text), [content], LIMITS)) for text in (CONTEST, source)]
    assert [run.verdict for run in outputs] == [Verdict.OK, Verdict.OK]
    assert outputs[0].output == outputs[1].output == b"4000000004 4000000000\n"
    assert normalise(source).source == source


def test_headers_are_those_of_the_names() -> None:
    program = "#include <bits/stdc++.h>\n#include <vector>\nstd::vector<int> a; int main() { std::sort(a.begin(), a.end()); }"
    assert name_headers(program).splitlines()[:3] == ["#include <algorithm>", "#include <iterator>", "#include <vector>"]
    assert name_headers("int a;") == "int a;"
    assert name_headers("#include <bits/stdc++.h>\nint a;") == "\nint a;"
    with pytest.raises(Unfit, match="comment"):
        name_headers("#include /* all */ <bits/stdc++.h>\n")


def test_a_program_that_is_too_long_is_unfit() -> None:
    with pytest.raises(Unfit, match="characters"):
        normalise("x" * (MOST_CHARACTERS + 1))


def stand_in(folder: Path, text: str) -> str:
    """A program that is called as clang-format is."""
    path = folder / "clang-format"
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return str(path)


@pytest.mark.parametrize(
    "script, source",
    [("tr a-z A-Z", "INT A;\n"), ("cat; exit 1", None), ("sleep 5", None), ("printf '\\377'", None), ("exit 0", "")],
)
def test_a_formatter_that_fails_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, source: str | None
) -> None:
    tool = stand_in(tmp_path, script)
    monkeypatch.setattr(formatting, "clang_format", lambda: tool)
    monkeypatch.setattr(formatting, "PATIENCE_S", 0.5)
    found = normalise("int a;\n")
    assert found == ((source, True) if source else ("int a;\n", False))
    monkeypatch.setattr(formatting, "clang_format", lambda: str(tmp_path / "nowhere"))
    assert normalise("int a;\n") == ("int a;\n", False)


@pytest.mark.skipif(not formatting.clang_format(), reason="clang-format is not installed")
def test_formatting_is_the_same_again() -> None:
    source, is_formatted = normalise(CONTEST)
    assert is_formatted
    assert normalise(source).source == source


@needs_compiler
def test_what_does_not_compile_then_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    unformatted(monkeypatch)
    engine = Engine()
    assert normalised(engine, CONTEST)[1] == "programs_expanded"
    assert normalised(engine, "int main() {}\n") == (None, "programs_as_they_were")
    assert normalised(engine, "int main() { return __LINE__; }") == (None, "programs_unfit")
    strange = "#include <bits/stdc++.h>\nint main() { std::pmr::vector<int> a; }"
    assert normalised(engine, strange) == (None, "programs_not_compiling_then")


RIGHT = Solution(Language.CPP, "#define N 1\nint main() { return N - 1; }\n", file="a.cpp")
TWIN = Solution(Language.CPP, "#define ONE 1\nint main() { return ONE - 1; }\n", file="b.cpp")
WRONG = Solution(Language.CPP, "#define M 2\nint main() { return M - 1; }\n", Label.WRONG_ANSWER)
OTHER = Solution(Language.PYTHON3, "#define N 1\nprint(1)\n")


@needs_compiler
def test_the_stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    unformatted(monkeypatch)
    workspace = Workspace(tmp_path)
    problem = Problem(name="p", description="", solutions=(RIGHT, TWIN, OTHER), incorrect_solutions=(WRONG,))
    bare = Problem(name="bare", description="")
    outcome = run_stage(Normalise(workspace), put_all(workspace, "problem", {"p": problem, "bare": bare}))
    found = get_all(workspace, outcome.main)
    assert found["bare"] == bare
    assert [(one.file, one.source) for one in found["p"].solutions] == [
        ("a.cpp", "int main() { return 1 - 1; }\n"),
        ("", OTHER.source),
    ]
    assert [one.source for one in found["p"].incorrect_solutions] == ["int main() { return 2 - 1; }\n"]
    assert [(one.reason, one.count) for one in outcome.rejections] == [("duplicate_solution", 1)]
    assert (outcome.counts["programs_expanded"], outcome.counts["problems_changed"]) == (3, 1)


def test_programs_that_become_the_same_with_opposite_labels_say_nothing() -> None:
    wrong = Solution(Language.CPP, TWIN.source, Label.WRONG_ANSWER)
    problem = Problem(name="p", description="", solutions=(RIGHT,), incorrect_solutions=(wrong,))
    rewritten, (rejection,) = rewrite(problem, {one.digest: "int main() {}" for one in problem.all_solutions})
    assert rewritten.all_solutions == ()
    assert (rejection.stage, rejection.reason) == ("normalise", "conflicting_labels")

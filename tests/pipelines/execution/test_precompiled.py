"""The precompiled header: used only where it changes nothing, and never what decides whether a program compiles."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.execution import precompiled
from pipelines.execution.compilation import Compiler
from pipelines.execution.precompiled import WORTH_IT, begins_with_it
from pipelines.execution.tiers import best_tier
from pipelines.execution.toolchains import tool_path
from schemas.execution import Program, Tier, Verdict
from schemas.language import Language

INCLUDE = "#include <bits/stdc++.h>\n"
MAIN = "using namespace std;\nint main() { map<int, int> m; int x; while (cin >> x) m[x]++; cout << m.size(); }\n"
COMMENT = st.one_of(
    st.text("ab */#<>\"'", max_size=12).map(lambda text: "//" + text + "\n"),
    st.text("ab #<>\"'\n", max_size=12).map(lambda text: "/*" + text + "*/"),
    st.sampled_from([" ", "\n", "\t", "\r\n"]),
)


@given(
    st.lists(COMMENT, max_size=5).map("".join),
    st.sampled_from([INCLUDE, "# include <bits/stdc++.h>", "#include<bits/stdc++.h>"]),
)
def test_comments_may_stand_before_it(before: str, include: str) -> None:
    assert begins_with_it(before + include + MAIN)


@given(
    st.lists(COMMENT, max_size=3).map("".join),
    st.sampled_from(
        ['#pragma GCC optimize("O3")\n', "#define int long long\n", "#include <map>\n", "int a;\n", "// \\\n", "/*"]
    ),
)
def test_nothing_else_may(before: str, other: str) -> None:
    assert not begins_with_it(before + other + INCLUDE + MAIN)


def test_a_hostile_source_is_looked_at_in_no_time() -> None:
    assert not begins_with_it("/**/ " * 100_000 + "x")
    assert not begins_with_it("//" * 200_000)


@pytest.fixture(scope="module")
def caches(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder of caches that hold the header, made once."""
    if tool_path(Language.CPP) is None or best_tier() is not Tier.NAMESPACES:
        pytest.skip("no g++ here, or no namespaces to show the header in")
    folder = tmp_path_factory.mktemp("caches")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder))
        patch.setattr(precompiled, "_asked", WORTH_IT)
        yield folder


def binary(cache: Path, source: str) -> bytes:
    compiled = Compiler(cache).compile(Program(Language.CPP, source))
    assert compiled.verdict is Verdict.OK, compiled.detail
    assert compiled.folder is not None
    return (compiled.folder / "program").read_bytes()


@pytest.mark.parametrize(
    "source",
    [
        INCLUDE + MAIN,
        "// a comment\n"
        + INCLUDE
        + '#pragma GCC optimize("O3,unroll-loops")\n#define int long long\n'
        + MAIN.replace("int main", "signed main"),
        INCLUDE + INCLUDE + "#define at [\n" + MAIN,
    ],
)
def test_the_binary_is_the_same(caches: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str) -> None:
    with_header = binary(tmp_path / "with", source)
    assert list((caches / "codequorum" / "headers").glob("*/bits/*.gch"))
    monkeypatch.setattr("pipelines.execution.compilation.begins_with_it", lambda _: False)
    assert binary(tmp_path / "without", source) == with_header


def test_what_does_not_compile_says_the_same(caches: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = Program(Language.CPP, INCLUDE + "int main() { return vectr<int>(); }\n")
    found = Compiler(tmp_path / "with").compile(wrong)
    monkeypatch.setattr("pipelines.execution.compilation.begins_with_it", lambda _: False)
    plain = Compiler(tmp_path / "without").compile(wrong)
    assert (found.verdict, found.detail) == (Verdict.CE, plain.detail)


def test_a_damaged_header_harms_no_program(caches: Path, tmp_path: Path) -> None:
    binary(tmp_path / "first", INCLUDE + MAIN)
    (header,) = (caches / "codequorum" / "headers").glob("*/bits/*.gch")
    whole = header.read_bytes()
    try:
        header.write_bytes(whole[: len(whole) // 2])
        binary(tmp_path / "half", INCLUDE + MAIN)
        header.write_bytes(b"")
        binary(tmp_path / "none", INCLUDE + MAIN)
    finally:
        header.write_bytes(whole)


def test_it_is_made_only_for_several_programs_and_by_one_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = []

    def make(command: list[str]) -> bytes:
        made.append(command)
        assert precompiled.header_folder(tmp_path, "12", ["g++"], make) is None, "another one must not wait, nor make it, too"
        return b"header"

    monkeypatch.setattr(precompiled, "_asked", 0)
    found = [precompiled.header_folder(tmp_path, "12", ["g++"], make) for _ in range(WORTH_IT + 1)]
    assert found[: WORTH_IT - 1] == [None] * (WORTH_IT - 1)
    assert found[WORTH_IT - 1] == found[WORTH_IT] is not None
    assert len(made) == 1


def test_a_compiler_that_cannot_make_it_is_not_asked_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def make(command: list[str]) -> bytes:
        asked.append(command)
        return b""

    monkeypatch.setattr(precompiled, "_asked", WORTH_IT)
    for _ in range(3):
        folder = precompiled.header_folder(tmp_path, "12", ["g++"], make)
        assert folder is not None
        assert not list(folder.glob("bits/*"))
    assert len(asked) == 1


def test_a_cache_that_cannot_be_written_is_no_hindrance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(precompiled, "_asked", WORTH_IT)
    (tmp_path / "file").write_text("not a folder")
    assert precompiled.header_folder(tmp_path / "file" / "headers", "12", ["g++"], lambda _: b"header") is None

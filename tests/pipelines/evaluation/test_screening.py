"""The screen says nothing that the engine would not say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.evaluation.screening import Screen, surely_broken
from pipelines.execution.engine import Engine
from schemas.execution import Program, Verdict
from schemas.language import Language
from tests.pipelines.execution.programs import need
from tests.pipelines.strategies import moderate

DEMO = Path(__file__).resolve().parents[3] / "pipelines" / "demo" / "problems"
RIGHT_CPP = [path for suffix in ("c", "cc", "cpp") for path in sorted(DEMO.rglob(f"*.{suffix}"))]
WHOLE = '#include <cstdio>\nint main() { int a[2] = {1, 2}; printf("%d \')} (", a[0]); // }}\n  return 0; }\n'


@pytest.fixture(scope="module")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Screen]:
    need(Language.PYTHON3)
    with Screen(Engine(tmp_path_factory.mktemp("cache"))) as one:
        yield one


def test_no_program_of_the_demo_is_thought_broken() -> None:
    assert RIGHT_CPP
    assert [path.name for path in RIGHT_CPP if surely_broken(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    "source",
    [
        WHOLE.replace("return 0; }", "return 0;"),
        WHOLE.replace("[2]", "[2"),
        WHOLE + "}",
        WHOLE.replace("main", "mein"),
        "",
        "int main( { ) }",
    ],
)
def test_what_no_compiler_forgives_is_found(source: str) -> None:
    assert surely_broken(source)


@pytest.mark.parametrize(
    "source",
    [
        WHOLE,
        "#define BEGIN {\n#define END }\nint main() BEGIN return 0; END",
        "#define M ma##in\nint M() { return 0; }",
        "#if 0\n}}}\n#endif\nint main() {}",
        'const char *s = R"(}}})"; int main() {}',
        "int main() <% return 0; %>",
        "int x = 1'000; int main() { char c = '{'; return c == '\"'; }",
        "int main() { return '\\''; /* }}} */ }",
        "// } \\\n } \nint main() {}",
    ],
)
def test_what_may_compile_is_left_to_the_compiler(source: str) -> None:
    assert not surely_broken(source)


def test_the_compiler_agrees(tmp_path: Path) -> None:
    need(Language.CPP)
    engine = Engine(tmp_path)
    for source in (WHOLE + "}", "int mein() { return 0; }"):
        assert surely_broken(source)
        assert engine.open(Program(Language.CPP, source)).verdict is Verdict.CE


PYTHON = [
    "print(1)",
    "print(1",
    "x = = 1",
    "return 1",
    "print 1",
    "\tif 1:\n pass",
    "",
    "a\0b",
    "def f():\n  yield\n",
    "(" * 300,
]


def test_python_is_parsed_as_the_engine_would(screen: Screen, tmp_path: Path) -> None:
    programs = [Program(Language.PYTHON3, source) for source in PYTHON]
    engine = Engine(tmp_path)
    for program, broken in zip(programs, screen.broken(programs), strict=True):
        with engine.open(program) as session:
            assert not broken or session.verdict is Verdict.CE, program.source
            if program.source and session.verdict is Verdict.CE:
                assert broken, program.source


def test_a_text_that_ends_the_parser_harms_no_other(screen: Screen) -> None:
    hostile = "x = " + "-" * 60_000 + "1"
    programs = [Program(Language.PYTHON3, source) for source in ("print(", hostile, "print(1)", "print(")]
    found = screen.broken(programs)
    assert found[0]
    assert not found[2]
    assert screen.broken(programs[:1]) == [True], "the parser did not come back"


def test_other_languages_are_left_alone(screen: Screen) -> None:
    assert screen.broken([Program(Language.JAVA, "class A {"), Program(Language.PYTHON, "print 1")]) == [False, False]
    assert screen.broken([]) == []


@moderate
@given(st.text(max_size=200))
def test_any_text_is_looked_at(text: str) -> None:
    assert surely_broken(text) in (True, False)

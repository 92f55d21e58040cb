"""Mutants of C and C++ programs compile: whether they do, a compiler says."""

from __future__ import annotations

import subprocess

import pytest

from mutators.programs import mutants
from pipelines.execution.toolchains import tool_path
from schemas.digest import rng
from schemas.language import Language
from tests.mutators.programs.sources import PROGRAMS


def compiles(source: str, language: Language, *flags: str) -> bool:
    tool = tool_path(language)
    if tool is None:
        pytest.skip(f"no compiler for {language.value}")
    command = [tool, "-fsyntax-only", "-w", *flags, "-"]
    return subprocess.run(command, input=source.encode(), capture_output=True, check=False).returncode == 0


def test_mutants_of_a_c_program_compile() -> None:
    found = mutants(PROGRAMS[Language.C], Language.C, rng("compile"), 40)
    assert [one for one in found if not compiles(one.source, Language.C, "-xc", "-std=gnu11")] == []


def test_mutants_of_a_cpp_program_compile() -> None:
    """All at once, each in a namespace of its own: the headers cost more than the rest."""
    found = mutants(PROGRAMS[Language.CPP], Language.CPP, rng("compile"), 80)
    headers, spaces = "", ""
    for place, one in enumerate(found):
        lines = one.source.splitlines(keepends=True)
        headers = "".join(line for line in lines if line.startswith("#include"))
        rest = "".join(line for line in lines if not line.startswith("#include"))
        spaces += f"\nnamespace of_{place} {{\n{rest}\n}}\n"
    assert compiles(headers + spaces, Language.CPP, "-xc++", "-std=gnu++17")

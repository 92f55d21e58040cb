"""`codequorum doctor`: the truth about this machine, whatever it lacks, in lines that a stranger can read."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import beam_runner
from pipelines import doctor
from pipelines.command_line import grammar
from pipelines.execution import machine, tiers
from pipelines.execution.machine import Isolation, Place, Trial
from pipelines.execution.sandbox import SandboxUnavailable
from pipelines.execution.tiers import TIER_VARIABLE, UNSAFE_VARIABLE
from pipelines.execution.toolchains import TOOLCHAINS, Toolchain, tool_path
from schemas.execution import Tier
from schemas.language import Language

HERE = Place(Path("/some/where"), 5 << 30)


@pytest.fixture
def settle(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Run the commands in a given width, and forget what was found out about the machine."""

    def set_width(columns: str) -> None:
        monkeypatch.setenv("COLUMNS", columns)
        tiers.best_tier.cache_clear()

    return set_width


@pytest.fixture
def no_tier(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """A machine on which no safe tier stands."""
    monkeypatch.setattr(tiers, "refusal", lambda tier: f"cannot isolate programs: step {tier.value}. Ask the owner")
    monkeypatch.setenv(UNSAFE_VARIABLE, "")  # and put it back afterwards, whatever a command sets
    monkeypatch.delenv(TIER_VARIABLE, raising=False)
    tiers.best_tier.cache_clear()
    request.addfinalizer(tiers.best_tier.cache_clear)


def test_this_machine_is_described(capsys: pytest.CaptureFixture[str], settle: Callable[[str], None]) -> None:
    settle("80")
    assert beam_runner.main(["doctor"]) == grammar.EXIT_DONE
    said = capsys.readouterr()
    assert said.err == ""
    lines = said.out.splitlines()
    assert len(lines) < 40  # one screen
    assert all(len(line) <= 80 for line in lines), lines
    assert re.match(r"isolation   T[12]: ", lines[0])
    for language in TOOLCHAINS:
        line = next(one for one in lines if one.startswith(f"{machine.language_name(language):<12}"))
        assert line[12:].split()[0] == ("works" if tool_path(language) else "missing")
    assert lines[-1].startswith("Programs are isolated; ")


def test_the_same_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    assert beam_runner.main(["doctor", "--json"]) == grammar.EXIT_DONE
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert found["ready"]
    assert found["tier"]["value"] in ("T1", "T2")
    assert Path(found["launcher"]["folder"], "slot").is_file()
    assert found["cache"]["free_bytes"] > 0
    assert found["processors"] >= 1
    assert set(found["languages"]) == {language.name for language in TOOLCHAINS}
    for one in found["languages"].values():
        assert (one["trial"] is None) == (one["path"] is None)
        assert one["trial"] is None or (one["trial"]["problem"], one["trial"]["output"]) == ("", "hello world")


def test_nothing_is_left_in_the_cache() -> None:
    cache = machine.compile_cache()
    before = set(cache.folder.iterdir())
    with machine.fresh_engine(machine.isolation().tier or Tier.NONE, cache) as engine:
        assert machine.try_language(engine, Language.PYTHON3).problem == ""
    assert {path for path in set(cache.folder.iterdir()) - before if path.name.startswith(".doctor-")} == set()


@pytest.mark.usefixtures("no_tier")
def test_without_isolation_the_reason_is_told(capsys: pytest.CaptureFixture[str], settle: Callable[[str], None]) -> None:
    settle("80")
    assert beam_runner.main(["doctor"]) == grammar.EXIT_NO_SANDBOX
    said = capsys.readouterr()
    assert said.err == ""
    lines = said.out.splitlines()
    assert lines[:4] == [
        "isolation   none: programs cannot be run here",
        "            not T1: step T1",
        "            not T2: step T2",
        "            Ask the owner",
    ]
    assert not any("works" in line for line in lines)
    assert "--unsafe_no_sandbox" in lines[-1]


@pytest.mark.usefixtures("no_tier")
def test_whoever_takes_the_risk_is_told_of_it(capsys: pytest.CaptureFixture[str], settle: Callable[[str], None]) -> None:
    settle("80")
    assert beam_runner.main(["doctor", "--unsafe_no_sandbox"]) == grammar.EXIT_NO_SANDBOX
    said = capsys.readouterr()
    assert len(said.err.splitlines()) == 1
    assert "not isolated" in said.err
    assert os.environ[UNSAFE_VARIABLE] == "1"
    assert said.out.startswith("isolation   T3: not isolated")
    assert "run in" in said.out
    assert "WITHOUT isolation" in said.out


@pytest.mark.usefixtures("no_tier")
def test_a_tier_that_nobody_knows_is_quoted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(TIER_VARIABLE, "T7")
    monkeypatch.setattr(tiers, "refusal", lambda _: "")
    found = machine.isolation()
    assert found.tier is None
    assert found.refused == ()
    assert "T7" in found.reason


def test_a_stronger_tier_that_was_not_asked_for_is_no_defect(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(TIER_VARIABLE, Tier.USER_ID.value)
    monkeypatch.setattr(machine, "probe", lambda: Tier.USER_ID)
    monkeypatch.setattr(tiers, "refusal", lambda _: "")
    assert machine.isolation().refused == ((Tier.NAMESPACES, f"not asked for: {TIER_VARIABLE}=T2"),)


def test_a_machine_without_launcher_says_what_brings_it(tmp_path: Path) -> None:
    script = "import sys, beam_runner; sys.exit(beam_runner.main(sys.argv[1:]))"
    environment = {**os.environ, "CODEQUORUM_SLOT": str(tmp_path), "COLUMNS": "500"}
    command = [sys.executable, "-c", script, "doctor"]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (grammar.EXIT_NO_SANDBOX, "")
    assert "launcher    missing: CODEQUORUM_SLOT=" in ended.stdout
    assert "without the launcher" in ended.stdout.splitlines()[-1]


def test_a_cache_that_cannot_be_written_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "default_cache_folder", lambda: Path("/proc/nowhere/programs"))
    cache = machine.compile_cache()
    assert cache.problem.startswith("cannot write there")
    with machine.fresh_engine(machine.isolation().tier or Tier.NONE, cache) as engine:
        assert machine.try_language(engine, Language.PYTHON3).problem == ""  # in the folder for temporary files


def test_what_fails_is_told_with_its_reason(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "try_language", lambda *_: Trial("", problem="CE: no \x1b[31mheader"))
    assert beam_runner.main(["doctor"]) == grammar.EXIT_NO_SANDBOX
    out = capsys.readouterr().out
    assert "FAILS    CE: no \\x1b[31mheader" in out
    assert f"0 of {len(TOOLCHAINS)} languages run" in out


def test_a_sandbox_that_refuses_in_the_middle_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise SandboxUnavailable("no more user ids")

    with machine.fresh_engine(Tier.NONE, Place(Path(), problem="none")) as engine:
        monkeypatch.setattr(engine, "open", refuse)
        assert machine.try_language(engine, Language.PYTHON3).problem == "no more user ids"


def test_a_program_that_prints_something_else_does_not_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(machine._HELLO, ".py", "print('goodbye')")
    with machine.fresh_engine(machine.isolation().tier or Tier.NONE, machine.compile_cache()) as engine:
        assert machine.try_language(engine, Language.PYTHON3).problem == "it printed 'goodbye', expected 'hello world'"


def test_a_new_language_is_listed_before_it_is_greeted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(TOOLCHAINS, Language.C, Toolchain(tool="gcc", file="solution.zig"))
    with machine.fresh_engine(machine.isolation().tier or Tier.NONE, machine.compile_cache()) as engine:
        assert ".zig" in machine.try_language(engine, Language.C).problem


@pytest.mark.parametrize(
    ("trial", "says"),
    [
        (None, "not tried"),
        (Trial("1.24.2"), "1.24.2, found by Python solutions"),
        (Trial("", problem="RTE: exit code 1: ModuleNotFoundError: No module named 'numpy'"), "missing"),
        (Trial("", problem="RTE: signal SIGILL"), "fails: RTE: signal SIGILL"),
    ],
)
def test_numpy_is_tried_as_solutions_would(trial: Trial | None, says: str) -> None:
    facts = doctor.Facts(Isolation(Tier.USER_ID, "", ((Tier.NAMESPACES, "unshare"),)), 0, HERE, HERE, 2)
    lines = doctor.fact_lines(facts, trial, 80)
    assert says in next(line for line in lines if line.startswith("numpy"))
    assert "            not T1: unshare" in lines
    assert "Landlock    not in this kernel, or switched off" in lines


def test_a_missing_package_comes_with_its_command() -> None:
    assert re.search(r"apt-get install python3-numpy|-m pip install numpy", machine.numpy_install())
    line = doctor.language_lines(Language.PYTHON, None, Isolation(Tier.NAMESPACES), 80)[0]
    assert tool_path(Language.PYTHON) or TOOLCHAINS[Language.PYTHON].install.split(";")[0] in line


def test_flags_and_dialects_are_told() -> None:
    told = doctor.flags_text(TOOLCHAINS[Language.CPP])
    assert "-O2" in told
    assert "gnu++17, else gnu++14" in told
    assert "{" not in doctor.flags_text(TOOLCHAINS[Language.JAVA])

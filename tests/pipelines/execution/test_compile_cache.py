"""The cache of compiled programs: a hit is as good as a compilation, damage heals, and its failures are the judge's own."""

import contextlib
import dataclasses
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipelines.execution.engine import Engine
from pipelines.execution.toolchains import TOOLCHAINS
from schemas.execution import Program, Verdict
from schemas.language import Language
from tests.pipelines.execution.programs import LIMITS, need

REPOSITORY = Path(__file__).parents[3]
C = Program(Language.C, '#include <stdio.h>\nint main(void) { int n; scanf("%d", &n); printf("%d\\n", n + 1); return 0; }')
PYTHON = Program(Language.PYTHON3, "print(int(input()) + 1)")
WRONG = Program(Language.C, "int main(void) { return nothing; }")
BOTH = pytest.mark.parametrize("program", [C, PYTHON], ids=["c", "python"])


def outcome(folder: Path, program: Program) -> tuple[Verdict, bytes]:
    """What a fresh engine on this cache makes of a run."""
    need(program.language)
    with Engine(folder).open(program) as session:
        run = session.run(b"41", LIMITS)
        return run.verdict, run.output


def files(folder: Path) -> dict[Path, tuple[int, bytes]]:
    """Every file of a cache with its time of change and its content."""
    return {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in folder.rglob("*") if path.is_file()}


@BOTH
def test_a_hit_gives_what_a_compilation_gives(tmp_path: Path, program: Program) -> None:
    assert outcome(tmp_path, program) == (Verdict.OK, b"42\n")
    kept = files(tmp_path)
    assert kept
    assert outcome(tmp_path, program) == (Verdict.OK, b"42\n")
    assert files(tmp_path) == kept


def test_a_hit_tells_the_cost_of_the_compilation(tmp_path: Path) -> None:
    need(Language.C)
    costs = []
    for _ in range(2):
        with Engine(tmp_path).open(C) as session:
            costs.append(session.compile_cpu_s)
    assert costs[0] == costs[1] > 0


def test_a_compile_error_is_kept(tmp_path: Path) -> None:
    need(Language.C)
    details = []
    for _ in range(2):
        with Engine(tmp_path).open(WRONG) as session:
            assert session.verdict is Verdict.CE
            details.append(session.detail)
        kept = files(tmp_path)
    assert details[0] == details[1]
    assert "nothing" in details[0]
    assert files(tmp_path) == kept


def test_programs_and_languages_do_not_share_entries(tmp_path: Path) -> None:
    need(Language.C)
    need(Language.CPP)
    source = '#include <stdio.h>\nint main(void) { puts(sizeof(\'a\') == 1 ? "C++" : "C"); }'
    assert outcome(tmp_path, Program(Language.C, source))[1] == b"C\n"
    assert outcome(tmp_path, Program(Language.CPP, source))[1] == b"C++\n"
    assert outcome(tmp_path, Program(Language.C, source + " "))[1] == b"C\n"
    assert len([path for path in tmp_path.rglob("*") if path.name == "program"]) == 3


def test_other_flags_and_another_compiler_make_other_entries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    need(Language.C)
    source = '#include <stdio.h>\n#ifndef N\n#define N 1\n#endif\nint main(void) { printf("%d\\n", N); return 0; }'
    program, row = Program(Language.C, source), TOOLCHAINS[Language.C]
    assert outcome(tmp_path, program) == (Verdict.OK, b"1\n")
    with monkeypatch.context() as patch:
        patch.setitem(TOOLCHAINS, Language.C, dataclasses.replace(row, compile=(*row.compile, "-DN=2")))
        assert outcome(tmp_path, program) == (Verdict.OK, b"2\n")
    kept = files(tmp_path)
    assert outcome(tmp_path, program) == (Verdict.OK, b"1\n")
    assert files(tmp_path) == kept
    monkeypatch.setattr("pipelines.execution.compilation.tool_version", lambda language: "another")
    assert outcome(tmp_path, program) == (Verdict.OK, b"1\n")
    assert files(tmp_path).keys() > kept.keys()


def halve(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


DAMAGES: dict[str, Callable[[Path], object]] = {
    "emptied": lambda path: path.write_bytes(b""),
    "halved": halve,
    "removed": lambda path: path.unlink(),
    "garbage": lambda path: path.write_bytes(b"\xff\x00garbage"),
    "null": lambda path: path.write_bytes(b"null"),
    "list": lambda path: path.write_bytes(b"[]"),
    "object": lambda path: path.write_bytes(b"{}"),
}


@pytest.mark.parametrize(
    "program, damage",
    [(PYTHON, damage) for damage in DAMAGES.values()] + [(C, DAMAGES[name]) for name in ("halved", "removed", "garbage")],
    ids=[*DAMAGES, "c halved", "c removed", "c garbage"],
)
def test_a_damaged_entry_is_never_evidence_and_heals(
    tmp_path: Path, program: Program, damage: Callable[[Path], object]
) -> None:
    assert outcome(tmp_path, program) == (Verdict.OK, b"42\n")
    whole = {path: content for path, (_, content) in files(tmp_path).items()}
    for path in whole:
        damage(path)
        assert outcome(tmp_path, program) in ((Verdict.OK, b"42\n"), (Verdict.JE, b""))
        assert outcome(tmp_path, program) == (Verdict.OK, b"42\n")
        assert {path: content for path, (_, content) in files(tmp_path).items()}.keys() == whole.keys()


def test_a_folder_that_cannot_be_written_is_the_judges_failure(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    for folder in (file, file / "below"):
        with Engine(folder).open(PYTHON) as session:
            assert session.verdict is Verdict.JE
            assert str(folder) in session.detail
            assert session.run(b"1", LIMITS).verdict is Verdict.JE


@pytest.mark.skipif(os.getuid() == 0, reason="permissions do not bind root")
def test_a_folder_without_permission_is_the_judges_failure(tmp_path: Path) -> None:
    for mode in (0o500, 0o000):
        folder = tmp_path / str(mode)
        folder.mkdir(mode=mode)
        with Engine(folder).open(PYTHON) as session:
            assert session.verdict is Verdict.JE
            assert str(folder) in session.detail


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=1m,nr_inodes=64", "tmpfs", str(folder)]
    if os.getuid() != 0 or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("only root can mount a small disk")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


@BOTH
@pytest.mark.parametrize("lack", ["space", "names"])
def test_a_full_disk_is_the_judges_failure_and_harms_nothing(tiny_disk: Path, lack: str, program: Program) -> None:
    need(program.language)
    ballast = tiny_disk / "ballast"
    if lack == "space":
        with contextlib.suppress(OSError), open(ballast, "wb", 0) as file:
            while True:
                file.write(bytes(4096))
    else:
        ballast.mkdir()
        with contextlib.suppress(OSError):
            for number in range(100):
                (ballast / str(number)).touch()
    with Engine(tiny_disk / "cache").open(program) as session:
        assert session.verdict is Verdict.JE
        assert "No space left on device" in session.detail
        assert session.run(b"41", LIMITS).verdict is Verdict.JE
    assert not any(files(tiny_disk / "cache").values())
    if ballast.is_dir():
        shutil.rmtree(ballast)
    else:
        ballast.unlink()
    assert outcome(tiny_disk / "cache", PYTHON) == (Verdict.OK, b"42\n")


def test_a_cache_that_is_emptied_while_a_session_lives_is_made_anew(tmp_path: Path) -> None:
    need(Language.C)
    with Engine(tmp_path).open(C) as session:
        assert session.run(b"41", LIMITS).output == b"42\n"
        for path in tmp_path.iterdir():
            shutil.rmtree(path)
        assert session.run(b"41", LIMITS).verdict in (Verdict.OK, Verdict.JE)
    assert outcome(tmp_path, C) == (Verdict.OK, b"42\n")


def test_default_folder_follows_the_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    with Engine().open(PYTHON) as session:
        assert session.run(b"41", LIMITS).output == b"42\n"
    assert files(tmp_path / "codequorum")


COMPILE = """
import sys
from pathlib import Path
from pipelines.execution.engine import Engine
from schemas.execution import Program, RunLimits
from schemas.language import Language
sys.stdin.readline()
run = next(iter(Engine(Path(sys.argv[1])).execute(Program(Language(sys.argv[2]), sys.argv[3]), [b"41"], RunLimits())))
print(run.verdict.value, run.output.decode(), run.detail)
"""


@BOTH
def test_processes_that_compile_the_same_at_once_agree(tmp_path: Path, program: Program) -> None:
    need(program.language)
    command = [sys.executable, "-c", COMPILE, str(tmp_path), program.language.value, program.source]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    workers = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, text=True) for _ in range(3)
    ]
    for worker in workers:
        assert worker.stdin is not None
        worker.stdin.write("go\n")
        worker.stdin.flush()
    assert [worker.communicate(timeout=120)[0].split() for worker in workers] == [["OK", "42"]] * 3
    entries = {path.parent for path in files(tmp_path)}
    assert len(entries) == 1
    assert [path.name for path in tmp_path.rglob(".*")] == []  # nothing half-made is left


def test_a_missing_compiler_is_unsupported_and_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    need(Language.C)
    with monkeypatch.context() as patch:
        patch.setattr("pipelines.execution.compilation.tool_path", lambda language: None)
        assert outcome_without_need(tmp_path, C) is Verdict.US
    assert files(tmp_path) == {}
    assert outcome(tmp_path, C) == (Verdict.OK, b"42\n")


def outcome_without_need(folder: Path, program: Program) -> Verdict:
    with Engine(folder).open(program) as session:
        return session.run(b"", LIMITS).verdict

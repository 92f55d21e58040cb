"""Problems that name their files: a folder made anew for each run, and only a plain file is taken for the output."""

import dataclasses
import errno
import os
from pathlib import Path

import pytest

from pipelines.execution.engine import Engine, Files
from schemas.execution import MEBIBYTE, Program, Run, Tier, Verdict
from schemas.language import Language
from tests.pipelines.execution.programs import EVERY_ENGINE, EVERY_TIER, LIMITS, need, tier_of

FILES = Files(input="in.txt", output="out.txt")
CLEAN = "open('out.txt', 'w').write(open('in.txt').read().upper())"
TRICKS = {
    "link": "os.symlink({secret!r}, 'out.txt')",
    "link to its input": "os.symlink('in.txt', 'out.txt')",
    "link to the process": "os.symlink('/proc/self/environ', 'out.txt')",
    "hard link": "os.link({secret!r}, 'out.txt')",
    "fifo": "os.mkfifo('out.txt')",
    "device": "os.mknod('out.txt', 0o020666, os.makedev(1, 5))",
    "link to a device": "os.symlink('/dev/zero', 'out.txt')",
    "folder": "os.mkdir('out.txt')",
    "socket": "os.mknod('out.txt', 0o140666)",
    "link to a folder": "os.mkdir('d'); open('d/out.txt', 'w').write('x'); os.symlink('d/out.txt', 'out.txt')",
    "nothing": "pass",
    "removed": "open('out.txt', 'w').write('x'); os.unlink('out.txt')",
}
HARMLESS = {
    "written twice": ("open('out.txt', 'w').write('1'); open('out.txt', 'a').write('2')", b"12"),
    "hard link to its own": ("open('a', 'w').write('own'); os.link('a', 'out.txt')", b"own"),
    "folder taken away": ("os.chmod('.', 0)", b""),
    "input as output": ("os.rename('in.txt', 'out.txt')", b"attack"),
    "many files": ("for n in range(1000): open(f'{n}', 'w')\nopen('out.txt', 'w').write('one')", b"one"),
}


def run(engine: Engine, source: str, content: bytes = b"attack", files: Files = FILES) -> Run:
    """An attack between two clean runs of the same session."""
    text = f"import os\nif open('in.txt').read() == 'clean': {CLEAN}; os._exit(0)\n" + source
    with engine.open(Program(Language.PYTHON3, text), files=files) as session:
        for word in (b"clean", content, b"clean"):
            outcome = session.run(word, LIMITS)
            if word == b"clean":
                assert (outcome.verdict, outcome.output) == (Verdict.OK, b"" if not files.output else b"CLEAN"), outcome
            else:
                attacked = outcome
    return attacked


@EVERY_TIER
def test_what_a_program_writes_into_its_file_is_its_output(engine: Engine) -> None:
    outcome = run(engine, CLEAN + "\nprint('not this')")
    assert (outcome.verdict, outcome.output) == (Verdict.OK, b"ATTACK")


@EVERY_TIER
@pytest.mark.parametrize("trick", TRICKS.values(), ids=TRICKS)
def test_an_output_file_that_is_no_plain_file_is_refused(engine: Engine, tmp_path: Path, trick: str) -> None:
    secret = tmp_path / "secret"
    secret.write_text("of the worker")
    outcome = run(engine, trick.format(secret=str(secret)))
    assert outcome.verdict in (Verdict.OK, Verdict.RTE), outcome  # as the trick itself was refused or done
    assert outcome.output == b""


@EVERY_TIER
@pytest.mark.parametrize("source, output", HARMLESS.values(), ids=HARMLESS)
def test_unusual_output_files_are_read(engine: Engine, source: str, output: bytes) -> None:
    outcome = run(engine, source)
    assert (outcome.verdict, outcome.output) == (Verdict.OK, output)


@EVERY_TIER
def test_a_flood_into_the_file_is_an_output_flood(engine: Engine) -> None:
    outcome = run(engine, "with open('out.txt', 'w') as file:\n    while True: file.write('x' * 4096)")
    assert (outcome.verdict, len(outcome.output)) == (Verdict.RTE, 0) or outcome.verdict is Verdict.OLE
    assert len(outcome.output) <= LIMITS.output_bytes


@EVERY_TIER
def test_an_output_that_is_hidden_from_us_is_none_or_whole(engine: Engine) -> None:
    """In T1 the slot is no more than the program's user, in T2 it may read what he hides."""
    outcome = run(engine, "open('out.txt', 'w').write('kept'); os.chmod('out.txt', 0)")
    assert (outcome.verdict, outcome.output) == (Verdict.OK, b"" if tier_of(engine) is Tier.NAMESPACES else b"kept")


@EVERY_TIER
def test_the_folder_is_new_for_each_run(engine: Engine) -> None:
    source = """import os
found = sorted(os.listdir('.'))
open('out.txt', 'w').write(str(found))
open('left', 'w'); os.mkdir('.hidden'); os.mkfifo('pipe'); os.symlink('/', 'link'); os.chmod('in.txt', 0)
"""
    with engine.open(Program(Language.PYTHON3, source), files=FILES) as session:
        for _ in range(3):
            assert session.run(b"x", LIMITS).output == b"['in.txt']"


@pytest.mark.parametrize("engine", ["T1 native"], indirect=True)
def test_the_folder_has_a_limited_size(engine: Engine) -> None:
    """T1 alone: without a mount of its own a folder ends where the disk does."""
    source = """
written = 0
try:
    while written < 1000: open(f'fill{written}', 'wb').write(bytes(1 << 20)); written += 1
except OSError as error: pass
os.truncate('fill0', 0)
open('out.txt', 'w').write(str(written))
"""
    limits = dataclasses.replace(LIMITS, output_bytes=2 * MEBIBYTE)
    with engine.open(Program(Language.PYTHON3, "import os" + source), files=FILES) as session:
        outcome = session.run(b"x", limits)
    assert outcome.verdict is Verdict.OK
    assert 10 < int(outcome.output) <= 300


@EVERY_TIER
def test_nothing_outside_the_folder_can_be_written(engine: Engine) -> None:
    source = """
done = []
for folder in ("/", "/usr", "/tmp", "..", "/var/tmp", "/program", "/dev/shm"):
    path = folder + "/planted"
    for deed in (lambda: open(path, "w"), lambda: os.mkdir(path), lambda: os.symlink("/", path),
                 lambda: os.rename("in.txt", path)):
        try: deed(); done.append(path)
        except OSError: pass
open('out.txt', 'w').write(str(done))
"""
    assert run(engine, source).output == b"[]"


@pytest.mark.parametrize("engine", ["T2 native"], indirect=True)
def test_a_program_with_files_starts_no_other_in_t2(engine: Engine) -> None:
    outcome = run(engine, "try: os.fork()\nexcept OSError as error: open('out.txt', 'w').write(str(error.errno))")
    assert outcome.output == str(errno.EPERM).encode()


@EVERY_ENGINE
def test_without_names_there_is_no_folder(engine: Engine) -> None:
    source = "import os\ntry: open('out.txt', 'w'); print('written')\nexcept OSError: print(os.getcwd() == '/')"
    with engine.open(Program(Language.PYTHON3, source)) as session:
        assert session.run(b"", LIMITS).output == b"True\n"


def test_names_lead_nowhere_else(engine: Engine, tmp_path: Path) -> None:
    """A name is the problem's, not a program's; one that names another folder is the judge's failure, never a file there."""
    need(Language.PYTHON3)
    target = tmp_path / "planted"
    for files in (Files(input=str(target)), Files(input="../planted"), Files(input="a/b")):
        with engine.open(Program(Language.PYTHON3, "print(1)"), files=files) as session:
            assert session.run(b"x", LIMITS).verdict is Verdict.JE
        assert not os.path.lexists(target)

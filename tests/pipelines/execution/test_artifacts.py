"""What a program leaves in its folder comes back as plain files, whatever else lies there and however it is called."""

import os
from pathlib import Path

import pytest

from schemas.execution import Tier
from tests.pipelines.execution.wire import Slot

pytestmark = pytest.mark.skipif(os.getuid() != 0, reason="the slot is started by hand as root")
TIERS = pytest.mark.parametrize("tier", ["1", "2"])
MOST_ARTIFACTS = 4096
PYTHON = "/usr/bin/python3"


@pytest.fixture(autouse=True)
def _given(request: pytest.FixtureRequest, refusals: dict[Tier, str]) -> None:
    tier = Tier.NAMESPACES if request.node.callspec.params["tier"] == "1" else Tier.USER_ID
    if refusals[tier] or not os.path.exists(PYTHON):
        pytest.skip(refusals[tier] or f"no {PYTHON} on this machine")


def left_by(
    root: Path, tier: str, script: str, collect: str = "*", placed: dict[str, bytes] | None = None
) -> dict[str, tuple[bool, bytes]]:
    """What comes back of a run of `script`, twice over: the slot goes on as if nothing had been."""
    placed = placed or {}
    command = (PYTHON, "-I", "-S", "-c", "import os\n" + script)
    with Slot(root, *command, tier=tier, settings={"work_bytes": 64 << 20, "collect": collect}) as slot:
        assert slot.receive() == b"R"
        for _ in range(2):
            os.close(slot.ask())
            answer = slot.answer()
            assert (answer.failure, answer.killed) == (0, 0)
            found = [slot.artifact() for _ in range(answer.artifacts)]
    return {name: (executable, content) for name, executable, content in found}


@TIERS
def test_names_and_contents_come_back_unchanged(tmp_path: Path, tier: str) -> None:
    names = ["a", "new\nline", "tab\t", " ", "-rf", "..a", "ünïcode", "x" * 200, "*", "'\"", "\udcff"]
    script = f"for name in {names!r}:\n    open(name, 'w', errors='surrogateescape').write(ascii(name))"
    assert left_by(tmp_path, tier, script) == {name: (False, ascii(name).encode()) for name in names}


@TIERS
def test_a_name_of_full_length_comes_back(tmp_path: Path, tier: str) -> None:
    assert left_by(tmp_path, tier, "open('y' * 255, 'w').write('long')") == {"y" * 255: (False, b"long")}


@TIERS
def test_what_is_no_plain_file_stays_behind(tmp_path: Path, tier: str) -> None:
    script = """
for deed in (lambda: os.symlink("/usr/bin/env", "link"), lambda: os.symlink("plain", "link to its own"),
             lambda: os.mkfifo("fifo"),
             lambda: os.mkdir("folder"), lambda: open("folder/inner", "w"), lambda: os.mknod("socket", 0o140644),
             lambda: os.symlink("loop", "loop"), lambda: os.mkdir("sealed", 0)):
    try: deed()
    except FileExistsError: pass
open("plain", "w").write("plain")
open("program", "w").write("#!"); os.chmod("program", 0o755)
"""
    assert left_by(tmp_path, tier, script) == {"plain": (False, b"plain"), "program": (True, b"#!")}


@TIERS
def test_files_that_are_hidden_stay_behind_or_come_whole(tmp_path: Path, tier: str) -> None:
    script = (
        "if not os.path.exists('hidden'): open('hidden', 'w').write('x')\nos.chmod('hidden', 0)\nopen('seen', 'w').write('s')"
    )
    found = left_by(tmp_path, tier, script)
    assert found.pop("seen") == (False, b"s")
    assert found == ({} if tier == "1" else {"hidden": (False, b"x")})


@TIERS
def test_a_folder_that_is_closed_gives_nothing(tmp_path: Path, tier: str) -> None:
    """And whatever the program did to its folder, the slot goes on."""
    found = left_by(tmp_path, tier, "os.chmod('.', 0o700); open('x', 'w').write('x'); os.chmod('.', 0)" if tier == "1" else "")
    assert found in ({}, {"x": (False, b"x")})


@TIERS
def test_thousands_of_files_come_back_up_to_a_number(tmp_path: Path, tier: str) -> None:
    found = left_by(tmp_path, tier, f"for n in range({MOST_ARTIFACTS + 100}): open(str(n), 'w').write(str(n))")
    assert len(found) == MOST_ARTIFACTS
    assert all(content == name.encode() for name, (_, content) in found.items())


@TIERS
@pytest.mark.parametrize("name", ["out", "new\nline", "no such", "*.o", "", "..", "/usr/bin/env", "a/b"])
def test_one_name_brings_one_file(tmp_path: Path, tier: str, name: str) -> None:
    script = "for name in ('out', 'other', 'new\\nline', 'a.o'): open(name, 'w').write(name)\nos.makedirs('a', exist_ok=True)"
    script += "\nopen('a/b', 'w').write('b')"
    found = left_by(tmp_path, tier, script, name)
    assert found == ({name: (False, name.encode())} if name in ("out", "new\nline") else {})


@TIERS
def test_empty_and_large_files_come_back(tmp_path: Path, tier: str) -> None:
    found = left_by(tmp_path, tier, "open('empty', 'w'); open('large', 'wb').write(bytes(1 << 20))")
    assert {name: len(content) for name, (_, content) in found.items()} == {"empty": 0, "large": 1 << 20}

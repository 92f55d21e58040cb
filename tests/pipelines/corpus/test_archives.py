"""Tar balls and zip archives as streams: whole ones, damaged ones, bombs, and paths that would lead out of them."""

from __future__ import annotations

import io
import tarfile
import zipfile
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.corpus import archives
from pipelines.corpus.archives import SUFFIXES, inner_name
from pipelines.corpus.settings import MODIFIED
from pipelines.corpus.texts import Unfit
from tests.pipelines.corpus.making import MIT, commit, days, git, read, read_with_rejections, tar_bytes, write, zip_bytes

_FILES = {"p-1/LICENSE": MIT, "p-1/a.py": "x = 1\n", "p-1/src/b.go": "package b\n", "p-1/c.txt": "text"}


def packed(suffix: str, files: dict[str, str | bytes]) -> bytes:
    """An archive of a suffix."""
    if suffix == ".zip":
        return zip_bytes(files)
    if suffix == ".tar.zst":
        return bytes(pa.compress(tar_bytes(files), "zstd", asbytes=True))
    modes = {".tar": "w", ".tar.gz": "w:gz", ".tgz": "w:gz", ".tar.bz2": "w:bz2", ".tar.xz": "w:xz"}
    return tar_bytes(files, modes[suffix])


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_kind_of_archive_is_read(tmp_path: Path, suffix: str) -> None:
    write(tmp_path, {f"name.v2{suffix}": packed(suffix, dict(_FILES))})
    found, lost = read(tmp_path / f"name.v2{suffix}")
    assert [(one.repository, one.path, one.content) for one in found] == [
        ("name.v2", "p-1/a.py", b"x = 1\n"),
        ("name.v2", "p-1/src/b.go", b"package b\n"),
    ]
    assert lost == {"not_source_code": 1}


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("kept", [0, 0.3, 0.9])
def test_a_broken_archive_is_told_and_what_came_before_stays(tmp_path: Path, suffix: str, kept: float) -> None:
    files: dict[str, str | bytes] = {f"{number}.py": bytes(range(256)).hex() * 20 + str(number) for number in range(40)}
    whole = packed(suffix, files)
    write(tmp_path, {f"r{suffix}": whole[: int(len(whole) * kept)]})
    found, rejections = read_with_rejections(tmp_path / f"r{suffix}")
    assert [(one.problem, one.reason) for one in rejections] == [("r", "broken_archive")]
    assert "the rest of it is not read" in rejections[0].detail
    assert [one.path for one in found] == [f"{number}.py" for number in range(len(found))]
    assert len(found) < 40


@given(st.sampled_from(SUFFIXES), st.integers(0, 10**6), st.binary(min_size=1, max_size=8))
def test_damage_never_raises(tmp_path_factory: pytest.TempPathFactory, suffix: str, place: int, damage: bytes) -> None:
    whole = bytearray(packed(suffix, dict(_FILES)))
    place %= len(whole)
    whole[place : place + len(damage)] = damage
    folder = write(tmp_path_factory.mktemp("damaged"), {f"r{suffix}": bytes(whole)})
    found, _ = read(folder / f"r{suffix}")
    assert len(found) <= 3


def test_a_damaged_header_is_not_taken_for_the_end(tmp_path: Path) -> None:
    whole = bytearray(tar_bytes({f"{number}.py": "1" for number in range(3)}))
    whole[1024 + 148] ^= 1  # the check sum of the second member
    found, lost = read(write(tmp_path, {"r.tar": bytes(whole)}) / "r.tar")
    assert [one.path for one in found] == ["0.py"]
    assert lost == {"broken_archive": 1}


def test_what_is_no_archive_for_all_its_name_is_told(tmp_path: Path) -> None:
    for suffix in SUFFIXES:
        write(tmp_path, {f"r{suffix}": "hello, I am a text\n" * 100})
        assert read(tmp_path / f"r{suffix}") == ([], {"broken_archive": 1})


@pytest.mark.parametrize("suffix", [".tar.gz", ".tar.xz", ".tar.zst", ".tar.bz2"])
def test_a_bomb_of_one_huge_member_is_left(tmp_path: Path, suffix: str) -> None:
    bomb = packed(suffix, {"a.py": "1", "huge.bin": bytes(80 << 20), "z.py": "2"})
    found, lost = read(write(tmp_path, {f"r{suffix}": bomb}) / f"r{suffix}")
    assert [one.path for one in found] == ["a.py"]
    assert lost == {"archive_bomb": 1, "not_source_code": 1}


@pytest.mark.parametrize("suffix", [".tar.gz", ".zip"])
def test_a_bomb_of_many_small_members_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str) -> None:
    monkeypatch.setattr(archives, "FREE_BYTES", 1 << 20)
    bomb = packed(suffix, {f"{number:03d}.py": b"\n" * 900_000 for number in range(40)})
    found, lost = read(write(tmp_path, {f"r{suffix}": bomb}) / f"r{suffix}")
    assert 1 <= len(found) < 40
    assert lost == {"archive_bomb": 1}


def test_large_members_of_a_zip_archive_are_not_unpacked(tmp_path: Path) -> None:
    found, lost = read(write(tmp_path, {"r.zip": zip_bytes({"a.py": bytes(50 << 20), "b.py": "1"})}) / "r.zip")
    assert [one.path for one in found] == ["b.py"]
    assert lost == {"too_large": 1}


def test_a_header_that_asks_for_gigabytes_is_a_bomb(tmp_path: Path) -> None:
    member = tarfile.TarInfo("././@LongLink")
    member.type, member.size = tarfile.GNUTYPE_LONGNAME, 1 << 33
    write(tmp_path, {"r.tar": member.tobuf(tarfile.GNU_FORMAT) + bytes(4096)})
    assert read(tmp_path / "r.tar") == ([], {"archive_bomb": 1})


def test_a_zip_archive_of_too_many_members_is_a_bomb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_MEMBERS", 3)
    write(tmp_path, {"r.zip": zip_bytes({f"{number}.py": "1" for number in range(20)})})
    assert read(tmp_path / "r.zip") == ([], {"archive_bomb": 1})


@pytest.mark.parametrize("suffix", [".tar", ".zip"])
@pytest.mark.parametrize("name", ["../a.py", "/etc/a.py", "x/../../a.py", "..\\a.py", "C:\\a.py", "\\\\host\\a.py", "C:/a.py"])
def test_a_path_that_leads_out_is_dropped(tmp_path: Path, suffix: str, name: str) -> None:
    write(tmp_path, {f"r{suffix}": packed(suffix, {name: "1", "b.py": "2"})})
    found, lost = read(tmp_path / f"r{suffix}")
    assert [one.path for one in found] == ["b.py"]
    assert lost == {"path_leads_out": 1}


@given(st.text("ab./\\C:", max_size=12))
def test_an_inner_name_stays_inside(name: str) -> None:
    try:
        path = inner_name(name)
    except Unfit as why:
        assert why.reason == "path_leads_out"
    else:
        assert not path.startswith("/")
        assert ".." not in path.split("/")
        assert inner_name(path) == path


def test_links_and_devices_within_an_archive_are_left(tmp_path: Path) -> None:
    target = io.BytesIO()
    kinds = {"sym.py": tarfile.SYMTYPE, "hard.py": tarfile.LNKTYPE, "pipe.py": tarfile.FIFOTYPE, "device.py": tarfile.CHRTYPE}
    with tarfile.open(fileobj=target, mode="w") as tar:
        for name, kind in kinds.items():
            member = tarfile.TarInfo(name)
            member.type, member.linkname = kind, "/etc/passwd"
            tar.addfile(member)
        folder = tarfile.TarInfo("folder.py")
        folder.type = tarfile.DIRTYPE
        tar.addfile(folder)
    write(tmp_path, {"r.tar": target.getvalue()})
    assert read(tmp_path / "r.tar") == ([], {"link": 2, "no_file": 2})
    linked = zipfile.ZipInfo("sym.py")
    linked.create_system, linked.external_attr = 3, 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "r.zip", "w") as archive:
        archive.writestr(linked, "/etc/passwd")
    assert read(tmp_path / "r.zip") == ([], {"link": 1})


def test_a_damaged_member_of_a_zip_archive_costs_itself_alone(tmp_path: Path) -> None:
    whole = bytearray(zip_bytes({"a.py": "hello " * 100, "b.py": "2"}))
    whole[40] ^= 0xFF
    found, lost = read(write(tmp_path, {"r.zip": bytes(whole)}) / "r.zip")
    assert [one.path for one in found] == ["b.py"]
    assert lost == {"unreadable_file": 1}


def test_a_long_tar_ball_is_not_held_as_a_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held: list[int] = []
    whole = tarfile.TarFile.next

    def counted(self: tarfile.TarFile) -> tarfile.TarInfo | None:
        held.append(len(self.members))  # type: ignore[attr-defined]  # its list, which we empty
        return whole(self)

    write(tmp_path, {"r.tar": tar_bytes({f"{number}.py": "1" for number in range(300)})})
    monkeypatch.setattr(tarfile.TarFile, "next", counted)
    assert len(read(tmp_path / "r.tar")[0]) == 300
    assert max(held) <= 1


@pytest.mark.parametrize("form", ["tar", "zip"])
def test_what_git_packs_is_of_the_day_of_its_commit(tmp_path: Path, form: str) -> None:
    folder = commit(tmp_path / "r", {"a.py": "1"}, "2020-07-08")
    git(folder, "archive", f"--format={form}", f"--output={tmp_path}/r.{form}", "HEAD")
    assert days(read(tmp_path / f"r.{form}", before=date(2020, 12, 31))[0]) == {"a.py": date(2020, 7, 8)}
    assert read(tmp_path / f"r.{form}", before=date(2020, 7, 1)) == ([], {"too_recent": 1})


def test_other_archives_have_no_day_but_that_of_their_members_if_asked(tmp_path: Path) -> None:
    write(tmp_path, {"r.zip": zip_bytes({"a.py": "1"}), "old.tar": tar_bytes({"b.py": "1"})})
    cut = date(2020, 12, 31)
    assert read(tmp_path / "r.zip", before=cut) == ([], {"undated_file": 1})
    assert days(read(tmp_path / "r.zip", before=cut, undated=MODIFIED)[0]) == {"a.py": date(2020, 5, 17)}
    assert read(tmp_path / "old.tar", before=cut, undated=MODIFIED) == ([], {"undated_file": 1})  # of 1970: a packer's zero

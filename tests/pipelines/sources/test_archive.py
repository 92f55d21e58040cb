"""Trees of files: one listing, no way out, no larger than asked for."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.sources.archive import FolderTree, Subtree, ZipTree, open_tree
from pipelines.sources.reading import InputError
from tests.pipelines.sources.package_files import write_folder, write_zip


class _Names:
    """A tree that has names alone."""

    def __init__(self, names: list[str]) -> None:
        self._names = sorted(names)

    def names(self) -> list[str]:
        return self._names

    def left_out(self) -> dict[str, str]:
        return {}

    def read(self, name: str, at_most: int = 0) -> bytes:
        return f"{name} {at_most}".encode()


@given(st.lists(st.text("ab/.", min_size=1, max_size=5), unique=True), st.text("ab/.", max_size=3))
def test_a_subtree_has_the_names_behind_its_prefix(names: list[str], prefix: str) -> None:
    start = f"{prefix}/" if prefix else ""
    expected = sorted(name[len(start) :] for name in names if name.startswith(start))
    subtree = Subtree(_Names(names), prefix)
    assert subtree.names() == expected
    assert subtree.read("x", 7) == f"{start}x 7".encode()


def test_a_folder_is_listed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tree = FolderTree(write_folder(tmp_path, {f"many/{number}.txt": "" for number in range(3000)}))
    listings = []
    walk = os.walk

    def counted(top: Path) -> Iterator[tuple[str, list[str], list[str]]]:
        listings.append(top)
        return walk(str(top))

    monkeypatch.setattr(os, "walk", counted)
    assert len(tree.names()) == len(tree.names()) == 3000
    assert tree.left_out() == {}
    assert listings == [tmp_path.resolve()]


def test_a_folder_is_not_listed_for_a_file_whose_name_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tree = FolderTree(write_folder(tmp_path, {"a.txt": "x"}))
    monkeypatch.setattr(os, "walk", None)
    assert tree.read("a.txt") == tree.path("a.txt").read_bytes() == b"x"
    assert tree.has("a.txt")
    assert not tree.has("b.txt")


@pytest.mark.parametrize("name", ["../outside.txt", "deep/../../outside.txt", "/etc/passwd", "link.txt", "folder/outside.txt"])
def test_no_name_leads_out_of_a_folder(tmp_path: Path, name: str) -> None:
    write_folder(tmp_path, {"outside.txt": "not yours", "in/deep/a.txt": "x"})
    (tmp_path / "in" / "link.txt").symlink_to(tmp_path / "outside.txt")
    (tmp_path / "in" / "folder").symlink_to(tmp_path)
    tree = FolderTree(tmp_path / "in")
    for way in (tree.read, tree.path):
        with pytest.raises(InputError, match="leads out of the folder"):
            way(name)


def test_what_is_larger_than_asked_for_is_not_read(tmp_path: Path) -> None:
    files = {"a.txt": "x" * 100}
    for tree in (FolderTree(write_folder(tmp_path / "a", files)), ZipTree(write_zip(tmp_path / "a.zip", files))):
        assert tree.read("a.txt", 100) == b"x" * 100
        with pytest.raises(InputError, match="100 bytes"):
            tree.read("a.txt", 99)


def test_links_in_an_archive_are_named_and_not_read(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "a.zip", {"a/b.txt": "x"})
    with zipfile.ZipFile(path, "a") as archive:
        link = zipfile.ZipInfo("a/link.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    tree = Subtree(open_tree(str(path)), "a")
    assert tree.names() == ["b.txt"]
    assert tree.left_out() == {"link.txt": "a link, which is not followed within an archive"}

"""Problems that are folders: found without listing what does not matter, in folders and archives alike."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.sources.problem_folders import PROBLEMS_PER_PART, folders_with, parts, trees
from pipelines.sources.reading import InputError, Part
from tests.pipelines.sources.package_files import write_folder, write_zip

MARKER = "about/it.txt"


def names_of(path: Path) -> list[tuple[str, list[str]]]:
    """(last step, files) of every problem."""
    return [(steps[-1], tree.names()) for part in parts(str(path), MARKER) for tree, steps in trees(part, MARKER)]


def test_a_folder_and_its_archive_hold_the_same_problems(tmp_path: Path) -> None:
    count = PROBLEMS_PER_PART + 3
    files = {f"set/{number:03}/{MARKER}": "x" for number in range(count)} | {
        "set/000/more/a": "",
        "set/readme": "",
        "notes/x": "",
    }
    from_folder = names_of(write_folder(tmp_path / "a", files))
    assert len(from_folder) == count
    assert from_folder[0] == ("000", [MARKER, "more/a"])
    archive = write_zip(tmp_path / "a.zip", files)
    assert names_of(archive) == from_folder
    assert parts(str(archive), MARKER) == [Part(str(archive), 0), Part(str(archive), 1)]


def test_a_problem_at_the_top_of_an_archive_is_called_like_the_archive(tmp_path: Path) -> None:
    assert names_of(write_zip(tmp_path / "sum.zip", {MARKER: "x"})) == [("sum", [MARKER])]


def test_nothing_below_a_problem_is_a_problem(tmp_path: Path) -> None:
    write_folder(tmp_path, {f"a/{MARKER}": "", f"a/b/{MARKER}": "", f"c/{MARKER}": ""})
    assert list(folders_with(tmp_path, MARKER)) == [tmp_path / "a", tmp_path / "c"]
    assert list(folders_with(tmp_path / "a", MARKER)) == [tmp_path / "a"]


def test_a_large_folder_of_files_is_passed_through(tmp_path: Path) -> None:
    write_folder(tmp_path, {f"crowd/{number}": "" for number in range(5000)} | {f"crowd/deep/p/{MARKER}": ""})
    assert list(folders_with(tmp_path, MARKER)) == [tmp_path / "crowd" / "deep" / "p"]


def test_links_are_not_followed_but_told(tmp_path: Path) -> None:
    write_folder(tmp_path, {f"elsewhere/p/{MARKER}": "", "in/x": ""})
    (tmp_path / "in" / "p").symlink_to(tmp_path / "elsewhere" / "p")
    (tmp_path / "in" / "all").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "in" / "round").symlink_to(tmp_path / "in")
    found = parts(str(tmp_path / "in"), MARKER)
    assert found == [Part(str(tmp_path / "in" / "p"))]
    with pytest.raises(InputError, match="p: a link to a folder; give the folder itself"):
        list(trees(found[0], MARKER))


def test_a_link_that_is_the_input_is_followed(tmp_path: Path) -> None:
    write_folder(tmp_path, {f"elsewhere/p/{MARKER}": ""})
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    assert names_of(tmp_path / "link") == [("p", [MARKER])]


@pytest.mark.parametrize("kind", ["folder", "archive", "nothing"])
def test_inputs_without_a_problem(tmp_path: Path, kind: str) -> None:
    path = {
        "folder": lambda: write_folder(tmp_path / "a", {"x": ""}),
        "archive": lambda: write_zip(tmp_path / "a.zip", {"x": ""}),
        "nothing": lambda: tmp_path / "nowhere",
    }[kind]()
    with pytest.raises(InputError, match="no such file" if kind == "nothing" else MARKER):
        parts(str(path), MARKER)

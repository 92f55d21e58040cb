"""The input in parts: every file in exactly one, whatever is given and however much of it there is."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.corpus import inputs
from pipelines.corpus.inputs import parts_of
from pipelines.corpus.settings import CorpusError
from tests.pipelines.corpus.making import commit, git, read, tar_bytes, write
from tests.pipelines.strategies import few

_paths = st.lists(st.sampled_from(["a", "b", "c", "d.py", "e.py"]), min_size=1, max_size=5).map("/".join)


@few
@given(st.sets(_paths, max_size=25), st.integers(1, 20))
def test_every_file_is_in_one_part(tmp_path_factory: pytest.TempPathFactory, paths: set[str], enough: int) -> None:
    folder = tmp_path_factory.mktemp("shelf") / "shelf"
    folder.mkdir()
    files = {f"{path}/x.py" for path in paths}  # no file where another one has its folder
    write(folder, dict.fromkeys(files, "1"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inputs, "ENOUGH_PARTS", enough)
        found, lost = read(folder)
    assert Counter(one.path for one in found) == Counter(files)
    assert not lost


def test_a_shelf_has_checkouts_at_any_depth_and_archives_right_in_it(tmp_path: Path) -> None:
    shelf = write(tmp_path / "shelf", {"loose.py": "1", "plain/p.py": "1", "plain/inner.tar": tar_bytes({"no.py": "1"})})
    commit(shelf / "owner" / "one", {"a.py": "1"})
    commit(shelf / "two", {"b.py": "1"})
    write(shelf, {"three.tar": tar_bytes({"c.py": "1"})})
    found, lost = read(shelf)
    assert {(one.repository, one.path) for one in found} == {
        ("shelf", "loose.py"),
        ("shelf", "plain/p.py"),
        ("shelf/owner/one", "a.py"),
        ("shelf/two", "b.py"),
        ("three", "c.py"),
    }
    assert lost == {"not_source_code": 1}


def test_the_order_in_which_inputs_are_given_does_not_matter(tmp_path: Path) -> None:
    places = [str(write(tmp_path / name, {"a.py": name})) for name in ("x", "y", "z")]
    assert parts_of(places) == parts_of([*reversed(places), places[0], f"{places[1]}/", f"{places[2]}/../z"])


def test_a_link_that_is_given_is_followed(tmp_path: Path) -> None:
    write(tmp_path / "real", {"a.py": "1"})
    (tmp_path / "link").symlink_to("real")
    assert [(one.repository, one.path) for one in read(tmp_path / "link")[0]] == [("real", "a.py")]


def test_an_empty_folder_is_no_error(tmp_path: Path) -> None:
    assert read(tmp_path) == ([], {})


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("gone", "no such file or folder"),
        ("a.py", "not a kind of file that is read: .tar, "),
        ("bare", "a bare git repository"),
    ],
)
def test_what_cannot_be_read_is_refused(tmp_path: Path, name: str, message: str) -> None:
    write(tmp_path, {"a.py": "1"})
    git(tmp_path, "init", "--quiet", "--bare", "bare")
    with pytest.raises(CorpusError, match=message):
        parts_of([str(tmp_path / name)])


def test_too_many_parts_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "MOST_PARTS", 10)
    write(tmp_path, {f"{number}/a.py": "1" for number in range(20)})
    with pytest.raises(CorpusError, match="more than 10 parts; give its folders in several runs"):
        parts_of([str(tmp_path)])

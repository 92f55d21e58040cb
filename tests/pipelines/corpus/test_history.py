"""Dates out of git checkouts: right ones, and nothing of a hostile repository is ever run."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
from datetime import date
from pathlib import Path

import pytest

from pipelines.corpus import history
from pipelines.corpus.history import NoHistory, is_checkout, is_unchanged, last_changes
from pipelines.corpus.settings import CorpusError
from tests.pipelines.corpus.making import commit, git, write


def days_of(folder: Path) -> dict[str, date | None]:
    """The days of all files that git knows."""
    return {path: change.day for path, change in last_changes(str(folder), lambda path: True).items()}


def test_each_file_has_the_day_of_its_last_change(tmp_path: Path) -> None:
    commit(tmp_path, {"a.py": "1", "b/c.py": "1", "gone.py": "1", "é \n.py": "1"}, "2020-01-01")
    (tmp_path / "gone.py").unlink()
    commit(tmp_path, {"b/c.py": "2"}, "2021-02-03")
    commit(tmp_path, {}, "2022-02-03")
    assert days_of(tmp_path) == {"a.py": date(2020, 1, 1), "b/c.py": date(2021, 2, 3), "é \n.py": date(2020, 1, 1)}


def test_what_a_branch_brought_is_of_the_day_of_its_merge(tmp_path: Path) -> None:
    commit(tmp_path, {"a.py": "1"}, "2020-01-01")
    git(tmp_path, "checkout", "--quiet", "-b", "side")
    commit(tmp_path, {"b.py": "1"}, "2020-02-01")
    git(tmp_path, "checkout", "--quiet", "main")
    git(tmp_path, "merge", "--quiet", "--no-ff", "-m", "merge", "side", day="2021-06-01")
    assert days_of(tmp_path) == {"a.py": date(2020, 1, 1), "b.py": date(2021, 6, 1)}


def test_a_file_is_unchanged_where_git_says_so(tmp_path: Path) -> None:
    commit(tmp_path, {"a.py": "x = 1\n"})
    change = last_changes(str(tmp_path), lambda path: True)["a.py"]
    assert is_unchanged(b"x = 1\n", change)
    assert not is_unchanged(b"x = 1\r\n", change)


def test_repositories_with_longer_object_names_are_read(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "--initial-branch=main", "--object-format=sha256")
    commit(tmp_path, {"a.py": "x"}, "2020-05-06")
    change = last_changes(str(tmp_path), lambda path: True)["a.py"]
    assert change.day == date(2020, 5, 6)
    assert is_unchanged(b"x", change)


@pytest.mark.parametrize("prepare", ["packed", "detached", "shallow", "worktree", "submodule", "tagged"])
def test_every_shape_of_a_checkout_is_read(tmp_path: Path, prepare: str) -> None:
    origin = commit(tmp_path / "origin", {"a.py": "1"}, "2020-01-01")
    commit(origin, {"b.py": "1"}, "2020-03-01")
    folder, day = origin, date(2020, 1, 1)
    if prepare == "packed":
        git(origin, "gc", "--quiet")
        git(origin, "pack-refs", "--all", "--prune")
    elif prepare == "detached":
        git(origin, "checkout", "--quiet", "--detach")
    elif prepare == "shallow":
        folder, day = tmp_path / "clone", date(2020, 3, 1)
        git(tmp_path, "clone", "--quiet", "--depth=1", origin.as_uri(), "clone")
    elif prepare == "worktree":
        folder = tmp_path / "tree"
        git(origin, "worktree", "add", "--quiet", "-b", "other", str(folder))
    elif prepare == "submodule":
        outer = commit(tmp_path / "outer", {"x.py": "1"}, "2021-01-01")
        git(outer, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", origin.as_uri(), "inner")
        folder = outer / "inner"
    else:
        git(origin, "tag", "v1")
        git(origin, "checkout", "--quiet", "v1")
    assert is_checkout(str(folder))
    assert days_of(folder) == {"a.py": day, "b.py": date(2020, 3, 1)}


def test_a_repository_without_commits_says_so(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    with pytest.raises(NoHistory, match="without commits") as caught:
        days_of(tmp_path)
    assert caught.value.reason == "no_commits"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (".git/HEAD", "ref: refs/../../../etc/passwd"),
        (".git/HEAD", "ref: /etc/passwd"),
        (".git/HEAD", "ref: refs/heads/.invalid"),
        (".git/HEAD", ""),
        (".git/HEAD", "0" * 40),
        (".git/refs/heads/main", "ref: refs/heads/main"),
        (".git/HEAD", b"\xff"),
    ],
)
def test_a_broken_repository_is_told_not_followed(tmp_path: Path, path: str, text: str | bytes) -> None:
    commit(tmp_path, {"a.py": "1"})
    write(tmp_path, {path: text})
    with pytest.raises(NoHistory) as caught:
        days_of(tmp_path)
    assert caught.value.reason == "unreadable_history"


def test_a_git_file_that_leads_nowhere_is_told(tmp_path: Path) -> None:
    for text in ("gitdir: /nonexistent/x", "hello"):
        write(tmp_path, {".git": text})
        with pytest.raises(NoHistory):
            days_of(tmp_path)


def test_missing_objects_are_told_and_not_fetched(tmp_path: Path) -> None:
    commit(tmp_path, {"a.py": "1"})
    marker = tmp_path / "fetched"
    git(tmp_path, "config", "remote.origin.url", f"ext::touch {marker}")
    git(tmp_path, "config", "remote.origin.promisor", "true")
    git(tmp_path, "config", "extensions.partialClone", "origin")
    git(tmp_path, "config", "protocol.ext.allow", "always")
    shutil.rmtree(tmp_path / ".git" / "objects")
    (tmp_path / ".git" / "objects").mkdir()
    with pytest.raises(NoHistory, match="git cannot read it"):
        days_of(tmp_path)
    assert not marker.exists()


def test_nothing_that_a_repository_configures_is_run(tmp_path: Path) -> None:
    folder = commit(tmp_path / "r", {"a.py": "1", ".gitattributes": "* diff=evil filter=evil\n"}, "2020-01-01")
    marker = tmp_path / "ran"
    script = tmp_path / "evil"
    script.write_text(f"#!/bin/sh\ntouch {marker}\nexec cat\n")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    for name in (
        *("core.fsmonitor", "core.pager", "core.sshCommand", "core.editor", "core.askPass", "core.gitProxy", "diff.external"),
        *("pager.log", "gpg.program", "diff.evil.textconv", "diff.evil.command", "filter.evil.smudge", "filter.evil.clean"),
    ):
        git(folder, "config", name, str(script))
    git(folder, "config", "log.showSignature", "true")
    git(folder, "config", "core.hooksPath", str(tmp_path))
    git(folder, "config", "alias.log", f"!{script}")
    for hook in ("post-index-change", "reference-transaction", "post-checkout"):
        shutil.copy(script, folder / ".git" / "hooks" / hook)
    assert days_of(folder)["a.py"] == date(2020, 1, 1)
    assert not marker.exists()


def test_a_repository_whose_configuration_is_nonsense_is_read(tmp_path: Path) -> None:
    commit(tmp_path, {"a.py": "1"})
    write(tmp_path, {".git/config": "[core\nnonsense"})
    assert days_of(tmp_path) == {"a.py": date(2020, 1, 1)}


def test_reading_changes_nothing(tmp_path: Path) -> None:
    commit(tmp_path, {"a.py": "1"})
    before = {path: path.lstat().st_mtime_ns for path in tmp_path.rglob("*")}
    days_of(tmp_path)
    assert {path: path.lstat().st_mtime_ns for path in tmp_path.rglob("*")} == before


def test_a_tree_that_contains_itself_many_times_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "MOST_PATHS", 1000)
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    write(tmp_path, {"blob": "x"})
    blob = git(tmp_path, "hash-object", "-w", "blob")
    (tmp_path / "tree").write_text("".join(f"100644 blob {blob}\tf{number}.py\n" for number in range(10)))
    for _ in range(5):
        tree = _mktree(tmp_path)
        (tmp_path / "tree").write_text("".join(f"040000 tree {tree}\td{number}\n" for number in range(10)))
    commit_name = git(tmp_path, "commit-tree", _mktree(tmp_path), "-m", "bomb")
    git(tmp_path, "update-ref", "refs/heads/main", commit_name)
    with pytest.raises(NoHistory, match="more than 1000 files"):
        days_of(tmp_path)


def _mktree(folder: Path) -> str:
    """The tree that the lines of the file `tree` describe."""
    with (folder / "tree").open() as lines:
        words = ["git", "mktree"]
        return subprocess.run(words, cwd=folder, stdin=lines, check=True, capture_output=True, text=True).stdout.strip()


def test_git_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(tmp_path / "r", {"a.py": "1"})
    slow = write(tmp_path / "bin", {"git": "#!/bin/sh\nexec sleep 60\n"}) / "git"
    slow.chmod(0o755)
    monkeypatch.setenv("PATH", f"{slow.parent}:{os.environ['PATH']}")
    monkeypatch.setattr(history, "LIMIT_S", 0.2)
    with pytest.raises(NoHistory, match="git cannot read it: stopped after"):
        days_of(tmp_path / "r")


def test_without_git_it_is_said_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(tmp_path / "r", {"a.py": "1"})
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CorpusError, match="apt-get install git"):
        days_of(tmp_path / "r")

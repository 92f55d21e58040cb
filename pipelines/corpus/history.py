"""When each file of a git checkout was last changed on its main line, and what it was then.

The repository is taken for hostile. git is shown its objects alone, by way of a folder of our own that stands for `.git`: no
configuration, hook, attribute, alias, filter, replacement or promisor of the repository is ever read, so nothing in it is run
and nothing is fetched. Only paths, dates and object names come back; the texts are read from the work tree.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import resource
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from pipelines.corpus.files import read_file
from pipelines.corpus.records import day_of
from pipelines.corpus.settings import CorpusError
from schemas.text import excerpt

MOST_CHANGES = 50_000_000
MOST_PATHS = 3_000_000
MOST_PATH_BYTES = 1 << 20
"""What a tree that contains itself many times over would exceed."""
LIMIT_S = 3600.0
MEMORY_BYTES = 2 << 30
_SMALL_FILE_BYTES = 1 << 20
_PACKED_REFS_BYTES = 64 << 20
_BLOCK_BYTES = 1 << 20
_OBJECT_NAME = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_REF_NAME = re.compile(r"refs/[^\0\n]{1,1000}")
_OPTIONS = ("core.commitGraph=false", "core.multiPackIndex=false", "core.packedGitLimit=512m", "core.packedGitWindowSize=32m")


class NoHistory(ValueError):
    """A checkout whose files have no dates. `reason` is a word that can be counted, the message says what is wrong."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


class Change(NamedTuple):
    """The last change of a file: the day of its commit in UTC, None where that has none, and the blob that it made."""

    day: date | None
    blob: bytes


def is_checkout(folder: str) -> bool:
    """Whether a folder is the work tree of a git repository, a worktree or a submodule."""
    return os.path.lexists(os.path.join(folder, ".git"))


def last_changes(folder: str, wanted: Callable[[str], bool]) -> dict[str, Change]:
    """The last change of every wanted file of the newest commit, by path. Raises NoHistory, and CorpusError without git.

    Along the first parents, so a change counts from when it came to the main line; the date is the committer's.
    """
    git = shutil.which("git")
    if git is None:
        raise CorpusError(f"{folder} is a git checkout, and there is no git to ask for dates: apt-get install git")
    with contextlib.ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="codequorum-git-")))
        try:
            head = _prepare(Path(folder, ".git"), home)
        except (OSError, UnicodeError) as error:
            raise NoHistory("unreadable_history", f"its .git cannot be read ({excerpt(str(error))})") from error
        return _read_log(_fields(stack, git, home, head), wanted)


def is_unchanged(content: bytes, change: Change) -> bool:
    """Whether a file of the work tree is still what was committed."""
    kind = hashlib.sha1 if len(change.blob) == 20 else hashlib.sha256
    return kind(b"blob %d\0" % len(content) + content).digest() == change.blob


def _prepare(theirs: Path, ours: Path) -> str:
    """Fill our stand-in for `.git`; the object name of the newest commit. Raises NoHistory, OSError or UnicodeError."""
    if not theirs.is_dir():
        text = _small(theirs).strip()
        if not text.startswith("gitdir: "):
            raise NoHistory("unreadable_history", ".git is neither a folder nor a link to one")
        theirs = theirs.parent / text.removeprefix("gitdir: ")
    shared = theirs / _small(theirs / "commondir").strip() if (theirs / "commondir").exists() else theirs
    head = _resolved(theirs, shared)
    if head is None:
        raise NoHistory("no_commits", "a git repository without commits, so its files have no dates")
    (ours / "refs").mkdir()
    (ours / "HEAD").write_text(head + "\n")
    config = "[core]\nrepositoryformatversion = 1\nbare = true\n"
    (ours / "config").write_text(config + ("[extensions]\nobjectFormat = sha256\n" if len(head) == 64 else ""))
    (ours / "objects").symlink_to((shared / "objects").absolute())
    if (shared / "shallow").exists():
        (ours / "shallow").write_text(_small(shared / "shallow"))
    return head


def _resolved(theirs: Path, shared: Path) -> str | None:
    """The commit that HEAD means, None where its branch has none."""
    value = _small(theirs / "HEAD").strip()
    for _ in range(5):
        if _OBJECT_NAME.fullmatch(value):
            return value
        name = value.removeprefix("ref:").strip()
        if not _REF_NAME.fullmatch(name) or ".." in name.split("/"):
            break
        if name == "refs/heads/.invalid":
            raise NoHistory("unreadable_history", "its refs are kept as a reftable; convert with `git refs migrate`")
        loose = [place / name for place in (theirs, shared) if (place / name).is_file()]
        if loose:
            value = _small(loose[0]).strip()
        elif (shared / "packed-refs").exists():
            packed = _small(shared / "packed-refs", _PACKED_REFS_BYTES)
            found = re.search(rf"^([0-9a-f]{{40,64}}) {re.escape(name)}$", packed, re.MULTILINE)
            return found[1] if found else None
        else:
            return None
    raise NoHistory("unreadable_history", f"HEAD points to {excerpt(value, 60)!r}, which is no branch")


def _small(path: Path, at_most: int = _SMALL_FILE_BYTES) -> str:
    return read_file(str(path), at_most)[0].decode()


def _fields(stack: contextlib.ExitStack, git: str, home: Path, head: str) -> Iterator[bytes]:
    """The NUL-separated fields of the log. Raises NoHistory where git fails, takes too long or has too much to say."""
    options = [word for option in _OPTIONS for word in ("-c", option)]
    log = ("log", "-z", "--raw", "--no-abbrev", "--no-renames", "--first-parent", "-m", "--no-show-signature", "--format=%ct")
    environment = {
        "GIT_DIR": str(home),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_ATTR_NOSYSTEM": "1",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_ALLOW_PROTOCOL": "none",
        "GIT_TERMINAL_PROMPT": "0",
        "HOME": str(home),
        "LC_ALL": "C",
        "PATH": os.defpath,
    }
    words = [git, "--no-optional-locks", "--no-pager", "-c", f"core.hooksPath={os.devnull}", *options, *log, head, "--"]
    errors = stack.enter_context(tempfile.TemporaryFile())
    process = subprocess.Popen(
        words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors, env=environment, cwd=home
    )
    stack.callback(process.wait)
    stack.callback(process.kill)
    with contextlib.suppress(OSError):  # it has ended already
        resource.prlimit(process.pid, resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    clock = threading.Timer(LIMIT_S, process.kill)
    stack.callback(clock.cancel)
    clock.start()
    assert process.stdout is not None
    rest = b""
    with process.stdout as output:
        while block := output.read(_BLOCK_BYTES):
            *fields, rest = (rest + block).split(b"\0")
            yield from fields
            if len(rest) > MOST_PATH_BYTES:
                raise NoHistory("unreadable_history", f"a path of more than {MOST_PATH_BYTES} bytes")
    if process.wait() != 0:
        errors.seek(0)
        said = errors.read(2000).decode("latin-1").strip() or f"stopped after {LIMIT_S:.0f} s"
        raise NoHistory("unreadable_history", f"git cannot read it: {excerpt(said.splitlines()[0], 120)}")


def _read_log(fields: Iterator[bytes], wanted: Callable[[str], bool]) -> dict[str, Change]:
    """The newest change of each wanted path. A field is a commit's time, or the change of the path in the next field."""
    newest: dict[str, Change | None] = {}
    day: date | None = None
    for number, field in enumerate(fields):
        change = field.lstrip(b"\n")
        if not change.startswith(b":"):
            day = day_of(int(change)) if change.lstrip(b"-").isdigit() else None
            continue
        if number > MOST_CHANGES or len(newest) > MOST_PATHS:
            raise NoHistory("unreadable_history", f"more than {MOST_PATHS} files or {MOST_CHANGES} changes of files")
        path = os.fsdecode(next(fields, b""))
        if path not in newest and wanted(path):
            _, mode, _, blob, _ = change.split(b" ")
            newest[path] = Change(day, bytes.fromhex(blob.decode())) if mode.startswith(b"100") else None
    return {path: change for path, change in newest.items() if change is not None}

"""Pages on disk, by their address: a crawl that was killed goes on from them, and they can be read again without a network.

    CACHEDIR.TAG                     says whose folder it is
    pages/HOST/xx/DIGEST.json        what is known of an address: when and where its page was found, its validators
    bodies/xx/SHA256.gz              bodies, by their content: the same one twice is kept once
    crawls/NAME/{state.json,lock}    which crawl of a group of hosts is under way (see `Turn`)

Every file is written under another name and renamed, a body before the entry that names it: whenever a process is killed, an
address is known with its whole body or not at all. What does not match its digest counts as unknown and is fetched again.
"""

from __future__ import annotations

import dataclasses
import fcntl
import gzip
import hashlib
import json
import os
import uuid
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from pipelines.scrapers.fetching.addresses import host_of
from schemas.digest import digest

TAG = "CACHEDIR.TAG"
_SIGNATURE = "Signature: 8a477f597d28d172789f06886806bc55"
_OURS = f"{_SIGNATURE}\n# Pages that codequorum fetched, layout 1. May be deleted; then they are fetched again.\n"


class CacheError(ValueError):
    """A folder that is no cache of ours, or that another crawl uses. The message quotes it and says what to do."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of an address `url`.

    Either its page: found at `found`, with its header `content_type` and its validators, the body by `sha256`. Or that it has
    none: `reason` and `detail` say why. `turn` names the crawl that last asked for it.
    """

    url: str
    turn: str
    found: str = ""
    status: int = 200
    content_type: str = ""
    sha256: str = ""
    etag: str = ""
    last_modified: str = ""
    reason: str = ""
    detail: str = ""


class Cache:
    """The pages under `folder`. Cheap to make; several processes may use one folder, for different hosts."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def prepare(self) -> None:
        """Make the folder ours. Raises CacheError where something else lies in it."""
        tag = self.folder / TAG
        if self.folder.is_dir() and any(self.folder.iterdir()):
            if not tag.is_file() or tag.read_text(encoding="utf-8", errors="replace") != _OURS:
                raise CacheError(f"{self.folder} is not a cache of pages; give --cache a new or an empty folder")
            return
        if self.folder.exists() and not self.folder.is_dir():
            raise CacheError(f"{self.folder} is a file; give --cache a folder")
        self.folder.mkdir(parents=True, exist_ok=True)
        write_whole(tag, _OURS.encode())

    def find(self, url: str) -> Entry | None:
        """What is known of a plain address; None where nothing is, or nothing that can be trusted."""
        entry = read_json(self._page_path(url))
        try:
            found = Entry(**entry) if entry is not None else None
        except TypeError:
            return None
        return found if found is not None and found.url == url else None

    def body(self, entry: Entry) -> bytes | None:
        """The body of an entry; None where it is not there as it was written."""
        try:
            body = gzip.decompress(self._body_path(entry.sha256).read_bytes())
        except (OSError, EOFError, zlib.error):
            return None
        return body if hashlib.sha256(body).hexdigest() == entry.sha256 else None

    def put(self, entry: Entry, body: bytes | None = None) -> Entry:
        """Keep an entry, with the body of its page where it is new. Raises OSError where the disk refuses."""
        if body is not None:
            entry = dataclasses.replace(entry, sha256=hashlib.sha256(body).hexdigest())
            write_whole(self._body_path(entry.sha256), gzip.compress(body, 6, mtime=0))
        write_whole(self._page_path(entry.url), json_bytes(dataclasses.asdict(entry)))
        return entry

    def turn(self, name: str) -> Turn:
        """The turn of a group of hosts; see there."""
        return Turn(self.folder / "crawls" / digest(name)[:16], name)

    def _page_path(self, url: str) -> Path:
        name = digest(url)
        host = host_of(url).replace(":", "_")
        return self.folder / "pages" / host / name[:2] / f"{name}.json"

    def _body_path(self, sha256: str) -> Path:
        return self.folder / "bodies" / sha256[:2] / f"{sha256}.gz"


class Turn:
    """The right to ask a group of hosts, one process at a time, and the name of the crawl that is under way.

    A crawl that was not finished is continued under its name, so that it asks for nothing twice; a finished one, or one of
    another scope, makes way for the next. Use as a context.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self._folder = folder
        self._name = name
        self._lock: IO[bytes] | None = None

    def __enter__(self) -> Turn:
        self._folder.mkdir(parents=True, exist_ok=True)
        lock = (self._folder / "lock").open("ab")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            lock.close()
            raise CacheError(f"another crawl of {self._name} uses the same cache; wait for it, or end it") from None
        self._lock = lock
        for left in self._folder.glob(".*.part"):
            left.unlink(missing_ok=True)
        return self

    def __exit__(self, *_: object) -> None:
        if self._lock is not None:
            self._lock.close()

    def begin(self, scope: str) -> str:
        """The name of the crawl of this scope, in which it marks what it asked for."""
        state = read_json(self._folder / "state.json")
        if state is None or state["finished"] or state["scope"] != scope:
            state = {"turn": uuid.uuid4().hex, "scope": scope, "finished": False}
            self._save(state)
        return str(state["turn"])

    def finish(self) -> None:
        """Everything was asked for."""
        state = read_json(self._folder / "state.json")
        if state is not None:
            self._save({**state, "finished": True})

    def last_asked(self, host: str) -> float | None:
        """When a host was last asked, in seconds since 1970."""
        try:
            return (self._folder / f"asked-{digest(host)[:16]}").stat().st_mtime
        except OSError:
            return None

    def asked(self, host: str, now: float) -> None:
        """Note that a host is asked now."""
        path = self._folder / f"asked-{digest(host)[:16]}"
        path.touch()
        os.utime(path, (now, now))

    def _save(self, state: dict[str, Any]) -> None:
        write_whole(self._folder / "state.json", json_bytes(state))


def write_whole(path: Path, content: bytes) -> None:
    """Write a file that is there whole or not at all. Raises OSError where the disk refuses."""
    fresh = path.with_name(f".{path.name}.{uuid.uuid4().hex}.part")
    try:
        try:
            fresh.write_bytes(content)
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            fresh.write_bytes(content)
        os.replace(fresh, path)
    finally:
        fresh.unlink(missing_ok=True)


def json_bytes(value: dict[str, Any]) -> bytes:
    """A line of JSON with the digest of everything else in it."""
    text = json.dumps(value, sort_keys=True)
    return (json.dumps({**value, "digest": digest(text)}, sort_keys=True) + "\n").encode()


def read_json(path: Path) -> dict[str, Any] | None:
    """What `json_bytes` wrote to a file; None where there is no such file or it was damaged."""
    try:
        value = json.loads(path.read_bytes())
        said = value.pop("digest")
    except (OSError, ValueError, AttributeError, KeyError, TypeError):
        return None
    return value if isinstance(value, dict) and said == digest(json.dumps(value, sort_keys=True)) else None

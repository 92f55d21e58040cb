"""Which processes of this machine stand below one of them: seen from outside, whatever a sandbox says of itself."""

from collections.abc import Iterator
from pathlib import Path


def running() -> Iterator[tuple[int, int, str]]:
    """(process, its parent, its start time) of every process that is more than a zombie."""
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if fields[0] not in "ZX":
                yield int(folder.name), int(fields[1]), fields[19]


def descendants(pid: int) -> set[tuple[int, str]]:
    """Every process below `pid`, with its start time: a number may be given anew, the pair is not."""
    children: dict[int, list[tuple[int, str]]] = {}
    for number, parent, start in running():
        children.setdefault(parent, []).append((number, start))
    found: set[tuple[int, str]] = set()
    waiting = [pid]
    while waiting:
        below = children.get(waiting.pop(), [])
        found.update(below)
        waiting += [number for number, _ in below]
    return found

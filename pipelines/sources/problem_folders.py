"""Problems that are folders, each told by a file that it has, below a folder or in a zip archive."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from pipelines.sources.archive import FolderTree, Subtree, Tree, open_tree
from pipelines.sources.reading import InputError, Part

PROBLEMS_PER_PART = 64
"""Of an archive: to open one of a million members takes seconds, so a part is more than one problem."""


def parts(path: str, marker: str) -> list[Part]:
    """One part per folder below `path` that holds a file `marker`, or per 64 of them in an archive.

    Raises InputError where there is none.
    """
    if Path(path).is_dir():
        found = [Part(str(folder)) for folder in folders_with(Path(path), marker)]
    else:
        found = [Part(path, place) for place in range(-(-len(_roots(open_tree(path), marker)) // PROBLEMS_PER_PART))]
    if not found:
        raise InputError(f"{path}: no {marker} in it, by which its problems would be known")
    return found


def trees(part: Part, marker: str) -> Iterator[tuple[Subtree, tuple[str, ...]]]:
    """The files of each problem of a part, with the steps of its path. Raises InputError for a link and a damaged archive."""
    place = Path(part.path)
    if part.place < 0:
        if place.is_symlink():
            raise InputError(f"{place.name}: a link to a folder; give the folder itself")
        yield Subtree(FolderTree(place), ""), place.parts
        return
    tree = open_tree(part.path)
    first = part.place * PROBLEMS_PER_PART
    for root in _roots(tree, marker)[first : first + PROBLEMS_PER_PART]:
        yield Subtree(tree, root), PurePosixPath(root).parts or (place.stem,)


def _roots(tree: Tree, marker: str) -> list[str]:
    return [name[: -len(marker)].rstrip("/") for name in tree.names() if f"/{name}".endswith(f"/{marker}")]


def folders_with(root: Path, marker: str) -> Iterator[Path]:
    """The folders at or below `root` that hold a file `marker`, sorted; nothing below one is looked at.

    Only subfolders are remembered of a listing, so that a folder of a million files costs no memory. Links to folders are not
    followed, but one that would be found through a link is given as that link: whoever reads it can say so. Raises InputError
    for a folder that cannot be listed.
    """
    ahead = [root.resolve()]
    while ahead:
        folder = ahead.pop()
        if os.path.lexists(folder / marker):
            yield folder
        elif not folder.is_symlink():
            try:
                with os.scandir(folder) as entries:
                    below = [entry.name for entry in entries if entry.is_dir()]
            except OSError as error:
                raise InputError(f"{folder}: cannot be listed ({error.strerror})") from error
            ahead += [folder / name for name in sorted(below, reverse=True)]

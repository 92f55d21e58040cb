"""Our own package as a wheel, for workers that do not have it: the files that run here, with the metadata installed here.

A checkout that is installed in place has no wheel, and a machine with an installed one no checkout; both have the packages'
files and the metadata. The layout of a wheel is that of PEP 427; the same files give the same bytes.
"""

from __future__ import annotations

import base64
import hashlib
import importlib.metadata
import importlib.util
import zipfile
from collections.abc import Iterator
from pathlib import Path

NAME = "codequorum"
_CODE = ("beam_runner", "mutators", "pipelines", "schemas")
"""What workers need: all but the model."""
_METADATA = {"METADATA": ("METADATA", "PKG-INFO"), "entry_points.txt": ("entry_points.txt",)}
"""Files of a wheel, and their names where a package is installed or lies as a checkout that was built."""
_TAG = "Wheel-Version: 1.0\nGenerator: codequorum\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
_MOMENT = (1980, 1, 1, 0, 0, 0)
"""The earliest that a zip archive can say."""


class NotInstalled(ValueError):
    """There is no metadata of ours to make a package with. The message says what to do."""


def build_wheel(folder: Path) -> Path:
    """Write the wheel into `folder`; its path. Raises NotInstalled where codequorum only lies here and is not installed."""
    try:
        ours = importlib.metadata.distribution(NAME)
    except importlib.metadata.PackageNotFoundError as error:
        raise NotInstalled(
            "codequorum is not installed here, so it cannot be sent to workers: `pip install` it, or give --extra_package"
        ) from error
    about = f"{NAME}-{ours.version}.dist-info"
    path = folder / f"{NAME}-{ours.version}-py3-none-any.whl"
    recorded = []
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _contents(ours, about):
            archive.writestr(zipfile.ZipInfo(name, _MOMENT), content, zipfile.ZIP_DEFLATED)
            hashed = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
            recorded.append(f"{name},sha256={hashed},{len(content)}\n")
        record = f"{about}/RECORD"
        archive.writestr(zipfile.ZipInfo(record, _MOMENT), "".join([*recorded, f"{record},,\n"]))
    return path


def _contents(ours: importlib.metadata.Distribution, about: str) -> Iterator[tuple[str, bytes]]:
    for name in _CODE:
        found = importlib.util.find_spec(name)
        if found is None or found.origin is None:
            raise NotInstalled(f"{name}, which workers need, cannot be imported here: install codequorum anew")
        origin = Path(found.origin)
        if found.submodule_search_locations is None:
            yield origin.name, origin.read_bytes()
        else:
            yield from _below(origin.parent)
    for name, sources in _METADATA.items():
        yield f"{about}/{name}", next(filter(None, map(ours.read_text, sources)), "").encode()
    yield f"{about}/WHEEL", _TAG.encode()


def _below(package: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(package.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts and path.suffix not in (".pyc", ".so"):
            yield path.relative_to(package.parent).as_posix(), path.read_bytes()

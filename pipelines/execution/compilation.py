"""Compiles programs in the sandbox and keeps the results in a cache that is keyed by everything that matters to them.

An entry is a folder `ab/abcdef.../` with the program's files and `meta.json`: the verdict, the cost, the files' sizes. It is
written under another name and renamed, so that a reader finds a whole entry or none, whoever is killed when; one that does not
hold what its description says is removed and made anew.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

from pipelines.execution.sandbox import Sandbox, SandboxBroken
from pipelines.execution.toolchains import TOOLCHAINS, java_class, java_without_package, tool_path, tool_version
from schemas.digest import digest
from schemas.execution import MEBIBYTE, Program, RunLimits, Verdict
from schemas.language import Language

COMPILE_LIMITS = RunLimits(cpu_s=30.0, wall_s=120.0, memory_bytes=2048 * MEBIBYTE, output_bytes=256 * MEBIBYTE)
WORK_BYTES = 512 * MEBIBYTE
MAX_SOURCE_BYTES = 1 * MEBIBYTE
MAX_NAME_BYTES = 200
META = "meta.json"


@dataclass(frozen=True, slots=True)
class Compiled:
    """A program ready to run: the folder to show as /program and the command to run in it."""

    verdict: Verdict
    folder: Path | None = None
    argv: tuple[str, ...] = ()
    cpu_s: float = 0.0
    detail: str = ""


def default_cache_folder() -> Path:
    """`$XDG_CACHE_HOME/codequorum/programs`."""
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return Path(base) / "codequorum" / "programs"


class Compiler:
    """Turns programs into something that runs; results are kept under `cache_folder`."""

    def __init__(self, cache_folder: Path | None = None) -> None:
        self._cache = cache_folder or default_cache_folder()

    def compile(self, program: Program) -> Compiled:
        """The program, compiled or not: `verdict` is OK, CE, US (no toolchain here) or JE."""
        toolchain = TOOLCHAINS.get(program.language)
        tool = tool_path(program.language)
        if toolchain is None or tool is None:
            return Compiled(Verdict.US, detail=f"no toolchain for {program.language.value} on this machine")
        try:
            text = java_without_package(program.source) if program.language is Language.JAVA else program.source
            source = text.encode("utf-8")
        except UnicodeEncodeError as error:
            return Compiled(Verdict.CE, detail=f"source is not UTF-8: {error.reason}")
        if len(source) > MAX_SOURCE_BYTES:
            return Compiled(Verdict.CE, detail=f"source of {len(source)} bytes, at most {MAX_SOURCE_BYTES} are compiled")
        name = java_class(program.source) if "{name}" in toolchain.file else ""
        if len(name.encode()) > MAX_NAME_BYTES:
            return Compiled(Verdict.CE, detail=f"class name of {len(name)} letters: no file can be called so")
        words = {"{tool}": tool, "{name}": name, "{folder}": os.path.dirname(tool)}
        file = _fill(toolchain.file, words)
        argv = tuple(_fill(word, words) for word in toolchain.run)
        flags = (*toolchain.compile, *toolchain.dialects)
        key = digest(program.language.value, tool_version(program.language), *flags, file, source)
        entry = self._cache / key[:2] / key
        commands = [
            [_fill(word, {**words, "{dialect}": dialect}) for word in toolchain.compile]
            for dialect in (toolchain.dialects or ("",))
            if toolchain.compile
        ]
        try:
            for _ in range(2):
                compiled = _read_entry(entry, argv)
                if compiled is not None:
                    return compiled
                failure = self._make(entry, file, source, commands, toolchain.bound_address_space)
                if failure:
                    return Compiled(Verdict.JE, detail=failure)
        except OSError as error:
            return Compiled(Verdict.JE, detail=f"cannot use the compile cache under {self._cache}: {error}")
        return Compiled(Verdict.JE, detail=f"the compile cache entry {entry} is damaged and cannot be replaced")

    def _make(self, entry: Path, file: str, source: bytes, commands: list[list[str]], bound: bool) -> str:
        """Fill `entry` by the first command that succeeds; "", or why it could not be made (a judge's failure, which is not
        kept). `bound`: whether the compiler's memory can be bounded by its address space."""
        entry.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=".new-", dir=entry.parent))
        try:
            fresh.chmod(0o755)
            meta: dict[str, str | float] = {"verdict": Verdict.OK.value, "cpu_s": 0.0, "detail": ""}
            if not commands:
                _write(fresh / file, source, 0o644)
            spent_s, complaints = 0.0, list[str]()
            for command in commands:
                try:
                    with Sandbox(command, work_bytes=WORK_BYTES, processes=64, bound_address_space=bound) as sandbox:
                        made = sandbox.compile(file, source, COMPILE_LIMITS)
                except SandboxBroken as error:
                    return f"compiler: {error}"
                if made.run.verdict is Verdict.JE:
                    return made.run.detail
                spent_s += made.run.cpu_s
                if made.run.verdict is Verdict.OK:
                    _unpack(made.tar, fresh)
                    complaints.clear()
                    break
                complaints.append((made.run.verdict is Verdict.RTE and made.messages) or made.run.detail)
                if made.run.verdict is not Verdict.RTE:
                    break  # what took all time or memory would do so in another dialect, too
            meta.update(cpu_s=round(spent_s, 3))
            if complaints:  # what the first dialect says is what a person wants to read
                meta.update(verdict=Verdict.CE.value, detail=complaints[0])
            _write(fresh / META, json.dumps({**meta, "files": _sizes(fresh)}).encode(), 0o644)
            # where another worker was faster, its entry is as good as ours
            with contextlib.suppress(OSError):
                fresh.rename(entry)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
        return ""


def _fill(word: str, words: dict[str, str]) -> str:
    for name, value in words.items():
        word = word.replace(name, value)
    return word


def _read_entry(entry: Path, argv: tuple[str, ...]) -> Compiled | None:
    """What the cache holds; None where it holds nothing, or something damaged, which is removed."""
    try:
        meta = json.loads((entry / META).read_bytes())
        if meta["files"] != _sizes(entry):
            raise ValueError(f"expected the files {meta['files']}")
        return Compiled(Verdict(meta["verdict"]), entry, argv, meta["cpu_s"], meta["detail"])
    except FileNotFoundError:
        if not entry.exists():
            return None
    except (ValueError, KeyError, TypeError):
        pass
    shutil.rmtree(entry, ignore_errors=True)
    return None


def _sizes(folder: Path) -> dict[str, int]:
    """The files of an entry with their sizes, its description left out."""
    return {path.name: path.stat().st_size for path in sorted(folder.iterdir()) if path.name != META}


def _unpack(tar: bytes, folder: Path) -> None:
    """Write the regular files of a tar made by the launcher; a name with a slash in it is none of its making."""
    with tarfile.open(fileobj=io.BytesIO(tar)) as archive:
        for entry in archive:
            content = archive.extractfile(entry) if entry.isreg() and "/" not in entry.name else None
            if content is not None:
                _write(folder / entry.name, content.read(), 0o755 if entry.mode & 0o111 else 0o644)


def _write(path: Path, content: bytes, mode: int) -> None:
    path.write_bytes(content)
    path.chmod(mode)

"""Compiles programs in the sandbox and keeps the results in a cache that is keyed by everything that matters to them.

An entry is a folder `ab/abcdef.../` with the program's files and `meta.json`: the verdict, the cost, the files' sizes. It is
written under another name and renamed, so that a reader finds a whole entry or none, whoever is killed when; one that does not
hold what its description says is removed and made anew.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from pipelines.execution.precompiled import HEADER, INCLUDE_WORD, begins_with_it, header_folder
from pipelines.execution.sandbox import Artifact, Sandbox, SandboxBroken
from pipelines.execution.tiers import best_tier
from pipelines.execution.toolchains import TOOLCHAINS, java_class, java_without_package, tool_path, tool_version
from pipelines.execution.wire import MOST_FILES
from schemas.digest import digest
from schemas.execution import MEBIBYTE, Program, Run, RunLimits, Tier, Verdict
from schemas.language import Language

COMPILE_LIMITS = RunLimits(cpu_s=30.0, wall_s=120.0, memory_bytes=2048 * MEBIBYTE, output_bytes=256 * MEBIBYTE)
WORK_BYTES = 512 * MEBIBYTE
COMPILER_STACK_BYTES = 64 * MEBIBYTE
MAX_SOURCE_BYTES = 1 * MEBIBYTE
MAX_NAME_BYTES = 200
META = "meta.json"
_TEMPORARY = re.compile(r"(/cc)\w{6}(?=\.\w)")
"""Names of a compiler's own temporary files, which are drawn anew each time and stand in what assembler and linker say."""


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

    def __init__(self, cache_folder: Path | None = None, tier: Tier | None = None) -> None:
        self._cache = cache_folder or default_cache_folder()
        self._tier = tier

    def compile(self, program: Program) -> Compiled:
        """The program, compiled or not: `verdict` is OK, CE, US (no toolchain here) or JE."""
        toolchain = TOOLCHAINS.get(program.language)
        tool = tool_path(program.language)
        if toolchain is None or tool is None:
            return Compiled(Verdict.US, detail=f"no toolchain for {program.language.value} on this machine")
        try:
            text = java_without_package(program.source) if program.language is Language.JAVA else program.source
            name = java_class(program.source) if "{name}" in toolchain.file else ""
            words = {"{tool}": tool, "{name}": name, "{folder}": os.path.dirname(tool)}
            main = _fill(toolchain.file, words)
            texts = {main: text.encode("utf-8"), **{path: content.encode("utf-8") for path, content in program.files}}
        except UnicodeEncodeError as error:
            return Compiled(Verdict.CE, detail=f"source is not UTF-8: {error.reason}")
        complaint = _unfit(texts)
        if complaint:
            return Compiled(Verdict.CE, detail=complaint)
        argv = tuple(_fill(word, words) for word in toolchain.run)
        flags = (*toolchain.compile, *toolchain.dialects)
        key = digest(
            program.language.value, tool_version(program.language), *flags, *(part for text in texts.items() for part in text)
        )
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
                header = self._header(program, commands)
                failure = self._make(entry, texts, commands, toolchain.bound_address_space, header)
                if failure:
                    return Compiled(Verdict.JE, detail=failure)
        except OSError as error:
            return Compiled(Verdict.JE, detail=f"cannot use the compile cache under {self._cache}: {error}")
        return Compiled(Verdict.JE, detail=f"the compile cache entry {entry} is damaged and cannot be replaced")

    def _header(self, program: Program, commands: list[list[str]]) -> Path | None:
        """The folder of the precompiled header where the program may be compiled with it; it fits the first command alone."""
        inside = (self._tier or best_tier()) is Tier.NAMESPACES  # elsewhere it would be copied for each program
        if program.language is not Language.CPP or program.files or not inside or not begins_with_it(program.source):
            return None
        cache = default_cache_folder().parent / "headers"
        return header_folder(cache, tool_version(Language.CPP), commands[0], self._precompiled)

    def _precompiled(self, command: list[str]) -> bytes:
        """What a compiler makes of the header; b"" where it refuses. Raises OSError where it could not be tried."""
        try:
            run, _, artifacts = self._run(command, {HEADER: b"#include <bits/stdc++.h>\n"}, True)
        except SandboxBroken as error:
            raise OSError(f"compiler: {error}") from error
        if run.verdict is Verdict.JE:
            raise OSError(run.detail)
        return artifacts[0].content if run.verdict is Verdict.OK and len(artifacts) == 1 else b""

    def _make(
        self, entry: Path, texts: dict[str, bytes], commands: list[list[str]], bound: bool, header: Path | None = None
    ) -> str:
        """Fill `entry` by the first command that succeeds; "", or why it could not be made (a judge's failure, which is not
        kept). `bound`: whether the compiler's memory can be bounded by its address space. `header`: tried with it first."""
        entry.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=".new-", dir=entry.parent))
        try:
            fresh.chmod(0o755)
            meta: dict[str, str | float] = {"verdict": Verdict.OK.value, "cpu_s": 0.0, "detail": ""}
            if not commands:
                for name, text in texts.items():
                    _write(fresh / name, text, 0o644)
            spent_s, complaints = 0.0, list[str]()
            attempts: list[tuple[list[str], Path | None]] = [(command, None) for command in commands]
            if header is not None:
                attempts = [([*commands[0], INCLUDE_WORD], header), *attempts]
            for command, shown in attempts:
                try:
                    run, messages, artifacts = self._run(command, texts, bound, shown)
                except SandboxBroken as error:
                    return f"compiler: {error}"
                if run.verdict is Verdict.JE:
                    return run.detail
                spent_s += run.cpu_s
                if run.verdict is Verdict.OK:
                    _keep(artifacts, fresh)
                    complaints.clear()
                    break
                if shown is not None and run.verdict is Verdict.RTE:
                    continue  # what the compiler says of the program alone is what counts
                complaints.append((run.verdict is Verdict.RTE and _TEMPORARY.sub(r"\1", messages)) or run.detail)
                if run.verdict is not Verdict.RTE:
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

    def _run(
        self, command: list[str], texts: dict[str, bytes], bound: bool, shown: Path | None = None
    ) -> tuple[Run, str, tuple[Artifact, ...]]:
        with Sandbox(
            command,
            tier=self._tier or best_tier(),
            program=shown,
            work_bytes=WORK_BYTES,
            starts_others=True,
            processes=64,
            bound_address_space=bound,
            stack_bytes=COMPILER_STACK_BYTES,
            places=tuple(texts),
            collect="*",
        ) as sandbox:
            made = sandbox.run_in_folder(b"", tuple(texts.values()), COMPILE_LIMITS)
        return made.run, made.messages, made.artifacts


def _unfit(texts: dict[str, bytes]) -> str:
    """Why these texts are not even given to a compiler, or ""."""
    size = sum(map(len, texts.values()))
    if size > MAX_SOURCE_BYTES:
        return f"source of {size} bytes, at most {MAX_SOURCE_BYTES} are compiled"
    if len(texts) > MOST_FILES:
        return f"{len(texts)} source files, at most {MOST_FILES} are compiled together"
    for name in texts:
        if len(name.encode()) > MAX_NAME_BYTES:
            return f"a file name of {len(name)} letters: no file can be called so"
        if "/" in name or name in ("", ".", ".."):
            return f"a source file called {name!r}: all must lie in one folder"
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


def _keep(artifacts: tuple[Artifact, ...], folder: Path) -> None:
    for artifact in artifacts:
        _write(folder / artifact.name, artifact.content, 0o755 if artifact.executable else 0o644)


def _write(path: Path, content: bytes, mode: int) -> None:
    path.write_bytes(content)
    path.chmod(mode)

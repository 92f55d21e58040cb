"""Problem packages in the Kattis/ICPC format: legacy, and 2023-07 (finished as 2025-09). Folders or zip archives.

Read are `problem.yaml`, the statement, `data/sample` and `data/secret`, submissions by verdict folder with the authors of
`submissions.yaml`, the time limit (`limits.time_limit`, DOMjudge's `.timelimit` and `domjudge-problem.ini`), and output
validators with their flags. Specification: https://www.kattis.com/problem-package-format/
"""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from typing import Any

from pipelines.sources import yaml_values
from pipelines.sources.archive import Subtree, open_tree
from pipelines.sources.reading import InputError, NotUtf8, Part, Source, rejected, stated_limits
from pipelines.sources.statement import CONVERTERS, html_to_text
from pipelines.sources.validator_flags import UnknownFlag, checker_of
from schemas.language import Language, language_of
from schemas.problem import Checker, CheckerKind, Label, Limits, Problem, Solution, Test
from schemas.rejection import Rejection, Subject

FORMATS = ("legacy", "legacy-icpc", "2023-07", "2023-07-draft", "2025-09", "2025-09-draft")
LABELS: dict[str, Label] = {
    "accepted": Label.CORRECT,
    "wrong_answer": Label.WRONG_ANSWER,
    "time_limit_exceeded": Label.TIME_LIMIT_EXCEEDED,
    "run_time_error": Label.RUN_TIME_ERROR,
    "runtime_error": Label.RUN_TIME_ERROR,
    "rejected": Label.INCORRECT,
    "brute_force": Label.INCORRECT,
    "memory_limit_exceeded": Label.INCORRECT,
    "output_limit_exceeded": Label.INCORRECT,
}
"""Verdict folder -> label. Others (`partially_accepted`, `mixed`) say nothing certain and are left out."""
_STATEMENT = re.compile(r"(?:problem_statement|statement)/problem(?:\.(\w\w(?:-\w+)?))?(\.\w+)\Z")
_PYTHON2 = re.compile(rb"\A#!.*python2")


def parts(path: str) -> list[Part]:
    """One part per package: every folder below `path` that has a `problem.yaml`, and those inside zip archives."""
    root = Path(path)
    if not root.exists():
        raise InputError(f"{path}: no such file or folder; expected a problem package or a folder of them")
    if root.is_file():
        return [Part(path, place) for place in range(len(_roots(path)))] or _none(path)
    found = [Part(str(one.parent)) for one in sorted(root.rglob("problem.yaml"))]
    for archive in sorted(root.rglob("*.zip")):
        if not any(archive.is_relative_to(part.path) for part in found):
            found += [Part(str(archive), place) for place in range(_packages_in(str(archive)))]
    return found or _none(path)


def _packages_in(archive: str) -> int:
    try:
        return len(_roots(archive))
    except InputError:
        return 1  # one part, whose reading says what is wrong; the other packages go on


def _none(path: str) -> list[Part]:
    raise InputError(f"{path}: no problem.yaml in it, so no problem package")


def _roots(path: str) -> list[str]:
    names = open_tree(path).names()
    roots = {str(PurePosixPath(name).parent) for name in names if PurePosixPath(name).name == "problem.yaml"}
    return sorted("" if root == "." else root for root in roots)


def read(part: Part) -> Iterator[Problem | Rejection]:
    """The package's problem, or why it cannot be read; then what of it was left out."""
    place = Path(part.path)
    if place.name in ("", ".."):
        place = place.resolve()
    name = place.stem if part.place >= 0 else place.name
    try:
        root = _roots(part.path)[part.place] if part.place >= 0 else ""
        name = PurePosixPath(root).name or name
        yield from Package(Subtree(open_tree(part.path), root), name).problem()
    except InputError as error:
        yield rejected(name, "unreadable_package", str(error))


class Package:
    """One package's files. Raises InputError, quoting the file, where something needed is missing or damaged."""

    def __init__(self, tree: Subtree, name: str) -> None:
        self._tree = tree
        self._name = name
        self._names = tree.names()
        self._meta = self._yaml("problem.yaml")
        version = yaml_values.plain(
            self._meta.get("problem_format_version") or "legacy", "problem.yaml: problem_format_version"
        )
        if version not in FORMATS:
            raise InputError(f"problem.yaml: problem_format_version {version!r} is none of {', '.join(FORMATS)}")
        self._legacy = version.startswith("legacy")

    def _yaml(self, name: str) -> dict[str, Any]:
        return yaml_values.load(self._text(name), name)

    def _text(self, name: str) -> str:
        content = self._tree.read(name)
        try:
            return content.decode("utf-8-sig" if content.startswith(b"\xef\xbb\xbf") else "utf-8")
        except UnicodeDecodeError as error:
            byte = content[error.start]
            raise NotUtf8(f"{name}: byte 0x{byte:02X} at {error.start} is not UTF-8; convert the file") from error

    def problem(self) -> Iterator[Problem | Rejection]:
        """The problem, then a rejection for each test or submission that was left out."""
        rejections = [self._left_out("not_read", Subject.FILE, name, why) for name, why in self._tree.left_out().items()]
        samples = self._tests("sample", rejections)
        secret = self._tests("secret", rejections)
        solutions = list(self._solutions(rejections))
        key = "validation" if self._legacy else "type"
        kinds = " ".join(yaml_values.words(self._meta.get(key), f"problem.yaml: {key}")).replace("-", " ").split()
        yield Problem(
            name=self._name,
            description=self._statement(),
            public_tests=samples,
            private_tests=secret,
            solutions=tuple(one for one in solutions if one.label is Label.CORRECT),
            incorrect_solutions=tuple(one for one in solutions if one.label is not Label.CORRECT),
            cf_tags=tuple(yaml_values.words(self._meta.get("keywords"), "problem.yaml: keywords")),
            limits=self._limits(),
            published=self._date(),
            checker=self._checker(kinds),
            interactive="interactive" in kinds,
            license=yaml_values.plain(self._meta.get("license") or "unknown", "problem.yaml: license"),
            origin=self._origin(),
        )
        yield from rejections

    def _statement(self) -> str:
        found: dict[tuple[bool, int, str], str] = {}
        order = list(CONVERTERS)
        for name in self._names:
            match = _STATEMENT.match(name)
            if match and match[2] in CONVERTERS:
                found[(match[1] not in (None, "en"), order.index(match[2]), name)] = name
        if not found:
            raise InputError("no statement: expected problem_statement/problem.en.tex (or .md, .html)")
        name = found[min(found)]
        suffix = PurePosixPath(name).suffix
        if suffix in (".html", ".htm"):
            # HTML says itself how it is encoded, and BeautifulSoup listens
            return html_to_text(self._tree.read(name))
        return CONVERTERS[suffix](self._text(name))

    def _tests(self, group: str, rejections: list[Rejection]) -> tuple[Test, ...]:
        tests = []
        for name in self._names:
            if not name.startswith(f"data/{group}/") or not name.endswith(".in"):
                continue
            answer = name[: -len(".in")] + ".ans"
            if answer not in self._names:
                rejections.append(self._left_out("test_without_answer", Subject.TEST, name, f"{answer} is missing"))
                continue
            try:
                tests.append(Test(self._text(name), self._text(answer)))
            except InputError as error:
                rejections.append(self._left_out(_reason(error), Subject.TEST, name, str(error)))
        return tuple(tests)

    def _left_out(self, reason: str, subject: Subject, item: str, detail: str) -> Rejection:
        return Rejection(self._name, "read", reason, subject.value, item, detail)

    def _solutions(self, rejections: list[Rejection]) -> Iterator[Solution]:
        authors = self._yaml("submissions/submissions.yaml") if "submissions/submissions.yaml" in self._names else {}
        for program, files in sorted(self._programs().items()):
            label = LABELS.get(program.split("/")[1])
            sources = [file for file in files if language_of(PurePosixPath(file).suffix) is not None]
            if label is None:
                detail = f"folder {program.split('/')[1]!r} says nothing certain"
                rejections.append(self._left_out("label_uncertain", Subject.SOLUTION, program, detail))
            elif not sources:
                detail = f"no file of a known language in {program}"
                rejections.append(self._left_out("unknown_language", Subject.SOLUTION, program, detail))
            elif len(sources) > 1:
                detail = f"{len(sources)} source files; one is supported"
                rejections.append(self._left_out("several_files", Subject.SOLUTION, program, detail))
            else:
                try:
                    source = self._text(sources[0])
                except InputError as error:
                    rejections.append(self._left_out(_reason(error), Subject.SOLUTION, program, str(error)))
                    continue
                short = program.removeprefix("submissions/")
                yield Solution(self._language(sources[0]), source, label, _author(authors, short), short)

    def _programs(self) -> dict[str, list[str]]:
        """Submissions by name: a file, or a folder with all its files."""
        programs: dict[str, list[str]] = {}
        for name in self._names:
            steps = name.split("/")
            if steps[0] == "submissions" and len(steps) >= 3 and not steps[-1].startswith("."):
                programs.setdefault("/".join(steps[:3]), []).append(name)
        return programs

    def _language(self, name: str) -> Language:
        language = language_of(PurePosixPath(name).suffix)
        if language is Language.PYTHON3 and _PYTHON2.match(self._tree.read(name)[:200]):
            return Language.PYTHON
        return language or Language.UNKNOWN_LANGUAGE

    def _limits(self) -> Limits:
        limits = yaml_values.mapping(self._meta.get("limits") or {}, "problem.yaml: limits")
        seconds, where = limits.get("time_limit"), "problem.yaml"
        if seconds is None and ".timelimit" in self._names:
            seconds, where = self._text(".timelimit"), ".timelimit"
        if seconds is None and "domjudge-problem.ini" in self._names:
            stated = re.search(r"^\s*timelimit\s*=\s*['\"]?([^'\"\s;]+)", self._text("domjudge-problem.ini"), re.MULTILINE)
            seconds, where = (stated[1] if stated else None), "domjudge-problem.ini"
        try:
            return stated_limits(yaml_values.number(seconds), yaml_values.number(limits.get("memory")))
        except ValueError as error:
            raise InputError(f"{where}: {error}") from error

    def _date(self) -> date | None:
        """Our own key `date` (ISO), which other readers ignore: the format has none."""
        value = self._meta.get("date")
        if isinstance(value, datetime):
            return value.date()
        if value is None or isinstance(value, date):
            return value
        try:
            return date.fromisoformat(yaml_values.plain(value, "problem.yaml: date"))
        except ValueError as error:
            raise InputError(f"problem.yaml: date {yaml_values.quoted(value)} is not of the form 2021-07-14") from error

    def _origin(self) -> str:
        source = self._meta.get("source")
        if isinstance(source, list):
            source = source[0] if source else None
        if isinstance(source, dict):
            source = source.get("name")
        return yaml_values.plain(source or "", "problem.yaml: source")

    def _checker(self, kinds: list[str]) -> Checker:
        folders = ("output_validators/", "output_validator/")
        files = tuple(
            (name, self._text(name)) for name in self._names if name.startswith(folders) and not name.endswith((".pyc", ".o"))
        )
        custom = bool(files) and ("custom" in kinds or not self._legacy)
        if custom or "custom" in kinds:
            return Checker(kind=CheckerKind.CUSTOM, flags=" ".join(self._flags()), files=files)
        try:
            return checker_of(self._flags())
        except UnknownFlag as error:
            raise InputError(f"output validator flags: {error}") from error

    def _flags(self) -> list[str]:
        flags = yaml_values.words(self._meta.get("validator_flags"), "problem.yaml: validator_flags")
        for name in (
            "data/testdata.yaml",
            "data/secret/testdata.yaml",
            "data/test_group.yaml",
            "data/secret/test_group.yaml",
        ):
            if name in self._names:
                group = self._yaml(name)
                found = group.get("output_validator_args", group.get("output_validator_flags"))
                flags = yaml_values.words(found, f"{name}: output validator flags") or flags
        return flags


def _reason(error: InputError) -> str:
    return "not_utf8" if isinstance(error, NotUtf8) else "unreadable_file"


def _author(authors: Mapping[str, Any], program: str) -> str:
    """The first author that `submissions.yaml` names for a program; its keys are glob patterns."""
    for pattern, facts in authors.items():
        if fnmatch.fnmatch(program, str(pattern)) and isinstance(facts, dict) and facts.get("authors"):
            named = facts["authors"]
            first = named[0] if isinstance(named, list) else named
            return str(first.get("name", "") if isinstance(first, dict) else first)
    return ""


PACKAGES = Source("problem packages in the Kattis/ICPC format: folders or zip archives", parts, read)

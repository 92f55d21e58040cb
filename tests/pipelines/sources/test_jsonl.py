"""JSON lines: every documented key, and lines that are none, which cost themselves and nothing else."""

from __future__ import annotations

import gzip
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.sources import jsonl
from pipelines.sources.jsonl import LABELS, line_of, read_line
from pipelines.sources.reading import InputError, Part
from schemas.execution import MEBIBYTE
from schemas.language import Language
from schemas.problem import Checker, CheckerKind, Difficulty, Label, Limits, Problem, Solution, Source, Test
from schemas.rejection import Rejection, Subject
from tests.schemas.strategies import few_tests, texts

LEAST: dict[str, Any] = {"name": "sum", "samples": [{"input": "1 2\n", "output": "3\n"}]}


def lines(*rows: Any) -> bytes:
    """The rows as JSON lines."""
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


def read_file(path: Path) -> list[Problem | Rejection]:
    """What the file holds."""
    return list(jsonl.read(Part(str(path))))


def read_bytes(path: Path, content: bytes) -> list[Problem | Rejection]:
    """What a file of these bytes holds."""
    path.write_bytes(content)
    return read_file(path)


def problem_of(row: dict[str, Any]) -> Problem:
    """The problem of a row of which nothing is left out."""
    (problem,) = read_line(json.dumps(row).encode(), "file:1")
    assert isinstance(problem, Problem)
    return problem


def rejection_of(line: bytes) -> Rejection:
    """Why a line is none."""
    (rejection,) = read_line(line, "file:7")
    assert isinstance(rejection, Rejection)
    assert "\n" not in rejection.detail
    return rejection


def test_the_least_that_a_line_needs() -> None:
    assert problem_of(LEAST) == Problem(name="sum", description="", public_tests=(Test("1 2\n", "3\n"),))


def test_every_documented_key() -> None:
    def program(source: str) -> list[dict[str, str]]:
        return [{"source": source, "lang": "py", "file": f"{source}.py", "author": f"author of {source}"}]

    row = {
        **LEAST,
        "statement": "Add them. $5 & \\frac",
        "time_limit": 1.5,
        "memory_limit": 256,
        "validator_flags": "float_tolerance 1e-6",
        "interactive": True,
        "secret": [{"input": "4\n", "output": "5\n"}],
        "accepted": program("a"),
        "wrong": program("b"),
        "tle": program("c"),
        "rte": program("d"),
        "incorrect": program("e"),
        "license": "cc0",
        "repo": "https://example.org/contest",
        "source": "not used where there is a repo",
        "date": "2021-07-14",
        "tags": ["dp", "graphs"],
        "untranslated": "Zähle sie zusammen.",
        "site": "ATCODER",
        "difficulty": "HARDER",
        "contest_id": 1401,
        "index": "A1",
        "points": 1250.5,
        "rating": 2400,
        "input_file": "sum.in",
        "output_file": "sum.out",
        "other": "ignored, whatever it is",
    }
    problem = problem_of(row)
    labels = (Label.WRONG_ANSWER, Label.TIME_LIMIT_EXCEEDED, Label.RUN_TIME_ERROR, Label.INCORRECT)
    assert problem == Problem(
        name="sum",
        description="Add them. $5 & \\frac",
        public_tests=(Test("1 2\n", "3\n"),),
        private_tests=(Test("4\n", "5\n"),),
        solutions=(Solution(Language.PYTHON3, "a", Label.CORRECT, "author of a", "a.py"),),
        incorrect_solutions=tuple(
            Solution(Language.PYTHON3, name, label, f"author of {name}", f"{name}.py")
            for name, label in zip("bcde", labels, strict=True)
        ),
        source=Source.ATCODER,
        difficulty=Difficulty["HARDER"],
        cf_contest_id=1401,
        cf_index="A1",
        cf_points=1250.5,
        cf_rating=2400,
        cf_tags=("dp", "graphs"),
        is_description_translated=True,
        untranslated_description="Zähle sie zusammen.",
        input_file="sum.in",
        output_file="sum.out",
        limits=Limits.of(1.5, 256 * MEBIBYTE),
        published=date(2021, 7, 14),
        checker=Checker(CheckerKind.KATTIS, 1e-6, 1e-6, flags="float_tolerance 1e-6"),
        interactive=True,
        license="cc0",
        origin="https://example.org/contest",
    )


def test_keys_that_are_null_are_as_good_as_missing() -> None:
    optional = ["statement", "time_limit", "memory_limit", "validator_flags", "has_custom_validator", "interactive", "secret"]
    optional += ["untranslated", "site", "difficulty", "contest_id", "index", "points", "rating", "input_file", "output_file"]
    optional += ["accepted", "wrong", "tle", "rte", "incorrect", "license", "repo", "source", "date", "tags"]
    assert problem_of({**LEAST, **dict.fromkeys(optional)}) == problem_of(LEAST)


def test_a_custom_validator() -> None:
    checker = problem_of({**LEAST, "has_custom_validator": True, "validator_flags": "seven 7"}).checker
    assert checker == Checker(CheckerKind.CUSTOM, flags="seven 7")


def test_the_source_is_the_origin_where_there_is_no_repo() -> None:
    assert problem_of({**LEAST, "source": "Example Open"}).origin == "Example Open"


@pytest.mark.parametrize(
    "lang, language",
    [
        ("py", Language.PYTHON3),
        ("py2", Language.PYTHON),
        ("c", Language.C),
        ("cpp", Language.CPP),
        ("java", Language.JAVA),
        ("PYTHON3", Language.PYTHON3),
        (".CPP", Language.CPP),
    ],
)
def test_languages(lang: str, language: Language) -> None:
    (solution,) = problem_of({**LEAST, "accepted": [{"source": "x", "lang": lang}]}).solutions
    assert solution == Solution(language, "x", Label.CORRECT, "", "correct/0")


@pytest.mark.parametrize("program", [{"source": "+", "lang": "brainfuck", "file": "a.bf"}, {"source": "+", "file": "a.bf"}])
def test_a_program_in_an_unknown_language_goes_alone(program: dict[str, str]) -> None:
    row = {**LEAST, "wrong": [program, {"source": "x", "lang": "py", "file": "b.py"}]}
    problem, rejection = read_line(json.dumps(row).encode(), "file:1")
    assert isinstance(problem, Problem)
    assert isinstance(rejection, Rejection)
    assert [one.file for one in problem.incorrect_solutions] == ["b.py"]
    assert (rejection.problem, rejection.reason, rejection.item) == ("sum", "unknown_language", "a.bf")
    assert json.dumps(program.get("lang", "")) in rejection.detail
    assert rejection.subject == Subject.SOLUTION.value


@pytest.mark.parametrize(
    "change, quoted",
    [
        ({"name": 5}, "name must be text, got 5"),
        ({"name": " "}, 'name must be text, got " "'),
        ({"samples": None}, "samples must be a list, got null"),
        ({"samples": "1 2"}, 'samples must be a list, got "1 2"'),
        ({"samples": {"input": "1"}}, 'samples must be a list, got {"input": "1"}'),
        ({"samples": [["1", "2"]]}, 'samples must hold objects, got ["1", "2"]'),
        ({"samples": [{"input": 1, "output": "2"}]}, "samples input must be text, got 1"),
        ({"samples": [{"input": "1"}]}, "'output'"),
        ({"secret": [{"input": "1", "output": None}]}, "secret output must be text, got null"),
        ({"statement": ["a"]}, 'statement must be text, got ["a"]'),
        ({"time_limit": "2"}, "time limit '2'"),
        ({"time_limit": True}, "time limit True"),
        ({"time_limit": -1}, "time limit -1"),
        ({"time_limit": 0}, "time limit 0"),
        ({"time_limit": float("nan")}, "time limit nan"),
        ({"time_limit": float("inf")}, "time limit inf"),
        ({"time_limit": 1e300}, "time limit 1e+300"),
        ({"time_limit": [1]}, "time limit [1]"),
        ({"memory_limit": "256"}, "memory limit '256'"),
        ({"memory_limit": 10**30}, "memory limit 1000000000"),
        ({"validator_flags": "no_such_flag"}, "'no_such_flag'"),
        ({"validator_flags": ["case_sensitive"]}, 'validator_flags must be text, got ["case_sensitive"]'),
        ({"interactive": "no"}, 'interactive must be true or false, got "no"'),
        ({"has_custom_validator": 1}, "has_custom_validator must be true or false, got 1"),
        ({"accepted": "print(1)"}, 'accepted must be a list, got "print(1)"'),
        ({"accepted": ["print(1)"]}, 'accepted must hold objects, got "print(1)"'),
        ({"wrong": [{"lang": "py"}]}, "'source'"),
        ({"rte": [{"lang": "py", "source": 1}]}, "source must be text, got 1"),
        ({"tle": [{"lang": 3, "source": "x"}]}, "lang must be text, got 3"),
        ({"tle": [{"lang": "py", "source": "x", "author": 3}]}, "author must be text, got 3"),
        ({"license": []}, "license must be text, got []"),
        ({"repo": 3}, "repo must be text, got 3"),
        ({"date": "2021-13-01"}, '"2021-13-01"'),
        ({"date": 20210714}, "date must be text, got 20210714"),
        ({"tags": "dp"}, 'tags must be a list, got "dp"'),
        ({"tags": [3]}, "tags must be text, got 3"),
        ({"site": "codeforces"}, 'site "codeforces" is none of UNKNOWN_SOURCE, CODECHEF, CODEFORCES,'),
        ({"site": 2}, "site must be text, got 2"),
        ({"difficulty": "W"}, 'difficulty "W" is none of UNKNOWN_DIFFICULTY, EASY,'),
        ({"contest_id": "1401"}, 'contest_id must be a whole number from 0 to 2147483647, got "1401"'),
        ({"contest_id": True}, "contest_id must be a whole number"),
        ({"contest_id": 2**31}, "got 2147483648"),
        ({"rating": -1}, "rating must be a whole number"),
        ({"rating": 800.5}, "got 800.5"),
        ({"points": float("nan")}, "points must be a number"),
        ({"points": float("inf")}, "points must be a number"),
        ({"points": "500"}, 'got "500"'),
        ({"index": 1}, "index must be text, got 1"),
        ({"untranslated": []}, "untranslated must be text, got []"),
        ({"input_file": 1}, "input_file must be text, got 1"),
        ({"output_file": {}}, "output_file must be text, got {}"),
    ],
)
def test_values_of_a_wrong_type_are_quoted(change: dict[str, Any], quoted: str) -> None:
    rejection = rejection_of(json.dumps({**LEAST, **change}).encode())
    assert rejection.reason == "bad_record"
    assert rejection.detail.startswith("file:7: ")
    assert quoted in rejection.detail
    assert rejection.problem == ("file:7" if "name" in change and change["name"] == 5 else {**LEAST, **change}["name"])


@pytest.mark.parametrize("key", sorted(LEAST))
def test_a_missing_key_is_named(key: str) -> None:
    rejection = rejection_of(json.dumps({other: value for other, value in LEAST.items() if other != key}).encode())
    assert rejection.detail == f"file:7: key {key!r} is missing"


@pytest.mark.parametrize(
    "line, reason, quoted",
    [
        (b'{"name": "a", ', "not_json", '{"name": "a"'),
        (b"hello", "not_json", "hello"),
        (b"[" * 100_000, "not_json", "[[["),
        (b'{"name": "a", "time_limit": ' + b"1" * 5000 + b"}", "not_json", "digits"),
        (b'\xef\xbb\xbf{"name": "a"}', "not_json", "BOM"),
        (b'{"name": "Gr\xf6\xdfe"}', "not_utf8", "byte 0xF6 at 12"),
        (b"5", "bad_record", "expected an object, got 5"),
        (b"null", "bad_record", "expected an object, got null"),
        (b"[1]", "bad_record", "expected an object, got [1]"),
    ],
)
def test_lines_that_are_no_records(line: bytes, reason: str, quoted: str) -> None:
    rejection = rejection_of(line)
    assert (rejection.problem, rejection.reason, rejection.stage) == ("file:7", reason, "read")
    assert quoted in rejection.detail


def test_a_broken_line_in_the_middle_costs_itself_alone(tmp_path: Path) -> None:
    first, third = {**LEAST, "name": "a"}, {**LEAST, "name": "c"}
    content = lines(first) + b"\n" + b'{"name": \n' + b"\xff\n" + lines(third)
    items = read_bytes(tmp_path / "all.jsonl", content)
    assert [item.name for item in items if isinstance(item, Problem)] == ["a", "c"]
    assert [(item.problem, item.reason) for item in items if isinstance(item, Rejection)] == [
        ("all.jsonl:3", "not_json"),
        ("all.jsonl:4", "not_utf8"),
    ]


def test_a_last_line_without_its_end_is_read(tmp_path: Path) -> None:
    (problem,) = read_bytes(tmp_path / "a.jsonl", lines(LEAST).rstrip())
    assert problem == problem_of(LEAST)


def test_zipped_and_plain_give_equal_problems(tmp_path: Path) -> None:
    content = lines(LEAST, {**LEAST, "name": "b"})
    plain = read_bytes(tmp_path / "a.jsonl", content)
    assert len(plain) == 2
    assert read_bytes(tmp_path / "a.jsonl.gz", gzip.compress(content)) == plain
    assert read_bytes(tmp_path / "zipped_by_another_name.jsonl", gzip.compress(content)) == plain


@pytest.mark.parametrize("cut", [1, 4, 8, 9, 200])
def test_a_zipped_file_that_was_cut_short(tmp_path: Path, cut: int) -> None:
    rows = [{**LEAST, "name": f"p{place}", "statement": str(place**50)} for place in range(200)]
    content = gzip.compress(lines(*rows))[:-cut]
    *problems, last = read_bytes(tmp_path / "a.jsonl.gz", content)
    assert problems == [problem_of(row) for row in rows[: len(problems)]]
    assert isinstance(last, Rejection)
    assert (last.problem, last.reason) == (f"a.jsonl.gz:{len(problems) + 1}", "damaged_file")


def test_a_zipped_file_that_is_damaged(tmp_path: Path) -> None:
    content = bytearray(gzip.compress(lines(*({**LEAST, "name": str(place**9)} for place in range(300)))))
    content[len(content) // 2] ^= 0xFF
    items = read_bytes(tmp_path / "a.jsonl.gz", bytes(content))
    last = items[-1]
    assert isinstance(last, Rejection)
    assert last.reason == "damaged_file"


def test_parts_of_a_folder_are_its_files(tmp_path: Path) -> None:
    for name in ("b.jsonl", "deep/a.jsonl.gz", "notes.txt", "c.json"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"")
    assert jsonl.parts(str(tmp_path)) == [Part(str(tmp_path / "b.jsonl")), Part(str(tmp_path / "deep/a.jsonl.gz"))]
    assert jsonl.parts(str(tmp_path / "notes.txt")) == [Part(str(tmp_path / "notes.txt"))]


def test_paths_with_nothing_to_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nowhere: no such file or folder"):
        jsonl.parts(str(tmp_path / "nowhere"))
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match=r"empty: no \.jsonl"):
        jsonl.parts(str(tmp_path / "empty"))


def test_a_folder_that_is_called_like_a_file(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").mkdir()
    ((only,),) = [read_file(Path(part.path)) for part in jsonl.parts(str(tmp_path))]
    assert isinstance(only, Rejection)
    assert only.reason == "damaged_file"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
_KEYS = "name samples secret statement time_limit memory_limit validator_flags has_custom_validator interactive accepted wrong"
_NEW_KEYS = "untranslated site difficulty contest_id index points rating input_file output_file"
keys = st.sampled_from(
    [*_KEYS.split(), *_NEW_KEYS.split(), "tle", "rte", "incorrect", "license", "repo", "source", "date", "tags"]
)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(keys, json_values, max_size=4))
def test_no_values_get_further_than_a_message(change: dict[str, Any]) -> None:
    items = list(read_line(json.dumps({**LEAST, **change}).encode(), "file:1"))
    assert items
    for item in items:
        assert isinstance(item, Problem | Rejection)
        if isinstance(item, Problem):
            assert set(map(type, item.cf_tags)) <= {str}
            assert {type(text) for test in item.given_tests for text in (test.input, test.output)} <= {str}


_PLACES = {label: place for place, label in enumerate(LABELS.values())}
_languages = st.sampled_from(list(Language))
_names = texts.filter(lambda text: bool(text.strip()))
_right = st.builds(Solution, _languages, texts, st.just(Label.CORRECT), texts, _names)
_wrong = st.builds(
    Solution, _languages, texts, st.sampled_from([one for one in Label if one is not Label.CORRECT]), texts, _names
)
written_problems = st.builds(
    lambda original, **fields: Problem(untranslated_description=original, is_description_translated=bool(original), **fields),
    texts,
    name=_names,
    description=texts,
    public_tests=few_tests,
    private_tests=few_tests,
    source=st.sampled_from(Source),
    difficulty=st.sampled_from(list(Difficulty)),
    solutions=st.lists(_right, max_size=3).map(tuple),
    incorrect_solutions=st.lists(_wrong, max_size=3).map(lambda some: tuple(sorted(some, key=lambda one: _PLACES[one.label]))),
    cf_contest_id=st.integers(0, 2**31 - 1),
    cf_index=texts,
    cf_points=st.floats(0, 5000),
    cf_rating=st.integers(0, 5000),
    cf_tags=st.lists(texts, max_size=3).map(tuple),
    limits=st.builds(Limits, st.none() | st.integers(1, 10**12), st.none() | st.integers(1, 2**50)),
    input_file=texts,
    output_file=texts,
    published=st.none() | st.dates(),
    interactive=st.booleans(),
    license=texts,
    origin=texts,
)


@settings(max_examples=200, deadline=None)
@given(written_problems)
def test_what_is_written_is_read_as_it_was(problem: Problem) -> None:
    line = line_of(problem)
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    assert list(read_line(line, "file:1")) == [problem]


def test_a_page_with_half_a_character_is_written_and_told_later() -> None:
    problem = Problem(name="a", description="\ud800")
    assert list(read_line(line_of(problem), "file:1")) == [problem]


@pytest.mark.parametrize(
    "more",
    [{"generated_tests": (Test("", ""),)}, {"official_tests": (Test("", ""),)}, {"checker": Checker(CheckerKind.EXACT)}],
)
def test_what_lines_have_no_place_for_is_not_dropped_silently(more: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="sum: JSON lines have no place"):
        line_of(Problem(name="sum", description="", **more))

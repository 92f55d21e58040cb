"""Packages that are damaged, hostile or incomplete: one clear message that quotes the offender, and the rest goes on."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.sources import packages
from pipelines.sources.reading import InputError
from schemas.problem import Problem, Test
from schemas.rejection import Rejection, Subject
from tests.pipelines.sources.package_files import (
    LEGACY,
    Files,
    left_out,
    read_all,
    read_one,
    rejected,
    write_folder,
    write_zip,
)


def refused(path: Path) -> str:
    """The message of the InputError at listing the packages under `path`."""
    with pytest.raises(InputError) as caught:
        packages.parts(str(path))
    assert "\n" not in str(caught.value)
    assert str(path) in str(caught.value)
    return str(caught.value)


def test_a_missing_path(tmp_path: Path) -> None:
    assert "no such file or folder" in refused(tmp_path / "nowhere")


def test_a_folder_without_packages(tmp_path: Path) -> None:
    assert "no problem.yaml in it" in refused(write_folder(tmp_path / "notes", {"readme.txt": "x"}))


def test_an_archive_without_packages(tmp_path: Path) -> None:
    assert "no problem.yaml in it" in refused(write_zip(tmp_path / "notes.zip", {"readme.txt": "x"}))


def test_a_file_that_is_no_archive(tmp_path: Path) -> None:
    write_folder(tmp_path, {"notes.txt": "x", "empty.zip": ""})
    assert "not a readable zip archive" in refused(tmp_path / "notes.txt")
    assert "not a readable zip archive" in refused(tmp_path / "empty.zip")


def test_an_archive_that_was_cut_short(tmp_path: Path) -> None:
    archive = write_zip(tmp_path / "sum.zip", LEGACY)
    archive.write_bytes(archive.read_bytes()[:-30])
    assert "not a readable zip archive" in refused(archive)


def test_a_damaged_archive_among_others_costs_only_itself(tmp_path: Path) -> None:
    write_folder(tmp_path / "all", {"bad.zip": b"PK\x03\x04 and no more"})
    write_folder(tmp_path / "all" / "sum", LEGACY)
    problems, (rejection,) = read_all(tmp_path / "all")
    assert [problem.name for problem in problems] == ["sum"]
    assert (rejection.problem, rejection.reason) == ("bad", "unreadable_package")
    assert "bad.zip: not a readable zip archive" in rejection.detail


@pytest.mark.parametrize("name", ["../evil.txt", "sum/../../evil.txt", "/etc/evil.txt"])
def test_an_archive_whose_members_climb_out_of_it(tmp_path: Path, name: str) -> None:
    archive = write_zip(tmp_path / "sum.zip", {**LEGACY, name: "x"})
    assert f"member {name!r} leads out of the archive" in refused(archive)


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    bomb: Files = {"data/secret/b.in": b"0" * (80 << 20), "data/secret/b.ans": "0"}
    problems, (rejection,) = read_all(write_zip(tmp_path / "sum.zip", {**LEGACY, **bomb}))
    assert problems[0].private_tests == (Test("5 6\n", "11\n"),)
    assert (rejection.reason, rejection.subject, rejection.item) == (
        "unreadable_file",
        Subject.TEST.value,
        "data/secret/b.in",
    )
    assert "b.in would unpack to 83886080 bytes" in rejection.detail


def test_a_large_test_of_equal_numbers_is_no_bomb(tmp_path: Path) -> None:
    ones = "1 " * 1_000_000
    problems, rejections = read_all(write_zip(tmp_path / "sum.zip", {**LEGACY, "data/secret/a.in": ones}))
    assert rejections == []
    assert problems[0].private_tests[0].input == ones


def test_a_member_that_lies_about_its_size(tmp_path: Path) -> None:
    archive = write_zip(tmp_path / "sum.zip", {**LEGACY, "data/secret/a.in": "7" * 5000})
    content = archive.read_bytes()
    assert content.count((5000).to_bytes(4, "little")) == 2
    archive.write_bytes(content.replace((5000).to_bytes(4, "little"), (10).to_bytes(4, "little")))
    _, (rejection,) = read_all(archive)
    assert "data/secret/a.in cannot be unpacked" in rejection.detail


def test_an_encrypted_member(tmp_path: Path) -> None:
    archive = write_zip(tmp_path / "sum.zip", LEGACY)
    content = bytearray(archive.read_bytes())
    with zipfile.ZipFile(archive) as opened:
        start = opened.getinfo("problem.yaml").header_offset
    content[start + 6] |= 1
    central = content.index(b"PK\x01\x02")
    content[central + 8] |= 1
    archive.write_bytes(bytes(content))
    problems, (rejection,) = read_all(archive)
    assert problems == []
    assert "problem.yaml cannot be unpacked" in rejection.detail
    assert "encrypted" in rejection.detail


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_damage_of_an_archive_gets_further_than_a_message(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    archive = write_zip(tmp_path_factory.mktemp("zip") / "sum.zip", LEGACY)
    content = bytearray(archive.read_bytes())
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=4)):
        content[place] = data.draw(st.integers(0, 255))
    archive.write_bytes(bytes(content))
    try:
        parts = packages.parts(str(archive))
    except InputError as error:
        assert str(archive) in str(error)
        return
    items = [item for part in parts for item in packages.read(part)]
    assert all(isinstance(item, Problem | Rejection) for item in items)
    assert items


@pytest.mark.parametrize(
    "text, quoted",
    [
        ("name: [", "not YAML"),
        ("a: *nothing", "nothing"),
        ("date: 2021-02-30", "day is out of range"),
        ("date: soon", "'soon'"),
        ("x: !!bool maybe", "maybe"),
        ("x: !!timestamp never", "not YAML"),
        ("x: !!python/object:os.system {}", "os.system"),
        ("[" * 3000, "not YAML"),
        ("name: \x01", "#x0001"),
        ("- sum\n- of two", "['sum', 'of two']"),
        ("just text", "'just text'"),
        ("problem_format_version: 2031-01", "'2031-01'"),
        ("problem_format_version: [2025-09]", "['2025-09']"),
        ("limits: 5", "5"),
        ("limits: {time_limit: fast}", "'fast'"),
        ("limits: {time_limit: -1}", "-1"),
        ("limits: {time_limit: 0}", "0"),
        ("limits: {time_limit: .inf}", "inf"),
        ("limits: {time_limit: .nan}", "nan"),
        ("limits: {time_limit: true}", "True"),
        ("limits: {time_limit: [1]}", "[1]"),
        ("limits: {memory: 1.0e+300}", "1e+300"),
        ("keywords: {a: 1}", "{'a': 1}"),
        ("license: [x]", "['x']"),
        ("source: [[x]]", "['x']"),
        ("validator_flags: float_tolerance", "float_tolerance"),
        ("validator_flags: float_tolerance nan", "nan"),
        ("validator_flags: no_such_flag", "'no_such_flag'"),
    ],
)
def test_bad_values_of_problem_yaml_are_quoted(tmp_path: Path, text: str, quoted: str) -> None:
    rejection = rejected(tmp_path / "sum", {"problem.yaml": text})
    assert (rejection.problem, rejection.reason) == ("sum", "unreadable_package")
    assert quoted in rejection.detail
    assert "\n" not in rejection.detail


def test_aliases_that_multiply_are_not_written_out(tmp_path: Path) -> None:
    lines = ["l0: &l0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"l{level}: &l{level} [{', '.join([f'*l{level - 1}'] * 10)}]" for level in range(1, 12)]
    for key in ("limits", "license", "keywords", "problem_format_version", "source", "date"):
        rejection = rejected(tmp_path / key, {"problem.yaml": "\n".join([*lines, f"{key}: *l11"])})
        assert key in rejection.detail
        assert len(rejection.detail) < 300


@pytest.mark.parametrize(
    "file, text, quoted",
    [
        (".timelimit", "soon", "'soon'"),
        ("domjudge-problem.ini", "timelimit = 1.2.3", "'1.2.3'"),
        ("submissions/submissions.yaml", "- Ada", "['Ada']"),
        ("data/testdata.yaml", "output_validator_flags: 5", "'5'"),
        ("data/secret/test_group.yaml", "output_validator_args: {a: b}", "{'a': 'b'}"),
    ],
)
def test_bad_values_of_other_files_are_quoted(tmp_path: Path, file: str, text: str, quoted: str) -> None:
    detail = rejected(tmp_path / "sum", {file: text}).detail
    assert quoted in detail
    assert file in detail or "output validator flags" in detail


def test_a_package_without_a_statement(tmp_path: Path) -> None:
    assert "no statement" in rejected(tmp_path / "a", {"problem_statement/problem.en.tex": None}).detail
    pdf: Files = {"problem_statement/problem.en.tex": None, "problem_statement/problem.en.pdf": "%PDF"}
    assert "no statement" in rejected(tmp_path / "b", pdf).detail


def test_a_package_without_samples_is_left_to_the_next_stage(tmp_path: Path) -> None:
    problem = read_one(tmp_path / "sum", {"data/sample/1.in": None, "data/sample/1.ans": None})
    assert problem.public_tests == ()


@pytest.mark.parametrize("file", ["problem_statement/problem.en.tex", "problem.yaml"])
def test_a_text_that_is_not_utf_8(tmp_path: Path, file: str) -> None:
    detail = rejected(tmp_path / "sum", {file: "name: Größe".encode("latin-1")}).detail
    assert detail.startswith(f"{file}: byte 0xF6 at 8 is not UTF-8")


def test_a_test_that_is_not_utf_8_goes_alone(tmp_path: Path) -> None:
    problem, rejection = left_out(tmp_path / "sum", {"data/secret/b.in": b"1 \xff", "data/secret/b.ans": "1"})
    assert [test.input for test in problem.private_tests] == ["5 6\n"]
    assert (rejection.reason, rejection.item) == ("not_utf8", "data/secret/b.in")
    assert "byte 0xFF at 2" in rejection.detail


def test_a_test_without_an_answer_goes_alone(tmp_path: Path) -> None:
    problem, rejection = left_out(tmp_path / "sum", {"data/secret/b.in": "1"})
    assert len(problem.private_tests) == 1
    assert (rejection.reason, rejection.subject) == ("test_without_answer", Subject.TEST.value)
    assert rejection.detail == "data/secret/b.ans is missing"


@pytest.mark.parametrize(
    "changes, reason, quoted",
    [
        ({"submissions/accepted/p.bf": "+"}, "unknown_language", "submissions/accepted/p.bf"),
        ({"submissions/accepted/p/a.py": "1", "submissions/accepted/p/b.py": "2"}, "several_files", "2 source files"),
        ({"submissions/partially_accepted/p.py": "1"}, "label_uncertain", "'partially_accepted'"),
        ({"submissions/wrong_answer/p.py": b"# \xff"}, "not_utf8", "byte 0xFF at 2"),
    ],
)
def test_a_submission_that_cannot_be_used_goes_alone(tmp_path: Path, changes: Files, reason: str, quoted: str) -> None:
    problem, rejection = left_out(tmp_path / "sum", changes)
    assert [one.file for one in problem.all_solutions] == ["accepted/sum.py"]
    assert (rejection.reason, rejection.subject, rejection.problem) == (reason, Subject.SOLUTION.value, "sum")
    assert quoted in rejection.detail


def test_a_link_out_of_the_package_is_not_followed(tmp_path: Path) -> None:
    write_folder(tmp_path, {"elsewhere/secret.txt": "not yours", "sum/data/secret/b.ans": "1"})
    (tmp_path / "sum" / "data" / "secret" / "b.in").symlink_to(tmp_path / "elsewhere" / "secret.txt")
    problem, rejection = left_out(tmp_path / "sum", {})
    assert [test.input for test in problem.private_tests] == ["5 6\n"]
    assert (rejection.reason, rejection.item) == ("not_read", "data/secret/b.in")
    assert "leads out" in rejection.detail


def test_a_folder_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    write_folder(tmp_path / "elsewhere", {"b.in": "1", "b.ans": "1"})
    write_folder(tmp_path / "sum", LEGACY)
    (tmp_path / "sum" / "data" / "secret" / "more").symlink_to(tmp_path / "elsewhere")
    _, rejection = left_out(tmp_path / "sum", {})
    assert rejection.item == "data/secret/more"


def test_a_link_to_itself(tmp_path: Path) -> None:
    write_folder(tmp_path / "sum", LEGACY)
    (tmp_path / "sum" / "data" / "secret" / "b.in").symlink_to("b.in")
    _, rejection = left_out(tmp_path / "sum", {})
    assert rejection.item == "data/secret/b.in"


def test_a_link_within_the_package_is_followed(tmp_path: Path) -> None:
    write_folder(tmp_path / "sum", LEGACY)
    for suffix in ("in", "ans"):
        (tmp_path / "sum" / "data" / "secret" / f"b.{suffix}").symlink_to(f"a.{suffix}")
    assert len(read_one(tmp_path / "sum", {}).private_tests) == 2


def test_a_problem_yaml_that_leads_elsewhere(tmp_path: Path) -> None:
    write_folder(tmp_path, {"elsewhere.yaml": "name: not yours\n", "sum/data/x": "x"})
    (tmp_path / "sum" / "problem.yaml").symlink_to(tmp_path / "elsewhere.yaml")
    problems, (rejection,) = read_all(tmp_path / "sum")
    assert problems == []
    assert rejection.detail == "problem.yaml: a link that leads out of the folder"

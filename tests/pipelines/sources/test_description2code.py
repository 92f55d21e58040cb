"""Description2Code: folders and the released archive's form of them, problem by problem."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemas.language import Language
from schemas.problem import Difficulty, Label, Problem, Solution, Source, Test
from tests.pipelines.sources.importing import counted, read_all, read_one, refused
from tests.pipelines.sources.package_files import Files, write_folder, write_zip

STATEMENT = "Add them.\n\nExample Input\n1 2\n\nExample Output\n3\n"
SUM: Files = {
    "description/description.txt": STATEMENT,
    "description/description_annotated.txt": "not read",
    "_tags.txt": "math\nimplementation, greedy\n",
    "samples/1_input.txt": "1 2\n",
    "samples/1_output.txt": "3\n",
    "samples/10_input.txt": "9 9\n",
    "samples/10_output.txt": "18\n",
    "samples/2_input.txt": "4 4\n",
    "samples/2_output.txt": "8\n",
    "solutions_c++/b.txt": "#include <iostream>\nint main() {}\n",
    "solutions_python/1.txt": "print sum(map(int, raw_input().split()))\n",
    "solutions_python/2.txt": "print(sum(map(int, input().split())))\n",
    "solutions_python/.DS_Store": b"\0\0",
}


def at(place: str, files: Files | None = None, **more: str | bytes | None) -> Files:
    """The files of a problem at a place."""
    return {f"{place}/{name}": text for name, text in {**SUM, **(files or {}), **more}.items()}


WHOLE = Problem(
    name="codeforces/12_B",
    description=STATEMENT,
    public_tests=(Test("1 2\n", "3\n"),),
    private_tests=(Test("4 4\n", "8\n"), Test("9 9\n", "18\n")),
    source=Source.CODEFORCES,
    difficulty=Difficulty["B"],
    solutions=(
        Solution(Language.CPP, "#include <iostream>\nint main() {}\n", Label.CORRECT, "", "solutions_c++/b.txt"),
        Solution(Language.PYTHON, "print sum(map(int, raw_input().split()))\n", Label.CORRECT, "", "solutions_python/1.txt"),
        Solution(Language.PYTHON3, "print(sum(map(int, input().split())))\n", Label.CORRECT, "", "solutions_python/2.txt"),
    ),
    cf_contest_id=12,
    cf_index="B",
    cf_tags=("math", "implementation", "greedy"),
    license="unknown",
    origin="Description2Code",
)


def test_a_whole_problem(tmp_path: Path) -> None:
    files = at("description2code_current/codeforces/12_B")
    assert read_one("description2code", write_folder(tmp_path / "set", files)) == WHOLE
    assert read_one("description2code", write_zip(tmp_path / "set.zip", files)) == WHOLE
    assert read_one("description2code", tmp_path / "set" / "description2code_current" / "codeforces" / "12_B") == WHOLE


@pytest.mark.parametrize(
    "place, name, source, difficulty",
    [
        ("codechef/easy/SUM", "codechef/SUM", Source.CODECHEF, "EASY"),
        ("codechef/hardest/SUM", "codechef/SUM", Source.CODECHEF, "HARDEST"),
        ("codechef/external/A", "codechef/A", Source.CODECHEF, "EXTERNAL"),
        ("codechef/hidden/SUM", "codechef/SUM", Source.CODECHEF, "UNKNOWN_DIFFICULTY"),
        ("codechef/A/SUM", "codechef/SUM", Source.CODECHEF, "UNKNOWN_DIFFICULTY"),
        ("codeforces/300_C2", "codeforces/300_C2", Source.CODEFORCES, "C"),
        ("codeforces/odd", "codeforces/odd", Source.CODEFORCES, "UNKNOWN_DIFFICULTY"),
        ("hackerearth/problems_college/sum", "hackerearth/sum", Source.HACKEREARTH, "UNKNOWN_DIFFICULTY"),
        ("elsewhere/sum", "sum", Source.UNKNOWN_SOURCE, "UNKNOWN_DIFFICULTY"),
    ],
)
def test_what_a_path_says(tmp_path: Path, place: str, name: str, source: Source, difficulty: str) -> None:
    problem = read_one("description2code", write_folder(tmp_path, at(place)))
    assert (problem.name, problem.source, problem.difficulty) == (name, source, Difficulty[difficulty])
    assert (problem.cf_contest_id, problem.cf_index) == ((300, "C2") if "300" in place else (0, ""))


def test_every_problem_of_many_in_folder_and_archive(tmp_path: Path) -> None:
    files: dict[str, str | bytes | None] = {}
    for number in range(70):
        files.update(at(f"codeforces/{number}_A"))
    from_folder, _ = read_all("description2code", write_folder(tmp_path / "set", files))
    from_archive, _ = read_all("description2code", write_zip(tmp_path / "set.zip", files))
    assert from_folder == from_archive
    assert {problem.cf_contest_id for problem in from_folder} == set(range(70))


@pytest.mark.parametrize(
    "file, source, language",
    [
        ("solutions_python/x.txt", "#include <cstdio>\nint main() {}", Language.CPP),
        ("solutions_python/x.txt", "import java.util.*;\npublic class Main {}", Language.JAVA),
        ("solutions_c++/x.txt", "/* */\npublic class Main {}", Language.JAVA),
        ("solutions_c++/x.txt", "int main() { return 0; }", Language.CPP),
    ],
)
def test_programs_in_the_wrong_folder(tmp_path: Path, file: str, source: str, language: Language) -> None:
    problem = read_one("description2code", write_folder(tmp_path, at("codechef/easy/SUM", {file: source})))
    assert {one.file: one.language for one in problem.solutions}[file] is language


def test_what_cannot_be_used_goes_alone_and_is_counted(tmp_path: Path) -> None:
    files: Files = {
        "solutions_c++/1.txt": b"// caf\xe9",
        "solutions_c++/2.txt": b"// caf\xe9",
        "solutions_c++/3.txt": b"\x7fELF\0",
        "solutions_python/4.txt": b"#" * ((1 << 20) + 1),
        "solutions_java/5.txt": "class A {}",
        "samples/3_input.txt": "1",
        "samples/4_input.txt": b"\xff",
        "samples/4_output.txt": "1",
    }
    (problem,), rejections = read_all("description2code", write_folder(tmp_path, at("codeforces/12_B", files)))
    assert problem == WHOLE
    assert counted(rejections) == {
        ("not_utf8", "solutions_c++"): 2,
        ("binary_file", "solutions_c++"): 1,
        ("unreadable_file", "solutions_python"): 1,
        ("unknown_language", "solutions_java"): 1,
        ("test_without_answer", "samples"): 1,
        ("not_utf8", "samples"): 1,
    }
    assert {rejection.problem for rejection in rejections} == {"codeforces/12_B"}


def test_a_statement_in_an_old_encoding_is_read(tmp_path: Path) -> None:
    changed: Files = {"description/description.txt": "n ≤ 5 “quoted” Größe".replace("≤", "<").encode("windows-1252")}
    problem = read_one("description2code", write_folder(tmp_path, at("codeforces/12_B", changed)))
    assert problem.description == "n < 5 “quoted” Größe"


def test_links_out_of_the_tree_are_told_and_not_followed(tmp_path: Path) -> None:
    root = write_folder(tmp_path / "set", at("codeforces/12_B"))
    write_folder(tmp_path, {"elsewhere.txt": "not yours", **at("other/1_A")})
    for number in range(3):
        (root / "codeforces" / "12_B" / "solutions_c++" / f"{number}.txt").symlink_to(tmp_path / "elsewhere.txt")
    (root / "codeforces" / "1_A").symlink_to(tmp_path / "other" / "1_A")
    (problem,), rejections = read_all("description2code", root)
    assert problem == WHOLE
    assert counted(rejections) == {("not_read", "solutions_c++"): 3, ("not_read", ""): 1}
    assert any("leads out of the folder" in rejection.detail for rejection in rejections)
    assert any("1_A: a link to a folder" in rejection.detail for rejection in rejections)


def test_an_archive_whose_members_climb_out_of_it(tmp_path: Path) -> None:
    archive = write_zip(tmp_path / "set.zip", {**at("codeforces/12_B"), "codeforces/../../evil.txt": "x"})
    assert "leads out of the archive" in refused("description2code", archive)


def test_a_bomb_in_an_archive_costs_itself_alone(tmp_path: Path) -> None:
    bomb: Files = {
        "samples/3_input.txt": b"0" * (80 << 20),
        "samples/3_output.txt": "0",
        "solutions_c++/0.txt": b" " * (5 << 20),
    }
    (problem,), rejections = read_all("description2code", write_zip(tmp_path / "set.zip", at("codeforces/12_B", bomb)))
    assert problem == WHOLE
    assert counted(rejections) == {("unreadable_file", "samples"): 1, ("unreadable_file", "solutions_c++"): 1}
    assert all("would unpack to" in rejection.detail for rejection in rejections)


def test_inputs_that_are_none(tmp_path: Path) -> None:
    assert "description/description.txt" in refused("description2code", write_folder(tmp_path / "a", {"x": ""}))
    assert "no such file" in refused("description2code", tmp_path / "nowhere")
    (tmp_path / "b.zip").write_bytes(b"no archive")
    assert "not a readable zip archive" in refused("description2code", tmp_path / "b.zip")

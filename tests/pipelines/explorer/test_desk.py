"""The pages of the explorer: each is well-formed and does nothing, whatever the dataset says, holds or lacks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qsl, unquote

import pytest

pytest.importorskip("duckdb", reason="duckdb is not installed: the extra `report` brings it")

from pipelines.explorer.desk import Desk
from pipelines.explorer.replies import Reply
from pipelines.showing import Tables
from tests.pipelines.showing.html_checks import Checked
from tests.pipelines.showing.small_dataset import ATTACK, DAMAGES, ENDLESS, HELD, NASTY_NAME, RIGHT, WRONG, write

ROOT = "/token/"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "small")


@pytest.fixture
def desk(folder: Path) -> Iterator[Desk]:
    made = Desk(Tables(folder), ROOT)
    yield made
    made.close()


def get(desk: Desk, path: str, **query: str) -> Reply:
    return desk.reply("GET", path, query, {})


def shown(desk: Desk, path: str, **query: str) -> Checked:
    reply = get(desk, path, **query)
    assert reply.status == 200, reply.body
    return Checked(reply.body)


def walked(desk: Desk, most: int = 150) -> dict[str, Checked]:
    """Every page that can be reached by links from the first one, up to so many."""
    pages: dict[str, Checked] = {}
    waiting = [""]
    while waiting:
        target = waiting.pop()
        if target in pages or len(pages) >= most:
            continue
        path, _, query = target.partition("?")
        reply = desk.reply("GET", unquote(path), dict(parse_qsl(query)), {})
        assert reply.status in (200, 400, 404), (target, reply.status)
        pages[target] = Checked(reply.body)
        for link in pages[target].links:
            assert link.startswith((ROOT, "#")), link
            if link.startswith(ROOT) and not link.endswith(("/run", "/stop")):
                waiting.append(link.removeprefix(ROOT).partition("#")[0])
    return pages


def test_every_page_that_links_lead_to_is_there_and_does_nothing(desk: Desk) -> None:
    pages = walked(desk)
    assert len(pages) > 30
    for target, page in pages.items():
        assert "There is no such" not in page.words, target
    assert " ".join(ATTACK.split()) in pages["problem/0"].words
    assert NASTY_NAME in pages["problem/1"].words


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_is_missing_is_said_and_the_rest_is_shown(folder: Path, damage: str) -> None:
    harm, said = DAMAGES[damage]
    harm(folder)
    desk = Desk(Tables(folder), ROOT)
    try:
        walked(desk, 30)
        assert said in shown(desk, "missing").words
    finally:
        desk.close()


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({}, ["sums", NASTY_NAME, "bare"]),
        ({"q": "SUM integers"}, ["sums"]),
        ({"q": "etc/<b>"}, [NASTY_NAME]),
        ({"q": "%"}, []),
        ({"q": "' OR 1=1 --"}, []),
        ({"source": "ATCODER"}, [NASTY_NAME]),
        ({"source": "nobody"}, []),
        ({"split": "test"}, ["bare"]),
        ({"tag": "math"}, ["sums", NASTY_NAME]),
        ({"tag": "<i>implementation</i>"}, ["sums"]),
        ({"low": "1300"}, [NASTY_NAME]),
        ({"high": "1300"}, ["sums"]),
        ({"low": "1000", "high": "2500", "tag": "math", "split": "valid"}, [NASTY_NAME]),
        ({"flag": "several_answers"}, [NASTY_NAME]),
        ({"flag": "interactive"}, ["bare"]),
        ({"flag": "no_generated"}, [NASTY_NAME, "bare"]),
        ({"flag": "1=1; DROP TABLE entries"}, ["sums", NASTY_NAME, "bare"]),
        ({"order": "name"}, [NASTY_NAME, "bare", "sums"]),
        ({"order": "rating"}, [NASTY_NAME, "sums", "bare"]),
        ({"page": "99999999999999999999"}, ["sums", NASTY_NAME, "bare"]),
        ({"page": "-1", "low": "x", "high": "²"}, ["sums", NASTY_NAME, "bare"]),
    ],
)
def test_search_and_filter(desk: Desk, query: dict[str, str], names: list[str]) -> None:
    words = shown(desk, "", **query).words
    assert f"{len(names)} problem{'s' * (len(names) != 1)}" in words
    places = [words.index(f" {name} ", words.index("published") if names else 0) for name in names]
    assert places == sorted(places)


def test_the_chain_from_a_given_test_to_a_generated_one(desk: Desk) -> None:
    page = shown(desk, "problem/0/tests/generated/0")
    for said in (
        "public test 0",
        "step_integer",
        "Draw 7 of seed 0",
        "2 correct solutions",
        "right.py",
        "other.py",
        "wrong.py",
    ):
        assert said in page.words, said
    assert f"{ROOT}problem/0/tests/public/0" in page.links
    assert "What was changed" in page.words
    made = shown(desk, "problem/0/tests/generated/1")
    assert "Made from the format" in made.words
    assert "a mutant of a right program" in made.words


def test_the_matrix_has_what_the_build_recorded(desk: Desk) -> None:
    body = get(desk, "problem/0/matrix/generated").body
    rows = {row.split("</a>")[0].rpartition(">")[2]: row for row in body.split("<tr>")[2:]}
    assert rows["right.py"].count("v-AC") == 2
    assert rows["wrong.py"].count("v-WA") == 1 and rows["wrong.py"].count("v-none") == 1
    assert rows["held.py"].count("v-none") == 2
    crashing = next(row for name, row in rows.items() if name.startswith("…"))
    assert crashing.count("v-RTE") == 1
    given = get(desk, "problem/0/matrix/private").body
    assert [row.count("v-AC") for row in given.split("<tr>")[2:]] == [2, 2, 2, 0, 0]


@pytest.mark.parametrize(
    "path",
    [
        *("problem/3", "problem/99999", "problem/0/tests/secret", "problem/0/tests/public/1", "problem/0/tests/public/-1"),
        *(
            "problem/0/solutions/../../x",
            f"problem/0/solutions/{'f' * 32}",
            "job/1",
            "../small",
            "..",
            "etc/passwd",
            "problem/٣",
        ),
        *("problem/0/", "//", "problem/0\n", "problem/0/matrix/description"),
    ],
)
def test_nothing_but_what_there_is(desk: Desk, path: str) -> None:
    reply = get(desk, path)
    assert reply.status == 404
    Checked(reply.body)


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("problem/0/judge", {}),
        ("problem/0/judge", {"language": "COBOL", "source": "x", "public": "1"}),
        ("problem/0/judge", {"language": "UNKNOWN_LANGUAGE", "source": "x", "public": "1"}),
        ("problem/0/judge", {"language": "PYTHON3", "source": " \n", "public": "1"}),
        ("problem/0/judge", {"language": "PYTHON3", "source": "x" * (1 << 21), "public": "1"}),
        ("problem/0/judge", {"language": "PYTHON3", "source": "print(1)"}),
        ("problem/2/judge", {"language": "PYTHON3", "source": "print(1)", "public": "1"}),
        ("problem/0/run", {"kind": "public", "places": "", "programs": RIGHT.digest}),
    ],
)
def test_forms_that_make_no_sense_are_refused_with_what_to_do(desk: Desk, path: str, form: dict[str, str]) -> None:
    reply = desk.reply("POST", path, {}, form)
    assert reply.status == 400
    Checked(reply.body)


@pytest.mark.parametrize(
    "form",
    [
        {"kind": "public", "places": "7", "programs": RIGHT.digest},
        {"kind": "public", "places": "0", "programs": "../../bin/sh"},
        {"kind": "__class__", "places": "0", "programs": RIGHT.digest},
    ],
)
def test_programs_and_tests_that_are_not_there_are_not_run(desk: Desk, form: dict[str, str]) -> None:
    assert desk.reply("POST", "problem/0/run", {}, form).status == 404


def test_a_page_that_changes_something_is_not_reached_by_a_link(desk: Desk) -> None:
    form = {
        "language": "PYTHON3",
        "source": "print(1)",
        "public": "1",
        "kind": "public",
        "places": "0",
        "programs": RIGHT.digest,
    }
    assert desk.reply("GET", "problem/0/run", form, {}).status == 404
    assert desk.reply("GET", "job/1/stop", form, {}).status == 404


def test_solutions_are_told_with_their_results(desk: Desk) -> None:
    words = shown(desk, "problem/0/solutions").words
    for said in ("right.py", "Ada", "3 of 3", "held out", "held.py", "run time error"):
        assert said in words, said
    for one in (RIGHT, WRONG, ENDLESS, HELD):
        assert one.source.split("\n")[0].split()[0] in shown(desk, f"problem/0/solutions/{one.digest}").words

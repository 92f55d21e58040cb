"""The explorer in a real browser: looked for, clicked through, judged, on a desktop and on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

pytest.importorskip("duckdb", reason="duckdb is not installed: the extra `report` brings it")

from pipelines.execution.engine import probe
from pipelines.execution.sandbox import SandboxUnavailable
from pipelines.explorer.server import Explorer
from tests.pipelines.showing.browser import DESKTOP, PHONE, browser, complaints, follow, overflow, resize, until
from tests.pipelines.showing.small_dataset import NASTY_NAME, RIGHT, WRONG, write


def why_no_sandbox() -> str:
    try:
        probe()
    except SandboxUnavailable as error:
        return str(error)
    return ""


@pytest.fixture(scope="module")
def explorer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Explorer]:
    with Explorer(write(tmp_path_factory.mktemp("explorer") / "small")) as made:
        yield made


@pytest.fixture(scope="module")
def driver() -> Iterator[Any]:
    with browser() as made:
        resize(made, DESKTOP)
        yield made


def found(driver: Any) -> list[str]:
    return [one.text for one in driver.find_elements("css selector", "tbody th a")]


def wait_until_judged(driver: Any) -> None:
    until(driver, lambda: driver.find_element("id", "state").text == "Done")


def choose(driver: Any, name: str, text: str) -> None:
    from selenium.webdriver.support.select import Select

    select = Select(driver.find_element("name", name))
    select.select_by_visible_text(next(one.text for one in select.options if text in one.text))


def test_search_and_filter(driver: Any, explorer: Explorer) -> None:
    driver.get(explorer.url)
    assert found(driver) == ["sums", NASTY_NAME, "bare"]
    driver.find_element("name", "q").send_keys("integers")
    follow(driver, "css selector", "main form button")
    assert found(driver) == ["sums"]
    driver.get(explorer.url)
    choose(driver, "flag", "several right answers")
    follow(driver, "css selector", "main form button")
    assert found(driver) == [NASTY_NAME]
    follow(driver, "css selector", ".tag[href]")
    assert found(driver) == ["sums", NASTY_NAME]


def test_from_the_statement_to_the_origin_of_a_test(driver: Any, explorer: Explorer) -> None:
    driver.get(explorer.url)
    follow(driver, "link text", "sums")
    sizes = driver.execute_script("return [...document.querySelectorAll('math')].map(e => e.getBoundingClientRect().width)")
    assert len(sizes) == 2 and min(sizes) > 4
    assert "<script>" in driver.find_element("id", "statement").text
    follow(driver, "partial link text", "generated tests")
    follow(driver, "link text", "0")
    assert "step_integer" in driver.find_element("id", "provenance").text
    assert driver.find_element("css selector", ".diff ins").text.strip() == "-9"
    follow(driver, "link text", "public test 0")
    assert "Public test 0" in driver.find_element("tag name", "main").text


def test_nothing_of_the_dataset_runs_anywhere(driver: Any, explorer: Explorer) -> None:
    complaints(driver)
    for path in ("", "problem/0", "problem/0/solutions", "problem/1", "problem/1/tests/public/0", "problem/0/matrix/generated"):
        driver.get(explorer.url + path)
        assert driver.title != "owned"
        assert driver.execute_script("return document.scripts.length + document.images.length") == 0
    assert complaints(driver) == []


def test_every_page_fits_on_a_phone(driver: Any, explorer: Explorer) -> None:
    resize(driver, PHONE)
    try:
        for path in (
            *("", "missing", "problem/0", "problem/0/tests/generated", "problem/0/tests/generated/0", "problem/0/solutions"),
            *(f"problem/0/solutions/{RIGHT.digest}", "problem/0/matrix/generated", "problem/0/judge", "problem/1", "problem/2"),
        ):
            driver.get(explorer.url + path)
            assert overflow(driver) <= 0, path
    finally:
        resize(driver, DESKTOP)


def test_a_program_is_pasted_and_judged(driver: Any, explorer: Explorer) -> None:
    if why_no_sandbox():
        pytest.skip(f"programs cannot be isolated on this machine: {why_no_sandbox()}")
    driver.get(explorer.url)
    follow(driver, "link text", "sums")
    follow(driver, "link text", "judge a program")
    driver.find_element("name", "source").send_keys(WRONG.source)
    follow(driver, "css selector", "main form button")
    wait_until_judged(driver)
    assert "the pasted program: 4 of 6 right" in driver.page_source
    follow(driver, "link text", "generated 0")
    row = driver.find_element("css selector", ".diff tr.differs").text
    assert "-6" in row and "0" in row


def test_the_matrix_is_filled_by_a_click(driver: Any, explorer: Explorer) -> None:
    if why_no_sandbox():
        pytest.skip(f"programs cannot be isolated on this machine: {why_no_sandbox()}")
    driver.get(f"{explorer.url}problem/0/matrix/generated")
    assert not driver.find_elements("css selector", ".here")
    follow(driver, "css selector", "main form button")
    wait_until_judged(driver)
    follow(driver, "link text", "Back to the matrix")
    assert len(driver.find_elements("css selector", ".here")) == 10


def test_a_form_of_another_page_is_refused(driver: Any, explorer: Explorer, tmp_path: Path) -> None:
    form = (
        f"<form method=post action={explorer.url}problem/0/run><input name=kind value=public><input name=places value=0>"
        f"<input name=programs value={RIGHT.digest}><button>go</button></form>"
    )
    (tmp_path / "evil.html").write_text(form, encoding="utf-8")
    for page in (f"data:text/html,{quote(form)}", (tmp_path / "evil.html").as_uri()):
        driver.get(page)
        follow(driver, "tag name", "button")
        assert "does not come from a page of this explorer" in driver.page_source


def test_the_keyboard_is_enough(driver: Any, explorer: Explorer) -> None:
    from selenium.webdriver.common.keys import Keys

    driver.get(explorer.url)
    driver.switch_to.active_element.send_keys(Keys.TAB)
    assert driver.switch_to.active_element.text == "Skip to the page"
    for _ in range(40):
        driver.switch_to.active_element.send_keys(Keys.TAB)
        if driver.switch_to.active_element.text == "sums":
            break
    driver.switch_to.active_element.send_keys(Keys.ENTER)
    until(driver, lambda: driver.find_element("tag name", "h1").text == "sums")

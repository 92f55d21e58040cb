"""The report in a real browser: it fits, it can be read without colours, it is reached by keyboard, and it fetches nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("duckdb", reason="duckdb is not installed: the extra `report` brings it")
pytest.importorskip("matplotlib", reason="matplotlib is not installed: the extra `report` brings it")

from pipelines.report.page import report
from pipelines.report.plots import INK, TONE
from tests.pipelines.showing.browser import DESKTOP, PHONE, browser, complaints, overflow, resize
from tests.pipelines.showing.small_dataset import write

LEAST_LETTER = 8.0
"""Height of the smallest letters of a plot on a phone, in CSS pixels."""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("report")
    report(write(folder / "small"), folder / "report.html")
    return (folder / "report.html").as_uri()


@pytest.fixture(scope="module")
def driver() -> Iterator[Any]:
    with browser() as made:
        yield made


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_it_fits_and_fetches_nothing(driver: Any, page: str, width: int) -> None:
    resize(driver, width)
    driver.get_log("performance")
    driver.get(page)
    assert overflow(driver) <= 0
    assert driver.title == "Report on small"
    asked = [json.loads(entry["message"])["message"] for entry in driver.get_log("performance")]
    urls = {one["params"]["request"]["url"] for one in asked if one["method"] == "Network.requestWillBeSent"}
    assert urls <= {page}
    assert complaints(driver) == []


def test_letters_of_plots_can_be_read_on_a_phone(driver: Any, page: str) -> None:
    resize(driver, PHONE)
    driver.get(page)
    heights = driver.execute_script(
        "return [...document.querySelectorAll('svg text')].map(e => e.getBoundingClientRect().height)"
    )
    assert len(heights) > 40
    assert min(heights) >= LEAST_LETTER


def test_a_link_of_the_contents_leads_to_its_section(driver: Any, page: str) -> None:
    resize(driver, DESKTOP)
    driver.get(page)
    for link in driver.find_elements("css selector", "nav a"):
        link.click()
        key = link.get_attribute("href").partition("#")[2]
        top = driver.execute_script("return document.getElementById(arguments[0]).getBoundingClientRect().top", key)
        assert top < 900, key


def test_folded_tables_open_with_a_click(driver: Any, page: str) -> None:
    resize(driver, DESKTOP)
    driver.get(page)
    folded = driver.find_element("css selector", "details:not([open])")
    table = folded.find_element("css selector", "table")
    assert not table.is_displayed()
    folded.find_element("css selector", "summary").click()
    assert table.is_displayed()


def test_the_keyboard_reaches_everything(driver: Any, page: str) -> None:
    from selenium.webdriver.common.keys import Keys

    resize(driver, DESKTOP)
    driver.get(page)
    driver.switch_to.active_element.send_keys(Keys.TAB)
    skip = driver.switch_to.active_element
    assert skip.text == "Skip to the figures"
    assert skip.location["x"] >= 0  # it is seen once it has the focus
    reached = set()
    for _ in range(120):
        driver.switch_to.active_element.send_keys(Keys.TAB)
        focused = driver.switch_to.active_element
        reached.add((focused.tag_name, focused.get_attribute("aria-label") or focused.text))
        if focused.tag_name == "body":
            break
    scrolling = {
        one.get_attribute("aria-label") for one in driver.find_elements("css selector", ".scroll") if one.is_displayed()
    }
    assert {("div", label) for label in scrolling} <= reached
    folded = driver.find_element("css selector", "details:not([open]) summary")
    folded.send_keys(Keys.ENTER)
    assert driver.execute_script("return arguments[0].parentElement.open", folded)


def test_headings_tables_and_plots_have_names(driver: Any, page: str) -> None:
    driver.get(page)
    levels = driver.execute_script("return [...document.querySelectorAll('h1,h2,h3')].map(e => +e.tagName[1])")
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert driver.execute_script("return [...document.querySelectorAll('svg')].every(e => e.getAttribute('aria-label'))")
    assert driver.execute_script("return [...document.querySelectorAll('th')].every(e => e.scope)")


def luminance(colour: str) -> float:
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return float(0.2126 * red**2.2 + 0.7152 * green**2.2 + 0.0722 * blue**2.2)


def test_series_are_told_apart_without_colours() -> None:
    assert abs(luminance(INK) - luminance(TONE)) > 0.3


def test_texts_of_the_dataset_run_nothing(driver: Any, page: str) -> None:
    driver.get(page)
    assert driver.title != "owned"
    assert driver.execute_script("return document.scripts.length + document.images.length") == 0


def test_it_prints_without_its_contents(driver: Any, page: str) -> None:
    driver.get(page)
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    assert not driver.find_element("css selector", "nav").is_displayed()
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    assert Path(page.removeprefix("file://")).is_file()

"""A real browser without a window, that reaches nothing but this machine."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
DESKTOP, PHONE = 1280, 375
WAIT_S = 60
_FLAGS = (
    *("--headless=new", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update"),
    *("--disable-sync", "--disable-extensions", "--disable-dev-shm-usage", "--mute-audio"),
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


@contextlib.contextmanager
def browser() -> Iterator[Any]:
    """A driver of chromium. Skips the test where the browser, its driver or selenium is not installed."""
    webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed: the extra `dev` brings it")
    if CHROMIUM is None or DRIVER is None:
        pytest.skip("no browser on this machine: apt-get install chromium chromium-driver")
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in (*_FLAGS, *(("--no-sandbox",) if os.getuid() == 0 else ())):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))
    try:
        yield driver
    finally:
        driver.quit()


def until(driver: Any, holds: Callable[[], bool]) -> None:
    """Wait until it holds: a page that a click led to may still be on its way."""
    from selenium.common.exceptions import NoSuchElementException, StaleElementReferenceException
    from selenium.webdriver.support.wait import WebDriverWait

    moving = (NoSuchElementException, StaleElementReferenceException)
    WebDriverWait(driver, WAIT_S, poll_frequency=0.1, ignored_exceptions=moving).until(lambda _: holds())


def follow(driver: Any, how: str, what: str) -> None:
    """Click a link or a button, and wait until another page is there."""
    before = driver.find_element("tag name", "html")
    driver.find_element(how, what).click()
    until(driver, lambda: driver.find_element("tag name", "html") != before)
    until(driver, lambda: bool(driver.execute_script("return document.readyState === 'complete'")))


def resize(driver: Any, width: int) -> None:
    """Make the window as wide as a desktop's or a phone's."""
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)


def overflow(driver: Any) -> int:
    """By how many pixels the page is wider than the window; the texts that stick out are what a person would have to push."""
    return int(driver.execute_script("return document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def complaints(driver: Any) -> list[str]:
    """What the browser's console says: broken pages, refused scripts, things that could not be fetched."""
    return [entry["message"] for entry in driver.get_log("browser") if "favicon" not in entry["message"]]

"""Pages of the embedded sites without a socket, and as their readers see them."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from bs4 import BeautifulSoup, Tag

from pipelines.demo.site.answers import Answer, Asked
from pipelines.demo.site.catalogue import Catalogue, catalogue
from pipelines.demo.site.desk import BY_HOST

CORPUS = catalogue()


def ask(host: str, target: str, listed: Catalogue = CORPUS, page_size: int = 100, cut_tests: bool = False) -> Answer | None:
    split = urlsplit(target)
    return BY_HOST[host].answer(Asked(listed, split.path, dict(parse_qsl(split.query)), page_size, cut_tests))


def get(host: str, target: str, listed: Catalogue = CORPUS, page_size: int = 100, cut_tests: bool = False) -> Answer:
    """A page that must be there."""
    found = ask(host, target, listed, page_size, cut_tests)
    assert found is not None, f"{host} has no {target}"
    return found


def charset(answer: Answer) -> str:
    """What the header says, or else the page."""
    said = re.search(r"charset=([\w-]+)", answer.content_type) or re.search(r'charset=([\w-]+)"', answer.body.decode("latin-1"))
    assert said is not None
    return said[1]


def soup(answer: Answer) -> BeautifulSoup:
    return BeautifulSoup(answer.body.decode(charset(answer)), "lxml")


def value(answer: Answer) -> Any:
    return json.loads(answer.body)


def inside(pre: Tag) -> str:
    """What a browser shows in a `pre`: the first newline does not count, `br` is one, and so is CR LF."""
    for line in pre.select("br"):
        line.replace_with("\n")
    lines = pre.select(".test-example-line")
    text = "".join(line.get_text() + "\n" for line in lines) if lines else pre.get_text()
    return text.replace("\r\n", "\n").removeprefix("\n")

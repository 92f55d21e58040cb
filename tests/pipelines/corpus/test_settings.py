"""Settings of a corpus: checked once, with messages that quote what is wrong."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipelines.corpus.languages import LANGUAGES
from pipelines.corpus.settings import CorpusError, CorpusSettings
from tests.pipelines.corpus.making import write


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"inputs": ()}, "no input is given"),
        ({"languages": ()}, "--languages: at least one is needed of cpp, "),
        ({"languages": ("python", "cobol")}, "--languages cobol: expected any of cpp, csharp"),
        ({"undated": "maybe"}, "--undated maybe: expected any of drop, keep, modified"),
        ({"exclude_splits": ("all",)}, "--exclude_splits all: expected any of train, valid, test"),
    ],
)
def test_what_makes_no_sense_is_refused(wrong: dict[str, Any], message: str) -> None:
    with pytest.raises(CorpusError, match=message):
        CorpusSettings(**{"inputs": ("x",), **wrong})


def test_the_manifest_has_plain_values_in_order() -> None:
    settings = CorpusSettings(inputs=("b", "a", "b"), before=date(2021, 7, 14))
    assert settings.as_json() == {
        "inputs": ["a", "b"],
        "languages": sorted(LANGUAGES),
        "before": "2021-07-14",
        "undated": "drop",
        "licences": [],
        "exclude": [],
        "exclude_splits": [],
        "near": "",
    }


def test_a_fingerprint_is_that_of_settings_and_inputs(tmp_path: Path) -> None:
    write(tmp_path, {"a.tar": "1", "b.tar": "1"})
    a, b = str(tmp_path / "a.tar"), str(tmp_path / "b.tar")
    one = CorpusSettings(inputs=(a, b)).fingerprint()
    assert one == CorpusSettings(inputs=(b, a, b)).fingerprint()
    assert one != CorpusSettings(inputs=(a,)).fingerprint()
    assert one != CorpusSettings(inputs=(a, b), before=date(2021, 7, 14)).fingerprint()
    write(tmp_path, {"a.tar": "12"})
    assert one != CorpusSettings(inputs=(a, b)).fingerprint()


def test_an_input_that_is_not_there_has_none(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="No such file or directory; give what is there"):
        CorpusSettings(inputs=(str(tmp_path / "gone"),)).fingerprint()
    with pytest.raises(CorpusError, match=r"gone/manifest\.json"):
        CorpusSettings(inputs=(str(tmp_path),), exclude=(str(tmp_path / "gone"),)).fingerprint()

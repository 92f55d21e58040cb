"""Licences by the phrases of their texts, by the line that states them, by the folder they lie in."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.corpus.licences import Licences, expression, is_licence_file, licences_in, stated_licence
from tests.pipelines.corpus.making import ISC, MIT

_DEBIAN = Path("/usr/share/common-licenses")
_BSD = (
    "Redistribution and use in source and binary forms, with or without modification, are permitted provided that the\n"
    "following conditions are met:\n1. Redistributions of source code must retain the above copyright notice.\n"
)
_NO_ENDORSEMENT = (
    "3. Neither the name of X may be used to endorse or promote products derived from this software without leave.\n"
)


def of(files: dict[str, str], folder: str = "a/b", repository: str = "r") -> str:
    """The licence that a folder of a repository is found to have."""
    licences = Licences()
    for path, text in files.items():
        licences.add("r", path, text.encode())
    return licences.of_folder(repository, folder)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (MIT, ("MIT",)),
        (MIT.partition("The above")[0], ("MIT-0",)),
        (MIT + "Except as contained in this notice, the name of X shall not be used.", ("X11",)),
        (ISC, ("ISC",)),
        (MIT + "\n\n----\n\n" + ISC, ("ISC", "MIT")),
        (_BSD, ("BSD-2-Clause",)),
        (_BSD + _NO_ENDORSEMENT, ("BSD-3-Clause",)),
        ("Mozilla Public License, v. 2.0", ("MPL-2.0",)),
        ("All rights reserved.", ()),
        ("", ()),
    ],
)
def test_a_text_is_known_by_its_phrases(text: str, names: tuple[str, ...]) -> None:
    assert licences_in(text.encode()) == names


@given(st.sampled_from([MIT, ISC, _BSD]), st.integers(10, 90), st.sampled_from(["", "# ", " * ", "\t"]))
def test_wrapping_indenting_and_case_do_not_matter(text: str, width: int, prefix: str) -> None:
    words, lines, line = text.split(), [], ""
    for word in words:
        if len(line) + len(word) > width:
            lines.append(prefix + line)
            line = ""
        line += f" {word}"
    again = "\r\n".join([*lines, prefix + line])
    assert licences_in(again.upper().encode()) == licences_in(text.encode())


def test_a_part_of_a_word_is_no_phrase() -> None:
    assert licences_in(b"mozilla public license version 2 01") == ()


@pytest.mark.parametrize(
    ("name", "licence"),
    [
        ("Apache-2.0", "Apache-2.0"),
        ("Artistic", "Artistic-1.0"),
        ("BSD", "BSD-3-Clause"),
        ("CC0-1.0", "CC0-1.0"),
        ("GPL-1", "GPL-1.0-only"),
        ("GPL-2", "GPL-2.0-only"),
        ("GPL-3", "GPL-3.0-only"),
        ("LGPL-2", "LGPL-2.0-only"),
        ("LGPL-2.1", "LGPL-2.1-only"),
        ("LGPL-3", "LGPL-3.0-only"),
        ("MPL-1.1", "MPL-1.1"),
        ("MPL-2.0", "MPL-2.0"),
    ],
)
def test_the_whole_texts_that_debian_has(name: str, licence: str) -> None:
    if not (_DEBIAN / name).is_file():
        pytest.skip(f"no {_DEBIAN / name} on this machine")
    assert licences_in((_DEBIAN / name).read_bytes()) == (licence,)


@pytest.mark.parametrize(
    "name", ["LICENSE", "licence.txt", "COPYING.LESSER", "LICENSE-MIT", "UNLICENSE", "COPYRIGHT", "License.md"]
)
def test_names_of_licence_files(name: str) -> None:
    assert is_licence_file(name)


@pytest.mark.parametrize("name", ["license.json", "LICENSE-3rdparty.csv", "THIRD-PARTY", "copyrights", "mylicense", "README"])
def test_names_of_other_files(name: str) -> None:
    assert not is_licence_file(name)


def test_the_nearest_licence_above_counts() -> None:
    files = {"LICENSE": MIT, "a/LICENSE": "no text that is known", "c/COPYING": ISC}
    assert of(files, "a/b") == "MIT"
    assert of(files, "c") == of(files, "c/d/e") == "ISC"
    assert of(files, "") == "MIT"
    assert of(files, "ca") == "MIT"
    assert of(files, "a", repository="another") == ""
    assert of({}, "a/b/c") == ""


def test_a_licence_that_comes_later_counts_too() -> None:
    licences = Licences()
    assert licences.of_folder("r", "a") == ""
    licences.add("r", "LICENSE", MIT.encode())
    assert licences.of_folder("r", "a") == "MIT"


def test_several_files_leave_a_choice_or_hold_at_once() -> None:
    assert of({"LICENSE-MIT": MIT, "LICENSE-ISC": ISC}) == "ISC OR MIT"
    assert of({"LICENSE": MIT, "COPYING": ISC}) == "ISC AND MIT"
    assert of({"LICENSE": MIT, "LICENSE.md": MIT}) == "MIT"
    assert of({"LICENSE-BOTH": MIT + ISC, "LICENSE-BSD": _BSD}) == "BSD-2-Clause OR (ISC AND MIT)"
    lesser = "GNU LESSER GENERAL PUBLIC LICENSE Version 3, 29 June 2007"
    full = "GNU GENERAL PUBLIC LICENSE Version 3, 29 June 2007"
    assert of({"COPYING": full, "COPYING.LESSER": lesser}) == "LGPL-3.0-only"


@pytest.mark.parametrize(
    ("line", "licence"),
    [
        ("// SPDX-License-Identifier: MIT", "MIT"),
        ("/* SPDX-License-Identifier: (GPL-2.0-only OR mit) */", "(GPL-2.0-only OR MIT)"),
        ("# SPDX-License-Identifier:  Apache-2.0 WITH LLVM-exception\r", "Apache-2.0 WITH LLVM-exception"),
        ("<!-- SPDX-License-Identifier: ISC -->", "ISC"),
        ('pattern = "SPDX-License-Identifier: MIT"', ""),
        ("# SPDX-License-Identifier: (MIT", ""),
        ("# SPDX-License-Identifier:", ""),
    ],
)
def test_a_file_states_its_licence_in_a_comment(line: str, licence: str) -> None:
    assert stated_licence(f"#!/bin/x\n{line}\ncode\n".encode()) == licence


def test_a_line_far_down_states_nothing() -> None:
    assert stated_licence(b"x = 1\n" * 1000 + b"# SPDX-License-Identifier: MIT\n") == ""


@given(st.text(max_size=40))
def test_an_expression_is_its_own(text: str) -> None:
    found = expression(text)
    assert expression(found) == found
    assert not found or re.fullmatch(r"[A-Za-z0-9.+\-() ]+", found)


def test_words_are_no_expression() -> None:
    assert expression("Copyright 2020 the authors") == ""
    assert expression(" apache-2.0   or MIT ") == ""
    assert expression(" apache-2.0   OR MIT ") == "Apache-2.0 OR MIT"

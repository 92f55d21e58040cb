"""Which licence a file is under: by the line that it says so in, or by the texts that its repository has above it.

A licence's text is known by phrases that no other one has (letter case, white space and punctuation ignored), so reflowed
and reindented texts are found, and several in one file. Names are those of the SPDX list.
"""

from __future__ import annotations

import functools
import re

MAX_LICENCE_BYTES = 400_000
_NAME = re.compile(r"(?i)\A(?:un)?licen[cs]e|\Acopying|\Acopyright\b|\Amit-licen[cs]e")
_NO_TEXT = re.compile(r"(?i)third|3rd|\.(?:json|csv|html?|docx?|pdf|png|svg|ya?ml|xml|tmpl|in)\Z")
_NOT_A_WORD = re.compile(r"[^a-z0-9]+")
_NAMED = r"\(*[A-Za-z0-9][A-Za-z0-9.+\-]{1,60}\)*"
_EXPRESSION = rf"{_NAMED}(?: +(?:AND|OR|WITH) +{_NAMED}){{0,20}}"
_SPDX = re.compile(rf"^[ \t/*#;%!\-\"'(<.]*SPDX-License-Identifier:[ \t]*({_EXPRESSION})".encode(), re.MULTILINE)
_SPDX_HEAD_BYTES = 4096

_GPL = "gnu general public license as published by the free software foundation"
_BSD = "redistribution and use in source and binary forms with or without modification are permitted provided that"
_NO_ENDORSEMENT = "endorse or promote products derived from this software without"
_ADVERTISING = "all advertising materials mentioning features or use of this software must display"
_MIT = (
    "permission is hereby granted free of charge to any person obtaining a copy of this software and associated documentation"
)
_MIT_NOTICE = "the above copyright notice and this permission notice shall be included in all copies or substantial portions"
_MIT_X11 = "except as contained in this notice the name"
_ISC_ON_TERMS = "for any purpose with or without fee is hereby granted provided that the above copyright notice"
_ISC_FREELY = "for any purpose with or without fee is hereby granted the software is provided as is"

_TEXTS: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("0BSD", (_ISC_FREELY,), ()),
    ("AFL-3.0", ("academic free license afl v 3 0",), ()),
    ("AGPL-3.0-only", ("gnu affero general public license version 3 19 november 2007",), ()),
    ("Apache-1.1", ("the apache software license version 1 1",), ()),
    ("Apache-2.0", ("apache license version 2 0",), ()),
    ("Artistic-1.0", ("the artistic license preamble the intent of this document",), ()),
    ("Artistic-2.0", ("the artistic license 2 0",), ()),
    ("BlueOak-1.0.0", ("blue oak model license version 1 0 0",), ()),
    ("BSD-2-Clause", (_BSD,), (_NO_ENDORSEMENT, "neither the name", _ADVERTISING)),
    ("BSD-3-Clause", (_BSD, _NO_ENDORSEMENT), (_ADVERTISING,)),
    ("BSD-4-Clause", (_BSD, _ADVERTISING), ()),
    ("BSL-1.0", ("boost software license version 1 0",), ()),
    ("BUSL-1.1", ("business source license 1 1",), ()),
    ("CC-BY-3.0", ("attribution 3 0 unported",), ()),
    ("CC-BY-4.0", ("attribution 4 0 international",), ()),
    ("CC-BY-NC-4.0", ("attribution noncommercial 4 0 international",), ()),
    ("CC-BY-NC-SA-4.0", ("attribution noncommercial sharealike 4 0 international",), ()),
    ("CC-BY-SA-4.0", ("attribution sharealike 4 0 international",), ()),
    ("CC0-1.0", ("cc0 1 0 universal",), ()),
    ("CDDL-1.0", ("common development and distribution license cddl version 1 0",), ()),
    ("CDDL-1.1", ("common development and distribution license cddl version 1 1",), ()),
    ("ECL-2.0", ("educational community license version 2 0",), ()),
    ("Elastic-2.0", ("elastic license 2 0",), ()),
    ("EPL-1.0", ("eclipse public license v 1 0",), ()),
    ("EPL-2.0", ("eclipse public license v 2 0",), ()),
    ("EUPL-1.2", ("european union public licence v 1 2",), ()),
    ("GPL-1.0-only", ("gnu general public license version 1 february 1989",), ()),
    ("GPL-2.0-only", ("gnu general public license version 2 june 1991",), ()),
    ("GPL-3.0-only", ("gnu general public license version 3 29 june 2007",), ()),
    ("GPL-2.0-or-later", (_GPL, "version 2 of the license or at your option any later"), ("everyone is permitted to copy",)),
    ("GPL-3.0-or-later", (_GPL, "version 3 of the license or at your option any later"), ("everyone is permitted to copy",)),
    ("HPND", ("this software and its documentation for any purpose and without fee is hereby granted",), ()),
    ("ISC", (_ISC_ON_TERMS,), ()),
    ("LGPL-2.0-only", ("gnu library general public license version 2 june 1991",), ()),
    ("LGPL-2.1-only", ("gnu lesser general public license version 2 1 february 1999",), ()),
    ("LGPL-3.0-only", ("gnu lesser general public license version 3 29 june 2007",), ()),
    ("MIT", (_MIT, _MIT_NOTICE), (_MIT_X11,)),
    ("MIT-0", (_MIT,), (_MIT_NOTICE,)),
    ("MPL-1.1", ("mozilla public license version 1 1",), ()),
    ("MPL-2.0", ("mozilla public license version 2 0",), ()),
    ("MPL-2.0", ("mozilla public license v 2 0",), ()),
    ("MS-PL", ("microsoft public license ms pl",), ()),
    ("MulanPSL-2.0", ("mulan permissive software license version 2",), ()),
    ("OFL-1.1", ("sil open font license version 1 1",), ()),
    ("OpenSSL", ("openssl license", "this product includes software developed by the openssl project"), ()),
    ("PHP-3.01", ("the php license version 3 01",), ()),
    ("PostgreSQL", ("without fee and without a written agreement is hereby granted",), ()),
    ("PSF-2.0", ("python software foundation license version 2",), ()),
    ("Ruby", ("make and give away verbatim copies of the source form of the software without restriction",), ()),
    ("SSPL-1.0", ("server side public license version 1",), ()),
    ("Unicode-3.0", ("unicode license v3",), ()),
    ("Unicode-DFS-2016", ("unicode inc license agreement data files and software",), ()),
    ("Unlicense", ("this is free and unencumbered software released into the public domain",), ()),
    ("UPL-1.0", ("universal permissive license",), ()),
    ("Vim", ("vim license", "you must provide the changes"), ()),
    ("WTFPL", ("do what the fuck you want to public license",), ()),
    ("X11", (_MIT, _MIT_NOTICE, _MIT_X11), ()),
    ("Zlib", ("altered source versions must be plainly marked as such", "the origin of this software must not be"), ()),
)
"""Name, phrases that all occur, phrases of which none does. Versions of the GPL whose text alone is there are `-only`: that
the reader may choose a later one is not said in it."""

_KNOWN = {name.lower(): name for name, _, _ in _TEXTS}


def is_licence_file(name: str) -> bool:
    """Whether a file by this name should hold the text of a licence."""
    return _NAME.match(name) is not None and _NO_TEXT.search(name) is None


@functools.lru_cache(maxsize=128)  # one text lies in many folders
def licences_in(text: bytes) -> tuple[str, ...]:
    """The licences whose texts are in it, in order of their names."""
    words = f" {_NOT_A_WORD.sub(' ', text[:MAX_LICENCE_BYTES].decode('latin-1').lower())} "
    found = {
        name
        for name, needed, barred in _TEXTS
        if all(f" {phrase} " in words for phrase in needed) and not any(f" {phrase} " in words for phrase in barred)
    }
    return tuple(sorted(found))


def stated_licence(content: bytes) -> str:
    """The licence that a source file states near its beginning in an SPDX line, "" where it states none."""
    if content.find(b"SPDX-License-Identifier:", 0, _SPDX_HEAD_BYTES) < 0:
        return ""
    match = _SPDX.search(content[:_SPDX_HEAD_BYTES])
    return expression(match[1].decode()) if match else ""


def expression(text: str) -> str:
    """A licence expression with its white space and the case of known names set right; "" for what is none."""
    text = " ".join(text.split())
    if not re.fullmatch(_EXPRESSION, text) or text.count("(") != text.count(")"):
        return ""
    return re.sub(r"[A-Za-z0-9][A-Za-z0-9.+\-]+", lambda word: _KNOWN.get(word[0].lower(), word[0]), text)


class Licences:
    """The licence texts of one part of the input, by repository and folder."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], dict[str, tuple[str, ...]]] = {}
        self._settled: dict[tuple[str, str], str] = {}

    def add(self, repository: str, path: str, text: bytes) -> None:
        """A licence file."""
        folder, _, name = path.rpartition("/")
        self._found.setdefault((repository, folder), {})[name] = licences_in(text)
        self._settled.clear()

    def of_folder(self, repository: str, folder: str) -> str:
        """The licence of a folder, which is that of the nearest one at or above it that has one; "" where none has."""
        key = repository, folder
        found = self._settled.get(key)
        if found is None:
            found = _joined(self._found.get(key, {}))
            if not found and folder:
                found = self.of_folder(repository, folder.rpartition("/")[0])
            self._settled[key] = found
        return found


def _joined(files: dict[str, tuple[str, ...]]) -> str:
    """One expression for the licence files of a folder.

    `LICENSE-MIT` beside `LICENSE-APACHE` leaves the choice; `COPYING.LESSER` is what the GPL beside it is weakened to;
    what stands in one file, or in files with other names, holds all at once.
    """
    known = {name: found for name, found in sorted(files.items()) if found}
    lesser = [found for name, found in known.items() if name.lower().startswith("copying.less")]
    if lesser:
        return " AND ".join(lesser[0])
    choices = {" AND ".join(found) for name, found in known.items() if re.match(r"(?i)licen[cs]e[-._](?!md|txt|rst)", name)}
    if len(known) == len(choices) > 1:
        return " OR ".join(f"({one})" if " " in one else one for one in sorted(choices))
    return " AND ".join(sorted({one for found in known.values() for one in found}))

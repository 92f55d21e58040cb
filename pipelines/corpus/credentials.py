"""Keys, tokens, passwords and private keys in source files: found by the formats that their issuers give them, and masked.

A mask names its kind, e.g. `<GITHUB_TOKEN>`, so what remains is still the text that a reader expects there. Masked text has
nothing more to mask. Values that only stand for a secret (`changeme`, `<your key>`, `${TOKEN}`) are left as they are.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import pyarrow as pa
import pyarrow.compute as pc

_PRIVATE_KEY_BYTES = 16_384
_LEAST_BITS = 3.2
"""Entropy of a character in a quoted value under which it is no secret but a word or a pattern."""
_LEAST_HEX_BITS = 2.8
"""The same for hexadecimal digits, of which 4 bits are the most: forty at random have about 3.6."""
_LEAST_HEX_BYTES = 24
"""A shorter value of hexadecimal digits is rather the hash of something."""
_HINTED = 12
"""Characters after its beginning by which a token is suspected: fewer make RE2's machine smaller."""
_WORD, _ALNUM, _HEX = r"[A-Za-z0-9_\-]", "[A-Za-z0-9]", "[0-9a-f]"


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of secret. `hint`: a pattern in the syntax that `re` and RE2 share, which matches wherever `pattern` does.

    `pattern` has a group `secret`, which is what is masked. `name`: what has to end where a match begins; then it is taken for
    a secret only where it looks drawn at random.
    """

    kind: str
    hint: str
    pattern: re.Pattern[bytes]
    name: re.Pattern[bytes] | None = None


def _token(kind: str, start: str, characters: str, least: int, most: int, end: str = "") -> Format:
    """A secret that begins with `start`, goes on with `least` to `most` of the characters, and stands alone."""
    pattern = rf"(?<![A-Za-z0-9_])(?P<secret>(?:{start}){characters}{{{least},{most}}}{end})(?![A-Za-z0-9_])"
    return Format(kind, f"(?:{start}){characters}{{{min(least, _HINTED)}}}", re.compile(pattern.encode()))


_NAMES = "(?i:secret|token|passw|api_?key|access_?key|auth_?key|private_?key|credential)"
_IN_NAMES = re.compile(rb"secret|token|passw|key|credential")
"""One of which is in each of the names, in small letters."""
_IS = r"[:=][=>]?[\t ]*"
_MAX_NAME_BYTES = 80
_VALUE = r"[A-Za-z0-9+/=_.\-]"
_PEM = r"(?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----"
_JWT_HEAD = rf"eyJ{_WORD}{{10,500}}\.eyJ{_WORD}{{10,8000}}\."

FORMATS: tuple[Format, ...] = (
    Format(
        "PRIVATE_KEY",
        "-----BEGIN [A-Z0-9 ]*PRIVATE KEY",
        re.compile(f"-----BEGIN {_PEM}(?P<secret>[^<]{{64,{_PRIVATE_KEY_BYTES}}}?)-----END {_PEM}".encode()),
    ),
    _token("AWS_KEY", "AKIA|ASIA|ABIA|ACCA", "[A-Z2-7]", 16, 16),
    _token("GITHUB_TOKEN", "gh[opsur]_", _ALNUM, 36, 255),
    _token("GITHUB_TOKEN", "github_pat_", "[A-Za-z0-9_]", 50, 100),
    _token("GITLAB_TOKEN", "glpat-", _WORD, 20, 64),
    _token("SLACK_TOKEN", "xox[abeprs]-", r"[A-Za-z0-9\-]", 20, 250),
    _token("SLACK_WEBHOOK", r"hooks\.slack\.com/services/T", "[A-Za-z0-9/]", 36, 60),
    _token("GOOGLE_KEY", "AIza", _WORD, 35, 35),
    _token("GOOGLE_TOKEN", r"ya29\.", _WORD, 30, 250),
    _token("GOOGLE_SECRET", "GOCSPX-", _WORD, 28, 28),
    _token("STRIPE_KEY", "[rs]k_live_|[rs]k_test_|whsec_", _ALNUM, 20, 250),
    _token("SENDGRID_KEY", r"SG\.", _WORD, 22, 22, rf"\.{_WORD}{{43}}"),
    Format(
        "OPENAI_KEY",
        rf"T3BlbkFJ{_WORD}{{12}}",
        re.compile(rf"(?<![A-Za-z0-9_])(?P<secret>sk-{_WORD}{{0,100}}T3BlbkFJ{_WORD}{{20,100}})(?![A-Za-z0-9_])".encode()),
    ),
    _token("ANTHROPIC_KEY", "sk-ant-", _WORD, 32, 200),
    _token("HUGGINGFACE_TOKEN", "hf_", "[A-Za-z]", 34, 34),
    _token("NPM_TOKEN", "npm_", _ALNUM, 36, 36),
    _token("PYPI_TOKEN", "pypi-AgEIcHlwaS5vcmc", _WORD, 50, 300),
    Format(
        "JSON_WEB_TOKEN",
        rf"eyJ{_WORD}{{10}}",
        re.compile(rf"(?<![A-Za-z0-9_])(?P<secret>{_JWT_HEAD}{_WORD}{{20,1000}})(?![A-Za-z0-9_])".encode()),
    ),
    Format("AZURE_KEY", "AccountKey=[A-Za-z0-9+/]{12}", re.compile(rb"AccountKey=(?P<secret>[A-Za-z0-9+/]{86}==)")),
    _token("DIGITALOCEAN_TOKEN", "do[opr]_v1_", _HEX, 64, 64),
    _token("SHOPIFY_TOKEN", "shp(?:at|ca|pa|ss)_", "[0-9a-fA-F]", 32, 32),
    _token("SQUARE_TOKEN", "sq0(?:atp|csp)-", _WORD, 22, 43),
    _token("DATABRICKS_TOKEN", "dapi", _HEX, 32, 32),
    _token("MAILGUN_KEY", "key-", _HEX, 32, 32),
    _token("AGE_KEY", "AGE-SECRET-KEY-1", "[A-Z0-9]", 58, 58),
    _token("TELEGRAM_TOKEN", "[0-9]{8,10}:AA", _WORD, 33, 33),
    Format(
        "SECRET",
        rf"{_NAMES}[A-Za-z0-9_\-]*[\"']?[\t ]*{_IS}[\"']{_VALUE}{{16}}",
        re.compile(rf"{_IS}(?P<quote>[\"'])(?P<secret>{_VALUE}{{16,200}})(?P=quote)".encode()),
        re.compile(rf"{_NAMES}[A-Za-z0-9_\-]{{0,40}}[\"']?[\t ]{{0,8}}\Z".encode()),
    ),
)
_STANDS_FOR = re.compile(rb"(?i)example|sample|dummy|placeholder|change_?me|your|xxxx|\.\.\.|12345|abcdef|deadbeef|(.)\1{7}")
_WORDS = re.compile(rb"[A-Za-z][a-z]{2,}[_.\-/][A-Za-z][a-z]{2,}|[A-Z]{3,}_[A-Z]{3,}|[a-z]{12}|[A-Z]{12}|(?:[A-Z][a-z]{3,}){2}")
_CLASSES = bytes(
    48 if chr(byte).isdigit() else 97 if chr(byte).islower() else 65 if chr(byte).isupper() else 95 for byte in range(256)
)
"""Of a byte whether it is a digit, a small letter, a capital one or something else."""


def suspected(contents: pa.Array) -> dict[int, list[Format]]:
    """The texts of an array of strings that may have a secret in them, by place, with the formats in question.

    RE2, which never backtracks, passes over all of them once, and over the few that it finds for halves of the formats.
    """
    return _narrowed(contents, FORMATS)


def _narrowed(contents: pa.Array, formats: Sequence[Format]) -> dict[int, list[Format]]:
    places = pc.indices_nonzero(pc.match_substring_regex(contents, "|".join(one.hint for one in formats)))
    found: list[int] = places.to_pylist()
    if not found or len(formats) == 1:
        return {place: list(formats) for place in found}
    few, middle = contents.take(places), len(formats) // 2
    left, right = _narrowed(few, formats[:middle]), _narrowed(few, formats[middle:])
    return {place: [*left.get(number, ()), *right.get(number, ())] for number, place in enumerate(found)}


def mask_secrets(content: bytes, formats: Iterable[Format], masked: Counter[str]) -> bytes:
    """The text with every secret of these formats replaced by a mask of its kind, which are counted in `masked`."""
    for one in formats:
        content = _masked(content, one, masked)
    return content


def _masked(content: bytes, one: Format, masked: Counter[str]) -> bytes:
    mask = f"<{one.kind}>".encode()
    pieces, end = [], 0
    for match in one.pattern.finditer(content):
        if _is_secret(content, one, match):
            pieces += [content[end : match.start("secret")], mask]
            end = match.end("secret")
            masked[one.kind] += 1
    return b"".join([*pieces, content[end:]]) if pieces else content


def _is_secret(content: bytes, one: Format, match: re.Match[bytes]) -> bool:
    secret = match["secret"]
    if one.kind == "PRIVATE_KEY":  # programs that look for keys have its first and last line, too
        return re.search(rb"[A-Za-z0-9+/=]{40}", secret) is not None
    if one.name is not None:
        before = content[max(0, match.start() - _MAX_NAME_BYTES) : match.start()]
        # for most quoted values a word that is not there says all
        if not _IN_NAMES.search(before.lower()) or not one.name.search(before) or not looks_drawn(secret):
            return False
    return _STANDS_FOR.search(secret) is None


def looks_drawn(value: bytes) -> bool:
    """Whether a value looks drawn at random: letters and digits mixed all over, many different ones, no words.

    Hexadecimal digits make no words, however many letters come in a row.
    """
    classes = value.translate(_CLASSES)
    if not {ord("a"), ord("0")} <= set(classes.lower()):
        return False
    if re.fullmatch(rb"[0-9a-f]+|[0-9A-F]+", value):
        return len(value) >= _LEAST_HEX_BYTES and entropy_bits(value) >= _LEAST_HEX_BITS
    if sum(one != other for one, other in pairwise(classes)) < len(value) / 6 or _WORDS.search(value):
        return False
    return entropy_bits(value) >= min(_LEAST_BITS, 0.8 * math.log2(len(value)))


def entropy_bits(value: bytes) -> float:
    """Shannon entropy of a byte of `value`, by how often each occurs in it."""
    return -sum(count / len(value) * math.log2(count / len(value)) for count in Counter(value).values())

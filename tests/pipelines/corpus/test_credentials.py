"""Secrets by the formats of their issuers: all are masked, only they are, and a mask is never masked again.

Whatever looks like a secret here is drawn when the test runs.
"""

from __future__ import annotations

import random
import string
from collections import Counter

import pyarrow as pa
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipelines.corpus.credentials import FORMATS, entropy_bits, looks_drawn, mask_secrets, suspected

_ALNUM, _HEX = string.ascii_letters + string.digits, "0123456789abcdef"
_WORD = _ALNUM + "_-"


def draw(rng: random.Random, characters: str, length: int) -> str:
    """So many of the characters, with a letter and a digit at least and no run that stands for a secret."""
    while True:
        drawn = "".join(rng.choices(characters, k=length))
        if not any(word in drawn.lower() for word in ("12345", "abcdef", "xxxx", "your", "sample", "dummy")):
            return drawn


def pem(rng: random.Random, kind: str, newline: str = "\n") -> str:
    """A private key in the usual form."""
    lines = [draw(rng, _ALNUM + "+/", 64) for _ in range(rng.randint(3, 12))]
    return newline.join([f"-----BEGIN {kind}-----", *lines, f"-----END {kind}-----"])


def tokens(seed: int) -> dict[str, str]:
    """A token of each format, by its kind."""
    rng = random.Random(seed)
    return {
        "AWS_KEY": rng.choice(["AKIA", "ASIA"]) + draw(rng, string.ascii_uppercase + "234567", 16),
        "GITHUB_TOKEN": rng.choice(["ghp_", "gho_", "ghs_"]) + draw(rng, _ALNUM, 36),
        "GITLAB_TOKEN": "glpat-" + draw(rng, _ALNUM, 20),
        "SLACK_TOKEN": "xoxb-" + draw(rng, string.digits, 12) + "-" + draw(rng, _ALNUM, 24),
        "SLACK_WEBHOOK": "hooks.slack.com/services/T" + "/".join(draw(rng, _ALNUM, size) for size in (8, 10, 24)),
        "GOOGLE_KEY": "AIza" + draw(rng, _ALNUM, 35),
        "GOOGLE_TOKEN": "ya29." + draw(rng, _WORD[:62], 60),
        "GOOGLE_SECRET": "GOCSPX-" + draw(rng, _ALNUM, 28),
        "STRIPE_KEY": "sk_live_" + draw(rng, _ALNUM, 24),
        "SENDGRID_KEY": f"SG.{draw(rng, _ALNUM, 22)}.{draw(rng, _ALNUM, 43)}",
        "OPENAI_KEY": f"sk-{draw(rng, _ALNUM, 20)}T3BlbkFJ{draw(rng, _ALNUM, 20)}",
        "ANTHROPIC_KEY": "sk-ant-api03-" + draw(rng, _ALNUM, 90),
        "HUGGINGFACE_TOKEN": "hf_" + draw(rng, string.ascii_letters, 34),
        "NPM_TOKEN": "npm_" + draw(rng, _ALNUM, 36),
        "PYPI_TOKEN": "pypi-AgEIcHlwaS5vcmc" + draw(rng, _ALNUM, 120),
        "JSON_WEB_TOKEN": "eyJ" + ".eyJ".join(draw(rng, _ALNUM, 30) for _ in range(2)) + "." + draw(rng, _ALNUM, 43),
        "AZURE_KEY": "AccountKey=" + draw(rng, _ALNUM + "+/", 86) + "==",
        "DIGITALOCEAN_TOKEN": "dop_v1_" + draw(rng, _HEX, 64),
        "SHOPIFY_TOKEN": "shpat_" + draw(rng, _HEX, 32),
        "SQUARE_TOKEN": "sq0atp-" + draw(rng, _ALNUM, 22),
        "DATABRICKS_TOKEN": "dapi" + draw(rng, _HEX, 32),
        "MAILGUN_KEY": "key-" + draw(rng, _HEX, 32),
        "AGE_KEY": "AGE-SECRET-KEY-1" + draw(rng, string.ascii_uppercase + string.digits, 58),
        "TELEGRAM_TOKEN": draw(rng, "6789", 10) + ":AA" + draw(rng, _ALNUM, 33),
        "PRIVATE_KEY": pem(rng, rng.choice(["RSA PRIVATE KEY", "PRIVATE KEY", "EC PRIVATE KEY", "OPENSSH PRIVATE KEY"])),
        "SECRET": 'client_secret = "' + draw(rng, _HEX, 40) + '"',
    }


def masked(text: str) -> tuple[str, Counter[str]]:
    """A text with its secrets masked, and how many."""
    counts: Counter[str] = Counter()
    formats = suspected(pa.array([text], pa.string())).get(0, [])
    return mask_secrets(text.encode(), formats, counts).decode(), counts


def test_there_is_a_token_of_every_kind() -> None:
    assert set(tokens(0)) == {one.kind for one in FORMATS}


@given(st.integers(0, 10**6), st.sampled_from(sorted(tokens(0))), st.sampled_from(["", "x = '", "\n", "Bearer ", "(", "é"]))
def test_a_token_is_masked_by_its_kind_wherever_it_stands(seed: int, kind: str, before: str) -> None:
    token = tokens(seed)[kind]
    text, counts = masked(f"import os\n{before}{token}\nprint(1)\n")
    assert counts == {kind: 1}
    assert f"<{kind}>" in text
    assert text.startswith(f"import os\n{before}")
    assert text.endswith("\nprint(1)\n")
    assert token not in text


@given(
    st.lists(st.tuples(st.integers(0, 10**6), st.sampled_from(sorted(tokens(0)))), max_size=4),
    st.text("ab =:'\"\n@", max_size=8),
)
def test_masked_text_has_nothing_more_to_mask(found: list[tuple[int, str]], between: str) -> None:
    text, _ = masked(between.join(tokens(seed)[kind] for seed, kind in found))
    assert masked(text) == (text, Counter())


@given(st.integers(0, 10**6))
@example(12098)  # 81b7a96a5cebcadfadbccfe5...: thirteen small letters in a row are no word where all are hexadecimal digits
@example(757)  # 21110ffe760bba8741348512...: mostly digits
def test_every_secret_of_a_file_is_masked_in_its_place(seed: int) -> None:
    found = tokens(seed)
    lines = [f"line {number} {token} end" for number, token in enumerate(found.values())]
    text, counts = masked("\n".join(lines))
    assert counts == Counter(found.keys())
    assert [line for line in text.split("\n") if line.endswith(" end")][-1].startswith(
        f"line {len(found) - 1} client_secret = "
    )


@given(st.text("abcdefgh_ =\n'\":(){}[].0123456789ghp_AKIA-", max_size=300))
def test_ordinary_text_stays_as_it_is_byte_for_byte(text: str) -> None:
    again, counts = masked(text)
    assert again == text or counts


@pytest.mark.parametrize(
    "line",
    [
        'password = "changeme_changeme_1"',
        'api_key = "your-api-key-goes-here-123"',
        'TOKEN_TYPE = "urn:ietf:params"',
        'secret_name = "projects/my-project/secrets/db2"',
        "password = os.environ['DATABASE_PASSWORD_2']",
        'token = "x-access-token-v2-header"',
        'AWS = "AKIAIOSFODNN7EXAMPLE"',
        'auth_key = "aaaaaaaaaaaaaaaaaaaaaa11"',
        '"AWS::IAM::AccessKey": "62d91b17309e76c8"',
        'private_key = "-----BEGIN RSA PRIVATE KEY-----"',
        '"-----BEGIN PRIVATE KEY-----", "and a few words between the two, but no key at all -----END PRIVATE KEY-----"',
        'color = "a3f5c9d2e8b14f6070a1b2c3d4e5f607"',
    ],
)
def test_what_only_stands_for_a_secret_stays(line: str) -> None:
    assert masked(line) == (line, Counter())


@pytest.mark.parametrize(
    "form", ['{}_KEY: "{}"', "{}key => '{}'", '"{}Token" : "{}"', "my_{}_password='{}'", '{}_SECRET := "{}"']
)
def test_quoted_values_of_names_that_say_so_are_secrets(form: str) -> None:
    value = draw(random.Random(3), _ALNUM, 32)
    name = "api" if "password" not in form else "db"
    text, counts = masked(form.format(name, value))
    assert counts == {"SECRET": 1}
    assert value not in text
    assert "<SECRET>" in text


def test_most_drawn_values_look_drawn_and_words_do_not() -> None:
    rng = random.Random(7)
    for characters, length in ((_HEX, 32), (_ALNUM, 32), (_ALNUM + "+/", 40), (string.ascii_lowercase + string.digits, 24)):
        seen = sum(looks_drawn(draw(rng, characters, length).encode()) for _ in range(300))
        assert seen > 0.85 * 300, (characters, seen)
    for words in (b"googlecloudsecretmanager", b"X-Xet-Access-Token", b"hf_oauth__refresh_token", b"CustomPrivateKeySign"):
        assert not looks_drawn(words)


@given(st.binary(min_size=1, max_size=64))
def test_entropy_is_that_of_the_bytes(value: bytes) -> None:
    bits = entropy_bits(value)
    assert -1e-9 <= bits <= 8
    assert (bits < 1e-9) == (len(set(value)) == 1)


def test_a_private_key_in_quoted_lines_is_masked_between_its_ends() -> None:
    key = pem(random.Random(5), "RSA PRIVATE KEY", newline='\\n"\n    "')
    text, counts = masked(f'KEY = ("{key}")\n')
    assert counts == {"PRIVATE_KEY": 1}
    assert text == 'KEY = ("-----BEGIN RSA PRIVATE KEY-----<PRIVATE_KEY>-----END RSA PRIVATE KEY-----")\n'

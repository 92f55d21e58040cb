"""Cookies go to the hosts that they are for and nowhere else; nothing that is said about them shows them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.scrapers.fetching.cookies import Cookie, CookieError, Cookies, read_cookies, warnings

HOSTS = ("a.test", "api.a.test")
SECRET = "s3cr3t-s3cr3t"
NOW = 1_700_000_000.0
JAR = "\n".join(
    [
        "# Netscape HTTP Cookie File",
        "",
        f"a.test\tFALSE\t/\tTRUE\t0\tsession\t{SECRET}",
        f"#HttpOnly_.a.test\tTRUE\t/user\tFALSE\t{int(NOW) + 100}\twide\t{SECRET}2",
        f"a.test\tFALSE\t/\tTRUE\t{int(NOW) - 1}\told\t{SECRET}3",
        f"other.test\tTRUE\t/\tTRUE\t0\tforeign\t{SECRET}4",
        f"test.a.test\tFALSE\t/\tTRUE\t0\tsister\t{SECRET}5",
    ]
)


def written(path: Path, text: str, mode: int = 0o600) -> Path:
    """A cookie file."""
    path.write_text(text)
    path.chmod(mode)
    return path


@pytest.mark.parametrize(
    "url, header",
    [
        ("https://a.test/", f"session={SECRET}"),
        ("http://a.test/", ""),
        ("https://a.test/user/x", f"wide={SECRET}2; session={SECRET}"),
        ("https://a.test/users", f"session={SECRET}"),
        ("http://api.a.test/user", f"wide={SECRET}2"),
        ("https://other.test/", ""),
        ("https://evila.test/user", ""),
        ("https://a.test.evil.test/user", ""),
    ],
)
def test_which_request_carries_which(tmp_path: Path, url: str, header: str) -> None:
    assert read_cookies(written(tmp_path / "c", JAR), HOSTS).header(url, NOW) == header


def test_plain_lines_are_for_every_host_of_the_site_in_secret_alone(tmp_path: Path) -> None:
    cookies = read_cookies(written(tmp_path / "c", f"# mine\nsession = {SECRET}\n\nlang=en=us\n"), HOSTS)
    for host in HOSTS:
        assert cookies.header(f"https://{host}/x", NOW) == f"session={SECRET}; lang=en=us"
        assert cookies.header(f"http://{host}/x", NOW) == ""
    assert cookies.header("https://b.test/x", NOW) == ""


@pytest.mark.parametrize(
    "line",
    [
        SECRET,
        f"a.test\tTRUE\t/\t{SECRET}",
        f"session={SECRET}; more={SECRET}",
        f"session={SECRET}\x01",
        f"ses sion={SECRET}",
        f"a.test\tTRUE\t/\tTRUE\tnever\tsession\t{SECRET}",
        f"a.test\tTRUE\t/\tTRUE\t0\tses sion\t{SECRET}",
        f"={SECRET}",
    ],
)
def test_a_line_that_is_none_is_named_and_not_quoted(tmp_path: Path, line: str) -> None:
    with pytest.raises(CookieError) as error:
        read_cookies(written(tmp_path / "c", f"fine=1\n{line}\n"), HOSTS)
    assert f"{tmp_path / 'c'}:2" in str(error.value)
    assert SECRET not in str(error.value)
    assert error.value.__cause__ is None


def test_a_file_without_a_cookie_for_the_site(tmp_path: Path) -> None:
    with pytest.raises(CookieError, match=r"no cookie for a\.test, api\.a\.test in it"):
        read_cookies(written(tmp_path / "c", f"other.test\tTRUE\t/\tTRUE\t0\tforeign\t{SECRET}"), HOSTS)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(CookieError, match="No such file"):
        read_cookies(tmp_path / "nowhere", HOSTS)
    (tmp_path / "bytes").write_bytes(b"a=\xff" + SECRET.encode())
    with pytest.raises(CookieError, match="not UTF-8") as error:
        read_cookies(tmp_path / "bytes", HOSTS)
    assert SECRET not in str(error.value)


@pytest.mark.parametrize(
    "mode, warned", [(0o600, False), (0o400, False), (0o640, True), (0o604, True), (0o644, True), (0o700, False)]
)
def test_who_else_can_read_it(tmp_path: Path, mode: int, warned: bool) -> None:
    path = written(tmp_path / "c", f"session={SECRET}", mode)
    said = warnings(path, read_cookies(path, HOSTS), NOW)
    assert bool(said) is warned
    assert not warned or f"mode {mode:03o}" in said[0]
    assert SECRET not in "".join(said)


def test_a_file_that_has_expired_is_warned_of(tmp_path: Path) -> None:
    path = written(tmp_path / "c", f"a.test\tFALSE\t/\tTRUE\t{int(NOW) - 1}\told\t{SECRET}")
    (said,) = warnings(path, read_cookies(path, HOSTS), NOW)
    assert "expired" in said


def test_they_do_not_show_when_they_are_printed() -> None:
    cookies = Cookies((Cookie("session", SECRET, "a.test"),))
    for shown in (repr(cookies), str(cookies), repr(cookies.entries), f"{cookies.entries[0]}"):
        assert SECRET not in shown


@given(st.binary(max_size=30), st.binary(max_size=30))
def test_pages_that_repeat_them_are_kept_without(before: bytes, after: bytes) -> None:
    cookies = Cookies((Cookie("session", SECRET, "a.test"), Cookie("longer", f'"{SECRET}-and-more"', "a.test")))
    for value in (SECRET.encode(), f"{SECRET}-and-more".encode()):
        hidden = cookies.conceal(before + value + after)
        assert value not in hidden
        assert len(hidden) == len(before + value + after)


def test_words_that_are_no_secrets_stay() -> None:
    cookies = Cookies((Cookie("lang", "en", "a.test"), Cookie("empty", "", "a.test")))
    assert cookies.conceal(b"when even") == b"when even"

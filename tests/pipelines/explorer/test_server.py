"""Who gets in: loopback alone, the right `Host`, the token; and nobody else, whatever they send."""

from __future__ import annotations

import http.client
import signal
import socket
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("duckdb", reason="duckdb is not installed: the extra `report` brings it")

import beam_runner
from pipelines.explorer.server import MOST_FORM_BYTES, Explorer
from tests.pipelines.building import start
from tests.pipelines.showing.html_checks import Checked
from tests.pipelines.showing.small_dataset import RIGHT, write


@pytest.fixture(scope="module")
def explorer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Explorer]:
    with Explorer(write(tmp_path_factory.mktemp("explorer") / "small")) as made:
        yield made


def ask(
    explorer: Explorer, target: str, method: str = "GET", body: bytes = b"", **headers: str
) -> tuple[int, dict[str, str], bytes]:
    """A request as any program could send it; the reply."""
    sent = {"Host": explorer.address, **{name.replace("_", "-"): value for name, value in headers.items()}}
    if method == "POST":
        sent.setdefault("Content-Length", str(len(body)))
    connection = http.client.HTTPConnection(explorer.address, timeout=20)
    try:
        connection.putrequest(method, target, skip_host=True, skip_accept_encoding=True)
        for name, value in sent.items():
            connection.putheader(name, value)
        connection.endheaders(body or None)
        reply = connection.getresponse()
        return reply.status, {name.lower(): value for name, value in reply.getheaders()}, reply.read()
    finally:
        connection.close()


def test_it_listens_on_loopback_alone(explorer: Explorer) -> None:
    assert explorer.socket.getsockname()[0] == "127.0.0.1"
    assert len(explorer.token) >= 32


def test_the_printed_address_opens(explorer: Explorer) -> None:
    status, headers, body = ask(explorer, f"/{explorer.token}/")
    assert status == 200
    Checked(body.decode())
    assert "script-src" not in headers["content-security-policy"]  # so default-src 'none' holds for scripts
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cache-control"] == "no-store"
    assert not any(name.startswith("access-control") for name in headers)
    assert "set-cookie" not in headers


@pytest.mark.parametrize(
    "change", [str.upper, lambda token: token[:-1], lambda token: token + "x", lambda token: "", lambda _: "é"]
)
def test_another_token_is_refused_and_told_nothing(explorer: Explorer, change: object) -> None:
    token = change(explorer.token)  # type: ignore[operator]
    for target in (f"/{token}/", f"/{token}/problem/0", f"/{token}"):
        if target.isascii():
            status, _, body = ask(explorer, target)
            assert status == 403, target
            assert b"sums" not in body and explorer.token.encode() not in body


@pytest.mark.parametrize(
    "target", ["/", "//", "/favicon.ico", "/problem/0", "*", "/%00", "/?token=x", "http://127.0.0.1/", "/.././"]
)
def test_addresses_without_the_token_are_refused(explorer: Explorer, target: str) -> None:
    assert ask(explorer, target)[0] == 403


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "[::1]:{port}", "", "127.0.0.1.evil:{port}"]
)
def test_another_host_is_refused_even_with_the_token(explorer: Explorer, host: str) -> None:
    named = host.format(port=explorer.server_address[1])
    assert ask(explorer, f"/{explorer.token}/", Host=named)[0] == 421
    assert ask(explorer, f"/{explorer.token}/problem/0/run", "POST", b"kind=public", Host=named)[0] == 421


def test_no_host_or_two_are_refused(explorer: Explorer) -> None:
    for lines in ([], [f"Host: {explorer.address}", "Host: evil.example"]):
        with socket.create_connection(("127.0.0.1", explorer.server_address[1]), timeout=20) as connection:
            connection.sendall("\r\n".join([f"GET /{explorer.token}/ HTTP/1.1", *lines, "", ""]).encode())
            assert connection.recv(1000).startswith(b"HTTP/1.1 421")


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
        {"Origin": "https://{address}"},
    ],
)
def test_forms_of_other_pages_are_refused(explorer: Explorer, headers: dict[str, str]) -> None:
    sent = {name: value.format(address=explorer.address) for name, value in headers.items()}
    body = f"kind=public&places=0&programs={RIGHT.digest}".encode()
    assert ask(explorer, f"/{explorer.token}/problem/0/run", "POST", body, **sent)[0] == 403
    assert ask(explorer, f"/{explorer.token}/job/1")[0] == 404


@pytest.mark.parametrize(
    "target",
    [
        "../../etc/passwd",
        "..%2f..%2fetc%2fpasswd",
        "%2e%2e/manifest.json",
        "manifest.json",
        "data/train-00000-of-00001.parquet",
        "%00",
    ],
)
def test_no_path_leads_to_a_file(explorer: Explorer, target: str) -> None:
    status, _, body = ask(explorer, f"/{explorer.token}/{target}")
    assert status == 404
    assert b"root:" not in body and b"PAR1" not in body and b"layout_version" not in body


def test_forms_that_are_too_large_or_no_forms_are_refused(explorer: Explorer) -> None:
    target = f"/{explorer.token}/problem/0/judge"
    assert ask(explorer, target, "POST", Content_Length=str(MOST_FORM_BYTES + 1))[0] == 413
    assert ask(explorer, target, "POST", Content_Length="-1")[0] == 413
    assert ask(explorer, target, "POST", Content_Length="9" * 5000)[0] in (413, 431, 400)
    assert ask(explorer, target, "POST", b"\xff\xfe")[0] == 400
    assert ask(explorer, target, "POST", b"&".join(b"a=1" for _ in range(100)))[0] == 400


def test_other_methods_do_nothing(explorer: Explorer) -> None:
    for method in ("PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"):
        assert ask(explorer, f"/{explorer.token}/", method)[0] == 501


def test_a_defect_is_told_on_the_terminal_and_the_server_lives_on(
    explorer: Explorer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(explorer.desk, "reply", lambda *_: 1 // 0)
        status, _, body = ask(explorer, f"/{explorer.token}/")
    assert status == 500
    assert b"Traceback" not in body
    assert "ZeroDivisionError" in capsys.readouterr().err
    assert ask(explorer, f"/{explorer.token}/")[0] == 200


def test_head_is_get_without_a_body(explorer: Explorer) -> None:
    status, headers, body = ask(explorer, f"/{explorer.token}/", "HEAD")
    assert (status, body) == (200, b"")
    assert int(headers["content-length"]) > 0


def test_the_command_serves_until_it_is_interrupted(tmp_path: Path) -> None:
    started = start("explore", str(write(tmp_path / "small")), cache=tmp_path)
    try:
        assert started.stdout is not None
        lines = [started.stdout.readline().strip() for _ in range(2)]
        url = lines[0].removeprefix("open ")
        assert lines[1] == "end with Ctrl-C"
        with urllib.request.urlopen(url, timeout=20) as reply:
            Checked(reply.read().decode())
        started.send_signal(signal.SIGINT)
        said, complained = started.communicate(timeout=60)
        assert (started.returncode, said, complained) == (0, "ended\n", "")
    finally:
        started.kill()
        started.communicate()


def test_the_command_refuses_what_makes_no_sense(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], explorer: Explorer
) -> None:
    assert beam_runner.main(["explore", str(tmp_path / "nowhere")]) == 2
    assert beam_runner.main(["explore", str(tmp_path), "--port", "70000"]) == 2
    taken = str(explorer.server_address[1])
    assert beam_runner.main(["explore", str(tmp_path), "--port", taken]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 3
    assert "--port 70000: at most 65535" in lines[1]

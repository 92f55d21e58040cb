"""A bucket on loopback that speaks as much of the JSON API of Google Cloud Storage as its client library asks for.

Objects lie in memory. `refuse` makes every request that touches a name with that prefix fail with a status.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import threading
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

google_crc32c = pytest.importorskip("google_crc32c", reason="needs codequorum[gcp]")

_OBJECT = re.compile(r"/(?:download/)?storage/v1/b/(?P<bucket>[^/]+)/o/(?P<name>[^/]+)")
_REWRITE = re.compile(
    r"/storage/v1/b/(?P<bucket>[^/]+)/o/(?P<name>[^/]+)/(?:rewriteTo|copyTo)/b/(?P<to>[^/]+)/o/(?P<new>[^/]+)"
)
_RANGE = re.compile(r"bytes=(\d+)-(\d*)")


class Storage:
    """What the buckets hold: content by (bucket, name)."""

    def __init__(self) -> None:
        self.objects: dict[tuple[str, str], bytes] = {}
        self.refused: dict[str, int] = {}
        self.uploads: dict[str, tuple[str, str, bytearray]] = {}
        self.asked: list[str] = []
        self.lock = threading.Lock()
        self.url = ""

    def refuse(self, prefix: str, status: int) -> None:
        """From now on requests about names with this prefix fail."""
        self.refused[prefix] = status

    def names(self, bucket: str, prefix: str = "") -> list[str]:
        """The names of a bucket's objects, in order."""
        with self.lock:
            return sorted(name for where, name in self.objects if where == bucket and name.startswith(prefix))


def _crc(content: bytes) -> str:
    value: int = google_crc32c.value(content)
    return base64.b64encode(value.to_bytes(4, "big")).decode()


def _described(bucket: str, name: str, content: bytes) -> dict[str, Any]:
    return {
        "kind": "storage#object",
        "id": f"{bucket}/{name}/1",
        "bucket": bucket,
        "name": name,
        "size": str(len(content)),
        "generation": "1",
        "metageneration": "1",
        "updated": "2024-01-01T00:00:00.000Z",
        "timeCreated": "2024-01-01T00:00:00.000Z",
        "crc32c": _crc(content),
        "md5Hash": base64.b64encode(hashlib.md5(content, usedforsecurity=False).digest()).decode(),
        "contentType": "application/octet-stream",
    }


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    storage: Storage

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: a test has no log."""

    def _say(self, status: int, value: Any = None, content: bytes | None = None, **headers: str) -> None:
        body = content if content is not None else b"" if value is None else json.dumps(value).encode()
        self.send_response(status)
        for name, text in headers.items():
            self.send_header(name.replace("_", "-"), text)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _fail(self, status: int, message: str) -> None:
        self._say(status, {"error": {"code": status, "message": message}})

    def _body(self) -> bytes:
        if self.headers.get("Transfer-Encoding") == "chunked":
            found = bytearray()
            while size := int(self.rfile.readline(), 16):
                found += self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
            return bytes(found)
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def _parsed(self) -> tuple[str, dict[str, str]]:
        parts = urllib.parse.urlsplit(self.path)
        self.storage.asked.append(f"{self.command} {parts.path}")
        return parts.path, {key: values[0] for key, values in urllib.parse.parse_qs(parts.query).items()}

    def _refused(self, name: str) -> bool:
        for prefix, status in self.storage.refused.items():
            if name.startswith(prefix):
                self._body()
                self._fail(status, f"refused for {name}")
                return True
        return False

    def do_GET(self) -> None:
        path, query = self._parsed()
        found = _OBJECT.fullmatch(path)
        if found:
            self._get_object(found["bucket"], urllib.parse.unquote(found["name"]), query)
        elif path.endswith("/o"):
            self._list(path.split("/")[-2], query)
        else:
            self._say(200, {"kind": "storage#bucket", "name": path.rpartition("/")[2], "id": "b", "location": "US"})

    def _get_object(self, bucket: str, name: str, query: dict[str, str]) -> None:
        if self._refused(name):
            return
        content = self.storage.objects.get((bucket, name))
        if content is None:
            self._fail(404, f"No such object: {bucket}/{name}")
            return
        if query.get("alt") != "media":
            self._say(200, _described(bucket, name, content))
            return
        asked = _RANGE.fullmatch(self.headers.get("Range", ""))
        first = int(asked[1]) if asked else 0
        last = min(int(asked[2] or len(content)) if asked else len(content), len(content) - 1)
        if asked and first >= len(content):
            self._say(416, content=b"", Content_Range=f"bytes */{len(content)}")
            return
        part = content[first : last + 1]
        spans = {"Content_Range": f"bytes {first}-{last}/{len(content)}"} if asked else {}
        self._say(206 if asked else 200, content=part, X_Goog_Hash=f"crc32c={_crc(content)}", X_Goog_Generation="1", **spans)

    def _list(self, bucket: str, query: dict[str, str]) -> None:
        prefix = query.get("prefix", "")
        if self._refused(prefix):
            return
        with self.storage.lock:
            found = [(name, content) for (where, name), content in self.storage.objects.items() if where == bucket]
        items = [_described(bucket, name, content) for name, content in sorted(found) if name.startswith(prefix)]
        self._say(200, {"kind": "storage#objects", "items": items})

    def do_POST(self) -> None:
        path, query = self._parsed()
        rewritten = _REWRITE.fullmatch(path)
        if path.startswith("/batch"):
            self._batch()
        elif rewritten:
            self._rewrite(rewritten)
        elif query.get("uploadType") == "resumable":
            self._begin(path.split("/")[-2], query)
        else:
            self._multipart(path.split("/")[-2])

    def _rewrite(self, found: re.Match[str]) -> None:
        self._body()
        content = self.storage.objects.get((found["bucket"], urllib.parse.unquote(found["name"])))
        if content is None:
            self._fail(404, "No such object")
            return
        new = urllib.parse.unquote(found["new"])
        self.storage.objects[found["to"], new] = content
        size = str(len(content))
        described = _described(found["to"], new, content)
        self._say(200, {"done": True, "totalBytesRewritten": size, "objectSize": size, "resource": described})

    def _begin(self, bucket: str, query: dict[str, str]) -> None:
        name = query.get("name", "")
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)) or b"{}")
        name = name or body["name"]
        if self._refused_late(name):
            return
        number = str(len(self.storage.uploads))
        self.storage.uploads[number] = (bucket, name, bytearray())
        self._say(200, {}, Location=f"{self.storage.url}/upload/{number}")

    def _refused_late(self, name: str) -> bool:
        for prefix, status in self.storage.refused.items():
            if name.startswith(prefix):
                self._fail(status, f"refused for {name}")
                return True
        return False

    def _multipart(self, bucket: str) -> None:
        boundary = re.search(r"boundary=[\"']?([^\"';]+)", self.headers["Content-Type"])
        assert boundary is not None
        _, described, content, _ = self._body().split(b"--" + boundary[1].encode())
        name = json.loads(described.split(b"\r\n\r\n", 1)[1])["name"]
        if self._refused_late(name):
            return
        self._keep(bucket, name, content.split(b"\r\n\r\n", 1)[1].removesuffix(b"\r\n"))

    def _keep(self, bucket: str, name: str, content: bytes) -> None:
        with self.storage.lock:
            self.storage.objects[bucket, name] = content
        self._say(200, _described(bucket, name, content))

    def do_PUT(self) -> None:
        path, _ = self._parsed()
        bucket, name, held = self.storage.uploads[path.rpartition("/")[2]]
        held += self._body()
        if self.headers.get("Content-Range", "*/*").endswith("/*"):
            self._say(308, content=b"", Range=f"bytes=0-{len(held) - 1}")
            return
        self._keep(bucket, name, bytes(held))

    def do_DELETE(self) -> None:
        path, _ = self._parsed()
        found = _OBJECT.fullmatch(path)
        assert found is not None
        name = urllib.parse.unquote(found["name"])
        if self._refused(name):
            return
        gone = self.storage.objects.pop((found["bucket"], name), None)
        if gone is None:
            self._fail(404, "No such object")
        else:
            self._say(204)

    def _batch(self) -> None:
        """Several deletions in one request, answered in one."""
        names = re.findall(rb"DELETE \S*/storage/v1/b/([^/ ]+)/o/([^?/ ]+)", self._body())
        answers = []
        for place, (bucket, name) in enumerate(names):
            gone = self.storage.objects.pop((bucket.decode(), urllib.parse.unquote(name.decode())), None)
            status = "404 Not Found" if gone is None else "204 No Content"
            answers.append(
                f"--cut\r\nContent-Type: application/http\r\nContent-ID: <response-{place}>\r\n\r\nHTTP/1.1 {status}\r\n"
                "Content-Type: application/json\r\nContent-Length: 0\r\n\r\n\r\n"
            )
        self._say(200, content=("".join(answers) + "--cut--\r\n").encode(), Content_Type='multipart/mixed; boundary="cut"')


@contextmanager
def serve_storage() -> Iterator[Storage]:
    """The storage, served until the block ends."""
    storage = Storage()
    handler = type("Handler", (_Handler,), {"storage": storage})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    storage.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, name="storage", daemon=True)
    thread.start()
    try:
        yield storage
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

"""A small web server for looking at the site: on this computer only, this folder only.

It is for one person before publishing; any web server serves the folder to others. Every request must name this host
and port, so that a name that is made to point here ("DNS rebinding") reaches nothing. It answers GET and HEAD; what
begins with a dot, and what leads out of the folder, is not there.
"""

from __future__ import annotations

import os
import shutil
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

HOST = "127.0.0.1"
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".pdf": "application/pdf",
    ".json": "application/json",
    ".atom": "application/atom+xml",
    "": "text/plain; charset=utf-8",
}
_OTHER = "application/octet-stream"
_COMMON = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def serve(folder: Path, port: int) -> ThreadingHTTPServer:
    """A server that answers as soon as `serve_forever` runs; with port 0 the system chooses one. Raises OSError."""
    made = ThreadingHTTPServer((HOST, port), partial(_Answers, Path(os.path.realpath(folder))))
    made.daemon_threads = True
    return made


def found(folder: Path, address: str) -> Path | None:
    """The file that an address names, or None. `folder` is its real path."""
    parts = unquote(address, errors="replace").split("/")[1:]
    if any(part.startswith(".") or "\\" in part or "\0" in part or ":" in part for part in parts):
        return None
    named = folder.joinpath(*parts[:-1], parts[-1] or "index.html")
    try:
        real = Path(os.path.realpath(named, strict=True))
    except OSError:
        return None
    return real if real.is_relative_to(folder) and real.is_file() else None


class _Answers(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "bookletpress", ""

    def __init__(self, folder: Path, *rest: Any) -> None:
        self._folder = folder
        super().__init__(*rest)

    def log_message(self, *_: object) -> None:
        """Says nothing: the terminal is for people."""

    def do_GET(self) -> None:
        """Answers one request."""
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        """Answers one request without what was asked for."""
        self._answer(with_body=False)

    def _answer(self, with_body: bool) -> None:
        try:
            address = urlsplit(self.path).path
            if not self._is_ours():
                self._say(HTTPStatus.FORBIDDEN, "This page is for the computer that it runs on.\n", with_body)
            elif file := found(self._folder, address):
                self._send(file, with_body)
            elif found(self._folder, f"{address}/"):
                self._move(f"{address}/")
            else:
                self._say(HTTPStatus.NOT_FOUND, "There is nothing here.\n", with_body)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True  # the page was closed

    def _is_ours(self) -> bool:
        port = self.connection.getsockname()[1]
        return self.headers.get_all("Host", []) in ([f"{HOST}:{port}"], [f"localhost:{port}"])

    def _send(self, file: Path, with_body: bool) -> None:
        with file.open("rb") as content:
            size = os.fstat(content.fileno()).st_size
            self._head(HTTPStatus.OK, {"Content-Type": TYPES.get(file.suffix, _OTHER), "Content-Length": str(size)})
            if with_body:
                shutil.copyfileobj(content, self.wfile)

    def _move(self, address: str) -> None:
        """To the folder's own address, so that links from its page lead somewhere. It is one path, not another host."""
        self._head(HTTPStatus.MOVED_PERMANENTLY, {"Location": f"/{address.lstrip('/')}", "Content-Length": "0"})

    def _say(self, status: HTTPStatus, words: str, with_body: bool) -> None:
        body = words.encode()
        self._head(status, {"Content-Type": TYPES[""], "Content-Length": str(len(body))})
        if with_body:
            self.wfile.write(body)

    def _head(self, status: HTTPStatus, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {**_COMMON, **headers}.items():
            self.send_header(name, value)
        self.end_headers()

"""The preview's own small web server: on this computer only, our own pages only.

It listens on 127.0.0.1. A page of another site that a browser has open can reach that address too, so every request
must name this host and port (which stops a name that is made to point here, "DNS rebinding") and must not come from
another site. It answers GET, reads no file by a name from outside, and allows its pages no request but to itself.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from bookletpress.fonts import FAMILY
from bookletpress.model import FontFace
from bookletpress.problems import Problem
from bookletpress.watch.hub import Hub
from bookletpress.watch.values import Shown

HOST = "127.0.0.1"
HEARTBEAT = 10.0
"""Seconds after which a browser hears that we are still there."""

_HOME = Path(__file__).parent
_SHELL = {
    "/": ("shell.html", "text/html; charset=utf-8"),
    "/shell.css": ("shell.css", "text/css; charset=utf-8"),
    "/shell.js": ("shell.js", "text/javascript; charset=utf-8"),
    "/preview.css": ("preview.css", "text/css; charset=utf-8"),
}
_COMMON = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
}
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; frame-src 'self'; object-src 'self'; base-uri 'none'; form-action 'none'"
)
_NO_SCRIPT = "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self'; font-src 'self'; base-uri 'none'"


def serve(hub: Hub, port: int) -> ThreadingHTTPServer:
    """A server that answers as soon as `serve_forever` runs; with port 0 the system chooses one. Raises OSError."""
    made = ThreadingHTTPServer((HOST, port), partial(_Answers, hub))
    made.daemon_threads = True
    return made


class _Answers(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "bookletpress", ""

    def __init__(self, hub: Hub, *rest: Any) -> None:
        self._hub = hub
        super().__init__(*rest)

    def log_message(self, *_: object) -> None:
        """Says nothing: the terminal is for people."""

    def do_GET(self) -> None:
        """Answers one request."""
        try:
            self._answer(urlsplit(self.path).path)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True  # the page was closed or loaded anew

    def _answer(self, path: str) -> None:
        shown = self._hub.shown
        if not self._is_ours():
            self._send(b"This page is for the computer that it runs on.\n", "text/plain", HTTPStatus.FORBIDDEN)
        elif path == "/events":
            self._events()
        elif path in _SHELL:
            name, kind = _SHELL[path]
            self._send((_HOME / name).read_bytes(), kind)
        elif path == "/preview":
            self._send(shown.html, "text/html; charset=utf-8", policy=_NO_SCRIPT)
        elif path == "/favicon.ico":
            self._send(b"", "image/x-icon", HTTPStatus.NO_CONTENT)
        elif path == "/pages.pdf" and shown.pdf:
            self._send(shown.pdf, "application/pdf", policy="")
        elif found := _asset(unquote(path), shown):
            self._send(*found, policy=_NO_SCRIPT)
        else:
            self._send(b"There is nothing here.\n", "text/plain", HTTPStatus.NOT_FOUND)

    def _is_ours(self) -> bool:
        port = self.connection.getsockname()[1]
        names = {f"{HOST}:{port}", f"localhost:{port}"}
        origin = self.headers.get("Origin")
        return (
            self.headers.get_all("Host", []) in [[name] for name in names]
            and (origin is None or origin in {f"http://{name}" for name in names})
            and self.headers.get("Sec-Fetch-Site", "none") in ("none", "same-origin")
        )

    def _send(self, body: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK, policy: str = _POLICY) -> None:
        self.send_response(status)
        headers: Mapping[str, str] = {**_COMMON, "Content-Type": kind, "Content-Length": str(len(body))}
        for name, value in headers.items():
            self.send_header(name, value)
        if policy:
            self.send_header("Content-Security-Policy", policy)
        self.end_headers()
        self.wfile.write(body)

    def _events(self) -> None:
        """Tells of every change, until the browser goes or the watch ends (server-sent events)."""
        self.send_response(HTTPStatus.OK)
        for name, value in {**_COMMON, "Content-Type": "text/event-stream", "Connection": "close"}.items():
            self.send_header(name, value)
        self.end_headers()
        self.close_connection = True
        turn = -1
        while news := self._hub.after(turn, HEARTBEAT):
            told = b": still here\n\n" if news[0] == turn else f"data: {json.dumps(as_event(news[1]))}\n\n".encode()
            turn = news[0]
            self.wfile.write(told)
            self.wfile.flush()


def as_event(shown: Shown) -> dict[str, Any]:
    """What the page is told of a change."""
    return {
        "version": shown.version,
        "title": shown.title,
        "current": shown.current,
        "checked": shown.checked,
        "seconds": round(shown.seconds, 3),
        "sheets": _digest(shown),
        "pdf": shown.pdf_version,
        "pages": dict(shown.pages),
        "problems": [_row(problem) for problem in shown.problems],
    }


def _digest(shown: Shown) -> str:
    """Of the style sheets and drawings: when they change, the page is loaded anew."""
    found = hashlib.sha256()
    for asset in shown.assets:
        found.update(asset.name.encode() + b"\0" + asset.data)
    return found.hexdigest()


def _row(problem: Problem) -> dict[str, str]:
    return {
        "severity": str(problem.severity),
        "place": str(problem.location),
        "message": problem.message,
        "code": problem.code,
        "hint": problem.hint,
    }


def on_screen(html: str, faces: tuple[FontFace, ...]) -> bytes:
    """The composed page as a browser can show it: assets and fonts at our addresses, a sheet for the screen."""
    fonts = "".join(
        f'@font-face {{ font-family: "{FAMILY}"; src: url(/font/{number}); '
        f"font-weight: {face.weight}; font-style: {face.style} }}"
        for number, face in enumerate(faces)
    )
    head = f'<style>{fonts}</style><link rel="stylesheet" href="/preview.css"/></head>'
    return html.replace("asset:", "/asset/").replace("</head>", head, 1).encode()


def _asset(path: str, shown: Shown) -> tuple[bytes, str] | None:
    """A style sheet or drawing of the edition, or one of its fonts."""
    kind, _, name = path[1:].partition("/")
    if kind == "asset":
        for asset in shown.assets:
            if asset.name == name:
                is_css = asset.media_type == "text/css"
                return (asset.data.replace(b"asset:", b"/asset/") if is_css else asset.data), asset.media_type
    if kind == "font" and name.isdecimal() and int(name) < len(shown.faces):
        return Path(shown.faces[int(name)].path).read_bytes(), "font/ttf"
    return None

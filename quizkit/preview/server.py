"""The preview's web server: this machine only, reading only, and only for whoever has its address.

- It listens on 127.0.0.1. `Host` must be its own name, so that no other name that leads here (DNS
  rebinding) gets an answer; `Origin` and `Sec-Fetch-Site` must not be another page's.
- Every address begins with a secret, so that no other program or user of the machine can guess one.
- The page may load nothing from elsewhere and run only its own files; cards are documents in sandboxed
  frames, with a policy of their own (see `cards`).
"""

from __future__ import annotations

import os
import secrets
from hmac import compare_digest
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from select import select
from threading import BoundedSemaphore
from typing import Any
from urllib.parse import parse_qsl

from quizkit.preview.proofs import Proofs
from quizkit.preview.routes import Answer, Refused, respond
from quizkit.preview.state import Store

HOST = "127.0.0.1"
_ADDRESS = 4096
"""The longest address that is read."""

_VISITORS = 64
"""The most connections at a time."""

_BEAT = 2.0
"""Seconds after which a connection of a tab that was closed is noticed."""


class Preview(ThreadingHTTPServer):
    """The server of one `Store`. `address` is what to open. Raises `OSError` where the port is taken."""

    daemon_threads = True
    block_on_close = False  # a browser that listens for changes must not keep the command alive
    allow_reuse_address = os.name == "posix"  # on Windows, it takes a port from whoever listens there

    def __init__(self, store: Store, port: int = 0) -> None:
        self.store = store
        self.proofs = Proofs()
        self.secret = secrets.token_urlsafe(16)
        self._visitors = BoundedSemaphore(_VISITORS)
        super().__init__((HOST, port), _Handler)
        number = self.server_address[1]
        self.hosts = frozenset({f"{HOST}:{number}", f"localhost:{number}"})
        self.address = f"http://{HOST}:{number}/{self.secret}/"

    def process_request(self, request: Any, client_address: Any) -> None:
        """Answers in a thread of its own, unless there are too many."""
        if self._visitors.acquire(blocking=False):
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """The work of such a thread."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._visitors.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that went away in the middle is nobody's mistake."""

    def close(self) -> None:
        """Ends everything; connections that wait for changes are let go."""
        self.store.close()
        self.shutdown()
        self.server_close()
        self.proofs.close()


class _Handler(BaseHTTPRequestHandler):
    server: Preview
    protocol_version = "HTTP/1.1"
    timeout = 20

    def version_string(self) -> str:
        return "quizkit"

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the terminal is for messages to the teacher."""

    def parse_request(self) -> bool:
        """Reads the head of a request; only GET goes on from here."""
        if not super().parse_request():
            return False
        if self.request_version == "HTTP/0.9":  # an answer without a head: without the policies, too
            self.request_version = "HTTP/1.0"
            self._send(Answer(b"", status=HTTPStatus.HTTP_VERSION_NOT_SUPPORTED), close=True)
            return False
        if self.command == "GET":
            return True
        self._send(Answer(b"", status=HTTPStatus.METHOD_NOT_ALLOWED, headers={"Allow": "GET"}), close=True)
        return False

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:  # noqa: ARG002
        """What is no request at all: refused in a few plain words of ours, none of the sender's."""
        if self.request_version == "HTTP/0.9":
            self.request_version = "HTTP/1.0"
        self._send(Answer(f"{HTTPStatus(code).phrase}\n".encode(), status=code), close=True)

    def do_GET(self) -> None:
        try:
            route, query = self._admitted()
            if route == "events":
                self._events()
                return
            answer = respond(self.server, route, query)
        except Refused as refused:
            answer = Answer(f"{refused}\n".encode(), status=refused.status)
        except Exception as error:  # as in Store.renew: say it in the page, and live on
            answer = Answer(f"quizkit has a bug: {error!r}\n"[:500].encode(), status=500)
        self._send(answer, close=answer.status >= HTTPStatus.BAD_REQUEST)

    def _admitted(self) -> tuple[str, dict[str, str]]:
        """The route and the query of a request that may be answered. Raises `Refused`."""
        if len(self.path) > _ADDRESS:
            raise Refused(HTTPStatus.REQUEST_URI_TOO_LONG, "this address is too long")
        if self._one("Content-Length", "0") != "0" or "Transfer-Encoding" in self.headers:
            raise Refused(HTTPStatus.BAD_REQUEST, "nothing is read here")
        if self._one("Host").lower() not in self.server.hosts:
            raise Refused(HTTPStatus.FORBIDDEN, "this is not the name of this server")
        if not self.path.startswith("/"):  # a whole address: it may name another server
            raise Refused(HTTPStatus.NOT_FOUND, "there is no such page")
        path, _, asked = self.path.partition("?")
        secret, slash, route = path[1:].partition("/")
        if not slash or not compare_digest(secret.encode(), self.server.secret.encode()):
            raise Refused(
                HTTPStatus.NOT_FOUND,
                "Nothing is here. If this was your preview: take the whole address from the terminal, and "
                "start `quizkit preview` again if it has ended.",
            )
        # A picture on a card is asked for by a sandboxed frame, which is nobody's site.
        picture = route.startswith("media/") and self._one("Sec-Fetch-Dest") == "image"
        origin = self._one("Origin").lower()
        own = {"", *(f"http://{host}" for host in self.server.hosts), *(("null",) if picture else ())}
        near = picture or self._one("Sec-Fetch-Site", "none") in ("same-origin", "none")
        if origin not in own or not near:
            raise Refused(HTTPStatus.FORBIDDEN, "another page may not ask")
        try:
            return route, dict(parse_qsl(asked, max_num_fields=10))
        except ValueError as error:
            raise Refused(HTTPStatus.BAD_REQUEST, "too many questions at once") from error

    def _one(self, name: str, otherwise: str = "") -> str:
        """A header's value. Raises `Refused` where it is there twice, as nobody means the same by that."""
        values = self.headers.get_all(name) or [otherwise]
        if len(values) > 1:
            raise Refused(HTTPStatus.FORBIDDEN, "this request says two things at once")
        return values[0]

    def _send(self, answer: Answer, *, close: bool = False) -> None:
        self.send_response(answer.status)
        headers = {
            "Content-Type": answer.kind,
            "Content-Length": str(len(answer.body)),
            "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Cache-Control": "no-store",
        }
        for name, value in {**headers, **answer.headers}.items():
            if value:
                self.send_header(name, value)
        if close:
            self.send_header("Connection", "close")
            self.close_connection = True
        self.end_headers()
        self.wfile.write(answer.body)

    def _events(self) -> None:
        """Server-sent events: the number of each new picture of the decks, until the browser goes away."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Connection", "close")
        self.close_connection = True
        self.end_headers()
        store, version = self.server.store, -1
        while not store.closed and not self._left():
            now = store.wait(version, _BEAT).version
            if now != version:
                self.wfile.write(f"data: {now}\n\n".encode())
            version = now

    def _left(self) -> bool:
        """Whether the browser closed the connection: it has nothing more to say, so what comes is the end."""
        readable, _, _ = select([self.connection], [], [], 0)
        return bool(readable)


def opened(sources: list[Path], port: int) -> Preview:
    """A server that is ready to `serve_forever`. Raises `OSError` where the port is taken."""
    store = Store(sources)
    server = Preview(store, port)
    store.start()
    return server

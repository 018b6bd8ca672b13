"""A small client of the Language Server Protocol: what an editor asks yaml-language-server over stdio.

The protocol: microsoft.github.io/language-server-protocol, version 3.17. Positions count from 0, columns in
UTF-16 code units; the documents of the tests stay within the characters for which that is the same.
"""

from __future__ import annotations

import json
import queue
import subprocess
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PATIENCE = 60
"""Seconds to wait for an answer before the test fails; answers take milliseconds."""

_SETTINGS = {
    "yaml": {"validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False}},
    "http": {},
}
_CAPABILITIES = {
    "textDocument": {
        "completion": {"completionItem": {"documentationFormat": ["markdown"], "snippetSupport": True}},
        "hover": {"contentFormat": ["markdown"]},
        "publishDiagnostics": {"relatedInformation": True},
    },
    "workspace": {"configuration": True},
}


class LanguageServer:
    """A server that runs, and the editor's side of the conversation."""

    def __init__(self, process: subprocess.Popen[bytes], folder: Path) -> None:
        self._process, self._folder = process, folder
        self._messages: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self._marks: dict[str, list[dict[str, Any]]] = {}
        self._number = 0
        threading.Thread(target=self._listen, daemon=True).start()
        self._ask(
            "initialize",
            {
                "processId": None,
                "rootUri": folder.as_uri(),
                "capabilities": _CAPABILITIES,
                "workspaceFolders": [{"uri": folder.as_uri(), "name": "decks"}],
            },
        )
        self._tell("initialized", {})
        self._tell("workspace/didChangeConfiguration", {"settings": _SETTINGS})

    def open(self, text: str) -> str:
        """Opens a document in a folder of its own below the server's; its address."""
        self._number += 1
        uri = (self._folder / f"{self._number}" / "deck.yaml").as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self._tell("textDocument/didOpen", {"textDocument": document})
        return uri

    def marks(self, uri: str) -> list[dict[str, Any]]:
        """The server's diagnostics of a document that was opened; they come a moment later, unasked."""
        while uri not in self._marks:
            self._next()
        return self._marks[uri]

    def complete(self, uri: str, line: int, column: int) -> list[dict[str, Any]]:
        """What the editor offers at a place."""
        found = self._at("completion", uri, line, column)
        return found["items"] if isinstance(found, dict) else found or []

    def hover(self, uri: str, line: int, column: int) -> str:
        """What the editor shows while the mouse rests on a place."""
        found = self._at("hover", uri, line, column)
        return found["contents"]["value"] if found else ""

    def close(self) -> None:
        """Ends the server the way the protocol wants it."""
        self._ask("shutdown", None)
        self._tell("exit", None)
        self._process.wait(PATIENCE)

    def _at(self, what: str, uri: str, line: int, column: int) -> Any:
        place = {"textDocument": {"uri": uri}, "position": {"line": line, "character": column}}
        return self._ask(f"textDocument/{what}", place)

    def _ask(self, method: str, params: Any) -> Any:
        self._number += 1
        wanted = self._number
        self._send({"id": wanted, "method": method, "params": params})
        while True:
            message = self._next()
            if message.get("id") == wanted and "method" not in message:
                assert "error" not in message, message
                return message["result"]

    def _tell(self, method: str, params: Any) -> None:
        self._send({"method": method, "params": params})

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self._process.stdin.flush()

    def _next(self) -> dict[str, Any]:
        """The next message; what the server asks of the editor is answered on the way."""
        message = self._messages.get(timeout=PATIENCE)
        assert message is not None, "the language server has stopped"
        if "id" in message and "method" in message:
            self._send({"id": message["id"], "result": _answer(message)})
        if message.get("method") == "textDocument/publishDiagnostics":
            self._marks[message["params"]["uri"]] = message["params"]["diagnostics"]
        return message

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for message in _messages(self._process.stdout):
            self._messages.put(message)
        self._messages.put(None)


def _answer(message: dict[str, Any]) -> Any:
    """The editor's answer to a question of the server: its settings, or nothing."""
    if message["method"] != "workspace/configuration":
        return None
    return [_SETTINGS.get(item.get("section", ""), {}) for item in message["params"]["items"]]


def _messages(stream: Any) -> Iterator[dict[str, Any]]:
    while header := stream.readline():
        length = 0
        while header.strip():
            name, _, value = header.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
            header = stream.readline()
        yield json.loads(stream.read(length))


@contextmanager
def started(command: Sequence[str], folder: Path) -> Iterator[LanguageServer]:
    """A server that works in this folder; it has ended afterwards, whatever happens."""
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=folder
    )
    try:
        server = LanguageServer(process, folder)
        yield server
        server.close()
    finally:
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                stream.close()

"""The server by raw requests: who is let in, what is sent, and what is refused."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import time
from pathlib import Path

import pytest
from preview_support import DECK, ask, data, served, written

from quizkit.preview import routes
from quizkit.preview import server as module
from quizkit.preview.server import Preview

EVERYTHING = (
    "",
    "assets/app.js",
    "assets/app.css",
    "state",
    "events",
    "question",
    "media/card",
    "sheet",
    "page/1",
    "code/QK101",
)


def _port(server: Preview) -> int:
    return int(server.server_address[1])


def test_the_page(server: Preview) -> None:
    answer = ask(server, "")
    assert answer.status == 200
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "require-trusted-types-for 'script'" in policy
    assert "frame-ancestors 'none'" in policy
    assert b"<script>" not in answer.text
    assert b"style=" not in answer.text
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_every_file_of_the_page_is_there(server: Preview) -> None:
    for name, kind in routes._ASSETS.items():
        answer = ask(server, f"assets/{name}")
        assert answer.status == 200
        assert answer.headers["Content-Type"].startswith(kind)


@pytest.mark.parametrize("route", EVERYTHING)
@pytest.mark.parametrize("headers", [
    {"Host": "quiz.example"},
    {"Host": "127.0.0.1"},
    {"Host": "127.0.0.1:1"},
    {"Host": "evil.example:{port}"},
    {"Host": ""},
    {"Origin": "http://evil.example"},
    {"Origin": "https://127.0.0.1:{port}"},
    {"Origin": "null"},
    {"Origin": "http://localhost:1"},
    {"Sec_Fetch_Site": "cross-site"},
    {"Sec_Fetch_Site": "same-site"},
], ids=str)  # fmt: skip
def test_other_names_and_other_pages_are_refused(
    server: Preview, route: str, headers: dict[str, str]
) -> None:
    own = {name: value.format(port=_port(server)) for name, value in headers.items()}
    answer = ask(server, route, **own)
    assert answer.status == 403
    assert b"capital" not in answer.text


def test_two_host_lines_are_refused(server: Preview) -> None:
    with socket.create_connection(("127.0.0.1", _port(server)), 5) as connection:
        own = f"127.0.0.1:{_port(server)}"
        connection.sendall(f"GET /{server.secret}/ HTTP/1.1\r\nHost: {own}\r\nHost: {own}\r\n\r\n".encode())
        assert b" 403 " in connection.recv(100)


@pytest.mark.parametrize("headers", [
    {}, {"Host": "localhost:{port}"}, {"Origin": "http://127.0.0.1:{port}"}, {"Sec_Fetch_Site": "same-origin"},
    {"Sec_Fetch_Site": "none"},
], ids=str)  # fmt: skip
def test_its_own_page_is_let_in(server: Preview, headers: dict[str, str]) -> None:
    own = {name: value.format(port=_port(server)) for name, value in headers.items()}
    assert ask(server, "state", **own).status == 200


@pytest.mark.parametrize(
    "path",
    ["/", "/state", "/x/state", "/assets/app.js", "//", "/{secret}", "/{half}/state", "http://evil.example/"],
)
def test_without_the_secret_there_is_nothing(server: Preview, path: str) -> None:
    answer = ask(server, path.format(secret=server.secret, half=server.secret[:-1]))
    assert answer.status == 404
    assert server.secret.encode() not in answer.text


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE", "BREW"])
def test_only_get(server: Preview, method: str) -> None:
    answer = ask(server, "state", method)
    assert answer.status == 405
    assert answer.headers["Allow"] == "GET"


def _said(server: Preview, *lines: str) -> bytes:
    """What the server answers to these lines as they stand, up to the end of the connection."""
    with socket.create_connection(("127.0.0.1", _port(server)), 10) as connection:
        own = {"host": f"127.0.0.1:{_port(server)}", "secret": server.secret}
        connection.sendall("".join(f"{line.format(**own)}\r\n" for line in (*lines, "")).encode())
        said = b""
        while part := connection.recv(65536):
            said += part
        return said


@pytest.mark.parametrize(("status", "lines"), [
    (404, ["GET http://evil.example/{secret}/state HTTP/1.1", "Host: {host}"]),
    (404, ["GET http://[/{secret}/state HTTP/1.1", "Host: {host}"]),
    (404, ["GET http://{host}/{secret}/state HTTP/1.1", "Host: {host}"]),
    (403, ["GET /{secret}/state HTTP/1.0"]),
    (403, ["GET /{secret}/state HTTP/1.1", "Host: {host}", "Origin: http://{host}", "Origin: http://evil"]),
    (403, ["GET /{secret}/state HTTP/1.1", "Host: {host}", "Origin: {host}"]),
    (403, ["GET /{secret}/state HTTP/1.1", "Host: {host}", "Sec-Fetch-Site: none", "Sec-Fetch-Site: cross-site"]),
    (403, ["GET /{secret}/state HTTP/1.1", "Host: {host}", "Content-Length: 0", "Content-Length: 5"]),
    (505, ["GET /{secret}/state", "Host: {host}"]),
    (505, ["GET /{secret}/state HTTP/2.0", "Host: {host}"]),
    (400, ["GET / HTTP/<script>", "Host: {host}"]),
    (400, ["<script>alert(1)</script> x y z"]),
    (431, ["GET /{secret}/state HTTP/1.1", "Host: {host}", "X: " + "x" * 70_000]),
    (431, ["GET /{secret}/state HTTP/1.1", "Host: {host}", *["A: b"] * 150]),
], ids=lambda value: str(value)[:60])  # fmt: skip
def test_requests_of_no_browser(server: Preview, status: int, lines: list[str]) -> None:
    said = _said(server, *lines)
    assert said.split()[1] == str(status).encode()
    assert b"default-src 'none'" in said
    assert b"<" not in said  # no page, and nothing of what was sent
    assert b"bug" not in said
    assert b"demo" not in said


def test_nothing_is_read(server: Preview) -> None:
    assert ask(server, "state", body=b"x" * 10).status == 400
    assert ask(server, "state", Transfer_Encoding="chunked").status == 400


def test_an_address_that_is_too_long(server: Preview) -> None:
    assert ask(server, "state?deck=" + "x" * 5000).status == 414
    assert ask(server, "state?deck=" + "x" * 70_000).status == 414
    assert ask(server, "state?" + "a=b&" * 20).status == 400
    assert ask(server, "state").status == 200


@pytest.mark.parametrize("route", [
    "assets/../server.py", "assets/%2e%2e/server.py", "assets/..%2fserver.py", "assets//etc/passwd", "assets/",
    "assets/maths.css", "media/../demo.yaml", "media/%2e%2e/demo.yaml", "media/demo.yaml", "media/",
    "media//etc/passwd",
    "page/../../etc/passwd?of=x", "page/1?of=", "page/99999999999999999999?of=x", "page/-1?of=x", "code/../__init__",
    "code/QK999", "code/", "nothing", "state2", "index.html", "sheet?deck=x&sheet=../../etc/passwd",
    "media/card?deck=/etc/passwd&id=x", "media/card?id=capital", "events/x/../..%00",
])  # fmt: skip
def test_nothing_else_is_given_away(server: Preview, route: str) -> None:
    answer = ask(server, route)
    if route.startswith("events"):
        assert answer.status == 404
        return
    assert answer.status == 404
    assert b"root:" not in answer.text
    assert b"deck: demo" not in answer.text


def test_card_and_question_ask_for_what_is_there(server: Preview, deck: Path) -> None:
    base = f"media/card?deck={deck}"
    assert ask(server, f"{base}&id=capital").status == 200
    assert ask(server, f"{base}&id=capital&card=1&night=1&phone=1&side=back").status == 200
    for wrong in ("id=nothing", "id=capital&card=2", "id=capital&card=-1", "id=capital&card=x", "id="):
        assert b"no longer in the deck" in ask(server, f"{base}&{wrong}").text
    for wrong in ("", "../../etc/passwd", "demo.yaml"):
        assert ask(server, f"sheet?deck={deck}&sheet={wrong}").status == 404


def test_a_card_may_run_its_own_scripts_and_nothing_else(server: Preview, deck: Path) -> None:
    policy = ask(server, f"media/card?deck={deck}&id=members").headers["Content-Security-Policy"]
    assert policy.endswith("sandbox allow-scripts")
    assert "unsafe" not in policy
    assert "connect-src" not in policy  # default-src 'none' rules
    assert "frame-ancestors 'self'" in policy


def test_a_picture_under_the_name_that_the_card_has_for_it(tmp_path: Path) -> None:
    text = DECK.replace("    answer: Kyiv\n", "    answer: Kyiv\n    image: {file: map.svg, alt: A map}\n")
    picture = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>'
    (tmp_path / "map.svg").write_text(picture)
    (tmp_path / "other.svg").write_text(picture + " ")
    with served(written(tmp_path, text)) as server:
        card = ask(server, f"media/card?deck={tmp_path / 'demo.yaml'}&id=capital").text.decode()
        name = card.split('<img src="')[1].split('"')[0]
        # As a sandboxed frame asks: from nobody's site.
        nobody = {"Sec_Fetch_Site": "cross-site", "Origin": "null"}
        answer = ask(server, f"media/{name}", Sec_Fetch_Dest="image", **nobody)
        assert answer.status == 200
        assert answer.text.decode() == picture
        assert answer.headers["Content-Type"] == "image/svg+xml"
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert ask(server, f"media/{name}", Sec_Fetch_Dest="document", **nobody).status == 403
        elsewhere = {"Sec_Fetch_Site": "cross-site", "Origin": "http://evil.example"}
        assert ask(server, f"media/{name}", Sec_Fetch_Dest="image", **elsewhere).status == 403
        for other in ("map.svg", "other.svg"):
            assert ask(server, f"media/{other}").status == 404
        # It was checked; what is put in its place afterwards was not.
        secret = tmp_path.parent / "secret.svg"
        secret.write_text(picture.replace("9", "8"))
        (tmp_path / "map.svg").unlink()
        if os.name == "posix":
            (tmp_path / "map.svg").symlink_to(secret)
        else:
            shutil.copy(secret, tmp_path / "map.svg")
        assert ask(server, f"media/{name}").status == 404
        (tmp_path / "map.svg").unlink()
        assert ask(server, f"media/{name}").status == 404


def test_pages_and_the_file(server: Preview, deck: Path) -> None:
    made = data(server, "sheet", deck=str(deck), sheet="demo-worksheet.pdf")
    assert made["pages"] == 1
    page = ask(server, f"page/1?of={made['token']}")
    assert page.headers["Content-Type"] == "image/svg+xml"
    assert page.text.startswith(b"<svg")
    assert "sandbox" in page.headers["Content-Security-Policy"]
    assert ask(server, f"page/pdf?of={made['token']}").text.startswith(b"%PDF")
    for wrong in ("0", "2", "x", "%C2%B2", "pdf/x", "0000099", "01"):
        assert ask(server, f"page/{wrong}?of={made['token']}").status == 404


def test_changes_are_told_to_everybody(server: Preview, deck: Path) -> None:
    listeners = []
    for _ in range(3):
        connection = http.client.HTTPConnection("127.0.0.1", _port(server), timeout=20)
        connection.request("GET", f"/{server.secret}/events")
        answer = connection.getresponse()
        assert answer.headers["Content-Type"] == "text/event-stream"
        assert answer.readline().startswith(b"data: ")
        listeners.append((connection, answer))
    before = server.store.current.version
    written(deck.parent, DECK.replace("Ukraine", "Ukraine today"))
    for connection, answer in listeners:
        line = b""
        while not line.startswith(b"data: "):
            line = answer.readline()
        assert int(line.removeprefix(b"data: ")) > before
        connection.close()


def test_the_end_does_not_wait_for_listeners(deck: Path) -> None:
    with served(deck) as server:
        connection = http.client.HTTPConnection("127.0.0.1", _port(server), timeout=20)
        connection.request("GET", f"/{server.secret}/events")
        answer = connection.getresponse()
        answer.readline()
    rest = answer.read()  # ends at once instead of running into the time limit
    assert b"data:" not in rest
    connection.close()


def test_too_many_visitors_are_turned_away_and_room_is_made_again(
    deck: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_VISITORS", 2)
    with served(deck) as server:
        held = [socket.create_connection(("127.0.0.1", _port(server)), 5) for _ in range(2)]
        time.sleep(0.2)
        with pytest.raises((http.client.HTTPException, OSError)):
            ask(server, "state")
        for connection in held:
            connection.close()
        for _ in range(50):
            time.sleep(0.05)
            try:
                assert ask(server, "state").status == 200
                return
            except (http.client.HTTPException, OSError):
                continue
        pytest.fail("the room was not given back")


def test_tabs_that_were_closed_take_no_room(deck: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_VISITORS", 4)
    monkeypatch.setattr(module, "_BEAT", 0.05)
    with served(deck) as server:
        for _ in range(12):  # nothing is saved meanwhile that would be written to them
            for _ in range(100):
                connection = http.client.HTTPConnection("127.0.0.1", _port(server), timeout=20)
                try:
                    connection.request("GET", f"/{server.secret}/events")
                    assert connection.getresponse().readline().startswith(b"data: ")
                    break
                except (http.client.HTTPException, OSError):
                    time.sleep(0.05)
                finally:
                    connection.close()
            else:
                pytest.fail("the room was not given back")


def test_each_preview_has_its_own_secret(deck: Path) -> None:
    with served(deck) as one, served(deck) as other:
        assert one.secret != other.secret
        assert len(one.secret) >= 20
        assert one.server_address[0] == "127.0.0.1"


def test_a_port_that_is_taken(server: Preview, deck: Path) -> None:
    with pytest.raises(OSError, match=r".*"):
        module.opened([deck], _port(server))

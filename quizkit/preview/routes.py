"""What each address of the preview answers with. Who may ask is decided before: see `server`."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from quizkit import codes, media
from quizkit.media import Medium
from quizkit.preview import cards, listing
from quizkit.targets.anki_html import media_name

if TYPE_CHECKING:
    from quizkit.preview.server import Preview
    from quizkit.preview.state import View

_ASSETS = {
    "app.css": "text/css",
    "look.js": "text/javascript",
    "state.js": "text/javascript",
    "list.js": "text/javascript",
    "findings.js": "text/javascript",
    "card-pane.js": "text/javascript",
    "paper-pane.js": "text/javascript",
    "app.js": "text/javascript",
    "icon.svg": "image/svg+xml",
}
_PAGE = re.compile(r"[1-9][0-9]{0,5}", re.ASCII)
_KINDS = {
    "png": "image/png", "jpeg": "image/jpeg", "gif": "image/gif", "webp": "image/webp", "svg": "image/svg+xml",
}  # fmt: skip

_PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
_GONE = b'<!DOCTYPE html><html lang="en"><title>Card</title><p>This card is no longer in the deck.</p></html>'
_GONE_POLICY = "default-src 'none'; frame-ancestors 'self'; sandbox"
_PICTURE_POLICY = "default-src 'none'; sandbox"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a browser gets. `headers` are added to those that every answer has."""

    body: bytes
    kind: str = "text/plain; charset=utf-8"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


class Refused(Exception):
    """Why a request is not answered: the status and a sentence."""

    def __init__(self, status: HTTPStatus, reason: str) -> None:
        self.status = status
        super().__init__(reason)


def respond(server: Preview, route: str, query: Mapping[str, str]) -> Answer:
    """The answer for a request that was let in. `route` is the address behind the secret."""
    first, _, rest = route.partition("/")
    if first in _ROUTES:
        return _ROUTES[first](server, rest, query)
    raise Refused(HTTPStatus.NOT_FOUND, "there is no such page")


def _index(_server: Preview, rest: str, _query: Mapping[str, str]) -> Answer:
    if rest:
        raise Refused(HTTPStatus.NOT_FOUND, "there is no such page")
    body = _asset("index.html")
    return Answer(body, "text/html; charset=utf-8", headers={"Content-Security-Policy": _PAGE_POLICY})


def _assets(_server: Preview, rest: str, _query: Mapping[str, str]) -> Answer:
    if rest not in _ASSETS:
        raise Refused(HTTPStatus.NOT_FOUND, "there is no such file")
    return Answer(_asset(rest), f"{_ASSETS[rest]}; charset=utf-8")


def _asset(name: str) -> bytes:
    return files("quizkit.preview").joinpath("assets", name).read_bytes()


def _view(server: Preview, query: Mapping[str, str]) -> View:
    view = server.store.current.views.get(query.get("deck", ""))
    if view is None:
        raise Refused(HTTPStatus.NOT_FOUND, "there is no such deck")
    return view


def _json(data: object) -> Answer:
    body = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return Answer(body, "application/json; charset=utf-8")


def _state(server: Preview, _rest: str, query: Mapping[str, str]) -> Answer:
    now = server.store.current
    key = query.get("deck", "")
    view = now.views.get(key)
    planned = server.proofs.plan(view) if view else None
    data = listing.overview(now, key, planned, server.store.trouble)
    return _json({**data, "question": listing.question(view, query.get("id", "")) if view else None})


def _question(server: Preview, _rest: str, query: Mapping[str, str]) -> Answer:
    """The little that is needed to draw a card, long before the whole list is there."""
    view = server.store.current.views.get(query.get("deck", ""))
    return _json(listing.question(view, query.get("id", "")) if view else {"edition": 0, "cards": []})


def _media(server: Preview, rest: str, query: Mapping[str, str]) -> Answer:
    """A card, or a picture on one: beside each other, as in a student's collection."""
    if rest == "card":
        return _card(server, query)
    for view in server.store.current.views.values():
        for medium in view.deck.media.values() if view.deck else ():
            if view.deck and media_name(medium) == rest:
                return _picture(view.deck.folder, medium)
    raise Refused(HTTPStatus.NOT_FOUND, "there is no such picture")


def _picture(folder: Path, medium: Medium) -> Answer:
    """The picture, if the file is still the one that was checked and not, say, a link to another one."""
    try:
        if media.load(folder, medium.name).digest != medium.digest:
            raise Refused(HTTPStatus.NOT_FOUND, "this picture is another one now")
        body = medium.path.read_bytes()
    except (OSError, media.MediaError) as error:
        raise Refused(HTTPStatus.NOT_FOUND, "this picture is gone") from error
    headers = {"Content-Security-Policy": _PICTURE_POLICY, "Cross-Origin-Resource-Policy": "cross-origin"}
    return Answer(body, _KINDS[medium.kind], headers=headers)


def _card(server: Preview, query: Mapping[str, str]) -> Answer:
    view = _view(server, query)
    try:
        note = cards.note_of(view.deck, query.get("id", "")) if view.deck else None
    except KeyError:
        note = None
    ordinal = query.get("card", "0")
    if view.deck is None or note is None or ordinal not in map(str, note.ordinals):
        # Asked for a moment after it went away: an answer that a frame may show, and no error.
        return Answer(_GONE, "text/html; charset=utf-8", headers={"Content-Security-Policy": _GONE_POLICY})
    look = cards.Look(query.get("night") == "1", query.get("phone") == "1", query.get("side") == "back")
    html, policy = cards.document(note, int(ordinal), look, view.deck.deck.lang)
    own = " ".join(f"http://{host}/{server.secret}/media/" for host in sorted(server.hosts))
    allowed = (
        f"{policy}; img-src {own}; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; "
        "sandbox allow-scripts"
    )
    return Answer(html.encode(), "text/html; charset=utf-8", headers={"Content-Security-Policy": allowed})


def _sheet(server: Preview, _rest: str, query: Mapping[str, str]) -> Answer:
    """Sets a sheet; the answer comes when it is done."""
    key = query.get("deck", "")
    made = server.proofs.make(lambda: server.store.current.views.get(key), query.get("sheet", ""))
    if made is None:
        raise Refused(HTTPStatus.NOT_FOUND, "there is no such sheet")
    return _json(listing.proof(made, server.store.current.texts))


def _page(server: Preview, rest: str, query: Mapping[str, str]) -> Answer:
    """A page of a sheet as SVG, or its PDF."""
    made = server.proofs.get(query.get("of", ""))
    kept = {"Cache-Control": "private, max-age=3600"}
    if made is not None and rest == "pdf":
        name = {"Content-Disposition": 'inline; filename="preview.pdf"'}
        return Answer(made.pdf, "application/pdf", headers={**kept, **name, "Content-Security-Policy": ""})
    if made is not None and _PAGE.fullmatch(rest) and int(rest) <= len(made.pages):
        headers = {**kept, "Content-Security-Policy": _PICTURE_POLICY}
        return Answer(made.pages[int(rest) - 1], "image/svg+xml", headers=headers)
    raise Refused(HTTPStatus.NOT_FOUND, "this page is no longer here")


def _code(_server: Preview, rest: str, _query: Mapping[str, str]) -> Answer:
    try:
        return Answer(codes.page(rest).encode())
    except KeyError:
        raise Refused(HTTPStatus.NOT_FOUND, "there is no such code") from None


_ROUTES: dict[str, Callable[[Preview, str, Mapping[str, str]], Answer]] = {
    "": _index,
    "assets": _assets,
    "state": _state,
    "question": _question,
    "media": _media,
    "sheet": _sheet,
    "page": _page,
    "code": _code,
}

"""The house's rules built into every face: closed by default, tokens on every change, sorry in one sentence."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask, flash, get_flashed_messages
from flask.testing import FlaskClient
from jinja2 import ChoiceLoader, DictLoader

from village.errors import VillageError
from village.language import tell
from village.settings import Settings
from village.store import Store
from village.web import access, csrf
from village.web.app import make_app


@pytest.fixture
def app(store: Store, tmp_path: Path) -> Flask:
    settings = Settings(data=tmp_path / "data")
    made = make_app("tests", face="desk", store=store, settings=settings, upload_limit=1000)
    own = DictLoader({"sorry.html": "<h1>{{ said.shown }}</h1>"})
    made.jinja_loader = ChoiceLoader([own, made.jinja_loader])  # type: ignore[list-item]

    @access.everybody
    def expected() -> str:
        raise VillageError("entry_unknown", "YK-04")

    @access.everybody
    def broken() -> str:
        raise ZeroDivisionError("a secret of the machine")

    @access.everybody
    def full() -> str:
        raise sqlite3.OperationalError("database or disk is full")

    @access.everybody
    def no_room() -> str:
        raise OSError(errno.ENOSPC, "No space left on device")

    @access.everybody
    def no_share() -> str:
        raise OSError(errno.EDQUOT, "Disk quota exceeded")

    @access.everybody
    def forbidden() -> str:
        raise PermissionError(errno.EACCES, "Permission denied: 'a secret of the machine'")

    @access.everybody
    def locked() -> str:
        raise sqlite3.OperationalError("database is locked")

    @access.everybody
    def page() -> str:
        return f"<p>{csrf.token()}</p>"

    for view in (expected, broken, full, no_room, no_share, forbidden, locked, page):
        made.add_url_rule(f"/{view.__name__}", view_func=view, methods=["GET", "POST"])
    return access.close(made)


@pytest.fixture
def client(app: Flask) -> Iterator[FlaskClient]:
    with app.test_client() as client:
        yield client


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/expected", 422, "entry_unknown"),
        ("/broken", 500, "unexpected"),
        ("/full", 507, "disk_full"),
        ("/no_room", 507, "disk_full"),
        ("/no_share", 507, "disk_full"),
        ("/forbidden", 500, "unexpected"),
        ("/locked", 503, "database_locked"),
        ("/nowhere", 404, "page_missing"),
    ],
)
def test_every_trouble_is_one_plain_sentence(client: FlaskClient, path: str, status: int, code: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, tell(code).shown in answer.text) == (status, True)
    assert "secret" not in answer.text
    fragment = client.get(path, headers={"HX-Request": "true"})
    assert tell(code).shown in fragment.text
    assert "<h1>" not in fragment.text


def test_the_clause_is_told_with_the_sentence(client: FlaskClient) -> None:
    assert "YK-04" in client.get("/expected", headers={"HX-Request": "true"}).text


def test_a_change_without_the_session_s_token_is_refused(client: FlaskClient) -> None:
    token = client.get("/page").text[3:-4]
    assert client.post("/page").status_code == 422
    assert client.post("/page", headers={"X-CSRF": "guess"}).status_code == 422
    assert client.post("/page", headers={"X-CSRF": token}).status_code == 200
    assert client.post("/page", data={"csrf": token}).status_code == 200


def test_a_session_without_a_token_changes_nothing(client: FlaskClient) -> None:
    assert client.post("/page", headers={"X-CSRF": ""}).status_code == 422
    assert client.post("/page", data={"csrf": " "}).status_code == 422


def test_too_much_is_refused_before_it_is_read(client: FlaskClient) -> None:
    token = client.get("/page").text[3:-4]
    answer = client.post("/page", data={"photo": "x" * 2000}, headers={"X-CSRF": token})
    assert answer.status_code == 413
    assert tell("photo_too_big").shown in answer.text


def test_pages_are_never_kept_and_may_ask_nobody_else(client: FlaskClient) -> None:
    headers = client.get("/page").headers
    assert headers["Cache-Control"] == "no-store"
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]


def test_a_route_that_says_nothing_about_access_stops_the_start(app: Flask) -> None:
    app.add_url_rule("/hole", view_func=lambda: "", endpoint="hole")
    with pytest.raises(RuntimeError, match="hole"):
        access.close(app)


def test_the_signing_key_is_the_user_s_alone(app: Flask, tmp_path: Path) -> None:
    key = tmp_path / "data" / "desk.key"
    assert key.read_bytes() == app.config["SECRET_KEY"]
    assert key.stat().st_mode & 0o077 == 0


def test_the_same_cookie_sent_twice_is_the_same_session_twice(app: Flask) -> None:
    @access.everybody
    def tell_more() -> str:
        flash("more")
        return " ".join(get_flashed_messages())

    app._got_first_request = False  # this app has drawn its pages already
    app.add_url_rule("/more", "more", tell_more)
    with app.test_client() as first, first.session_transaction() as session:
        session["_flashes"] = [("message", "one")]
    cookie = first.get_cookie(app.config["SESSION_COOKIE_NAME"])
    assert cookie
    for _ in range(2):
        again = app.test_client()
        again.set_cookie(cookie.key, cookie.value)
        assert again.get("/more").text == "one more"

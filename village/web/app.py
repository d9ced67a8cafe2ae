"""A face's Flask app with the house's rules built in: closed by default, one policy, one way to say sorry."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Flask, Request, Response, current_app, has_request_context, request, send_from_directory
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from itsdangerous import BadSignature, URLSafeTimedSerializer
from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.http import parse_cookie
from werkzeug.routing import Rule

from village import clock
from village.settings import Settings
from village.store import Store
from village.web import access, csrf, errors, filters

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

_COOKIES = 64  # kept verified: a village has a handful of screens
_SHARED = Path(__file__).parent
_POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; object-src 'none'; base-uri 'none';"
    " form-action 'self'; frame-ancestors 'none'"
)
_HEADERS = (
    ("Content-Security-Policy", _POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
)

# Nothing of one visitor may be found again by the next (decision 18, EN 301 549): of answers that say nothing else.
_NOT_KEPT = (("Cache-Control", "no-store"),)


def make_app(
    import_name: str,
    *,
    face: str,
    store: Store | None,
    settings: Settings,
    upload_limit: int,
    larger: Mapping[str, int] | None = None,
) -> Flask:
    """An empty face named `face` ("kiosk", "desk"); `upload_limit` in bytes answers 413 beyond it; the endpoints in
    `larger` have limits of their own.

    The caller registers blueprints and then calls `access.close(app)`, which refuses unmarked routes.
    """
    app = _App(import_name)
    app.session_interface = _Sessions()
    app.extensions["store"] = store
    app.extensions["settings"] = settings
    app.extensions["larger"] = dict(larger or {})
    app.config.update(
        SECRET_KEY=_secret(settings.data, face),
        # Cookies know no ports: each face needs a name of its own.
        SESSION_COOKIE_NAME=f"xiangyin_{face}",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Strict",
        MAX_CONTENT_LENGTH=upload_limit,
        SEND_FILE_MAX_AGE_DEFAULT=3600,
    )
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    own = app.jinja_loader
    app.jinja_loader = ChoiceLoader([loader for loader in (own, FileSystemLoader(_SHARED / "templates")) if loader])
    app.add_url_rule("/shared/<path:filename>", "shared", access.everybody(_shared_file), methods=["GET"])
    app.before_request(_refuse_too_much)
    access.guard(app)
    csrf.guard(app)
    filters.install(app)
    errors.install(app)
    app.wsgi_app = _with_headers(app.wsgi_app)  # type: ignore[assignment, method-assign]
    return app


class _App(Flask):
    """Flask that does not ask of each function at each call whether it is a coroutine, and that writes the addresses
    of its own pages, of which a list has a hundred, without asking each time what host and scheme they would have."""

    def __init__(self, import_name: str) -> None:
        super().__init__(import_name)
        self._rules: dict[str, Rule | None] = {}

    def url_for(self, /, endpoint: str, **values: Any) -> str:
        """As Flask has it."""
        if endpoint not in self._rules:
            self._rules[endpoint] = self._only_rule(endpoint)
        rule = self._rules[endpoint]
        if rule is None or not has_request_context() or request.root_path or any(key[0] == "_" for key in values):
            return super().url_for(endpoint, **values)
        given = {key: value for key, value in values.items() if value is not None}
        built = rule.build(given) if rule.arguments <= given.keys() else None
        return built[1] if built else super().url_for(endpoint, **values)

    def _only_rule(self, endpoint: str) -> Rule | None:
        """The rule of an endpoint that has one address."""
        rules = [rule for rule in self.url_map.iter_rules() if rule.endpoint == endpoint and not rule.defaults]
        return rules[0] if len(rules) == 1 else None

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Nothing here is a coroutine."""
        return func


class _Sessions(SecureCookieSessionInterface):
    """Flask's own, which has a wrapped SHA-1, makes its signer anew for every request, and verifies a cookie as
    often as it comes: here both once."""

    digest_method = staticmethod(hashlib.sha256)
    _signer: URLSafeTimedSerializer | None = None

    def __init__(self) -> None:
        self._opened = lru_cache(_COOKIES)(self._open)

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        if self._signer is None:
            self._signer = super().get_signing_serializer(app)
        return self._signer

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession:
        cookies = request.environ.get("HTTP_COOKIE", "")
        try:
            # By the hour, so that one grows too old here too.
            kept = self._opened(app, cookies, clock.now().hour)
            return SecureCookieSession(deepcopy(kept))  # what a request says to its session is not said to the next
        except BadSignature:
            return SecureCookieSession()

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        # Flask would also write `Vary: Cookie`; what differs by cookie is kept by nobody.
        if session.modified:
            super().save_session(app, session, response)

    def _open(self, app: Flask, cookies: str, _hour: int) -> dict[str, Any]:
        cookie, signer = parse_cookie(cookies).get(self.get_cookie_name(app)), self.get_signing_serializer(app)
        if not cookie or not signer:
            return {}
        return dict(signer.loads(cookie, max_age=int(app.permanent_session_lifetime.total_seconds())))


def _refuse_too_much() -> None:
    # Flask looks at the limit when a body is read; a route that never reads would let it pass.
    length = request.content_length
    if length is None:
        return
    larger = current_app.extensions["larger"].get(request.endpoint)
    if larger:
        request.max_content_length = larger
    if length > (larger or current_app.config["MAX_CONTENT_LENGTH"]):
        raise RequestEntityTooLarge


def _shared_file(filename: str) -> Response:
    return send_from_directory(_SHARED / "static", filename)


def _with_headers(app: WSGIApplication) -> WSGIApplication:
    """Every answer carries the policy, those of errors too."""

    def answer(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        def begin(status: str, headers: list[tuple[str, str]], *why: Any) -> Any:
            kept = any(name == "Cache-Control" for name, _ in headers)
            return start(status, [*headers, *_HEADERS, *(() if kept else _NOT_KEPT)], *why)

        return app(environ, begin)

    return answer


def _secret(data: Path, face: str) -> bytes:
    """The face's signing key, made once for each installation and readable by its user only."""
    path = data / f"{face}.key"
    if not path.exists():
        data.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_bytes(secrets.token_bytes(32))
    return path.read_bytes()

"""A visit at the kiosk over http, as the kiosk's page makes it."""

from __future__ import annotations

import http.client
import re
from urllib.parse import urlencode, urlsplit

_CSRF = re.compile(r'data-csrf="([^"]+)"')
_FORM = "application/x-www-form-urlencoded"


class Visit:
    """One connection, one session, one household opened by its card."""

    def __init__(self, kiosk: str, card: str) -> None:
        self.wire = http.client.HTTPConnection(urlsplit(kiosk).netloc, timeout=30)
        self.headers = {"X-Screen": "1280x800"}
        page = self.ask("GET", "/").decode()
        found = _CSRF.search(page)
        assert found, page[:500]
        self.headers["X-CSRF"] = found[1]
        page = self.form("/card", card=card).decode()
        assert "at-balance" in page, page[:500]

    def ask(self, method: str, path: str, body: bytes | str | None = None, **headers: str) -> bytes:
        """The answer; its cookie is kept."""
        self.wire.request(method, path, body, self.headers | headers)
        answer = self.wire.getresponse()
        said = answer.read()
        assert answer.status in (200, 204), f"{method} {path} answers {answer.status}"
        if cookie := answer.getheader("Set-Cookie"):
            self.headers["Cookie"] = cookie.split(";")[0]
        return said

    def form(self, path: str, **fields: object) -> bytes:
        """A button pressed."""
        return self.ask("POST", path, urlencode(fields), **{"Content-Type": _FORM})

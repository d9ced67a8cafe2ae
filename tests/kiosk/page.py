"""A page of the kiosk as a visitor sees it, through Flask's test client."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kiosk.speech import join
from village.language import Phrase
from village.language.phrases import known

BIG = "1920x1080"


class Sentences(HTMLParser):
    """What stands on a page with the name of its sentence: (key, shown), in order."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        key = dict(attrs).get("data-say")
        if key:
            self.found.append((key, ""))
            self._depth = 1
        elif self._depth and tag not in ("wbr", "img"):
            self._depth += 1

    def handle_data(self, data: str) -> None:
        if self._depth:
            key, shown = self.found[-1]
            self.found[-1] = (key, shown + data)

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 the parser's own signature
        self._depth = max(0, self._depth - 1)


class Unsaid(HTMLParser):
    """What stands in the head and the middle of a page and belongs to no sentence; the constant bar, 说话, the keys
    of a pad and covers that are not lifted yet are left out."""

    _CONSTANT = frozenset({"data-say", "data-name", "data-digit", "data-quiet", "hidden"})
    _ALONE = frozenset({"area", "br", "img", "input", "link", "meta", "source", "use", "path", "wbr"})

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._within: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self._ALONE:
            return
        given = dict(attrs)
        known = self._CONSTANT & set(given) or given.get("class") in ("talking", "no-microphone")
        looked = self._within[-1] if self._within else False
        self._within.append((looked or tag in ("header", "main", "aside")) and not known)

    def handle_data(self, data: str) -> None:
        if self._within and self._within[-1] and data.strip():
            self.found.append(data.strip())

    def handle_endtag(self, tag: str) -> None:
        if tag not in self._ALONE:
            self._within.pop()


def sentences(html: str) -> list[tuple[str, str]]:
    """(key, shown) of every sentence on a page."""
    reader = Sentences()
    reader.feed(html)
    assert all(known(key) for key, _ in reader.found)
    return reader.found


class Page:
    """The last answer, and ways to go on from it."""

    def __init__(self, client: FlaskClient, screen: str = BIG) -> None:
        self.client = client
        self.headers = {"X-Screen": screen}
        self.answer: TestResponse

    def get(self, address: str) -> Page:
        """Follow a link."""
        self.answer = self.client.get(address, headers=self.headers, follow_redirects=True)
        return self

    def post(self, address: str, **form: object) -> Page:
        """Press a button."""
        data = {"csrf": self.csrf, **{key: str(value) for key, value in form.items()}}
        self.answer = self.client.post(address, headers=self.headers, data=data, follow_redirects=True)
        return self

    @property
    def csrf(self) -> str:
        """The session's token, as the page carries it."""
        with self.client.session_transaction() as session:
            return str(session.get("csrf", ""))

    @property
    def html(self) -> str:
        """The page."""
        return self.answer.get_data(as_text=True)

    @property
    def said(self) -> list[tuple[str, str]]:
        """(key, shown) of every sentence on the page."""
        return sentences(self.html)

    @property
    def keys(self) -> list[str]:
        """The names of the page's sentences."""
        return [key for key, _ in self.said]

    @property
    def regret(self) -> str:
        """The name of the error that the page tells, "" for none."""
        return next((key for key in self.keys if key.startswith("error.")), "")

    @property
    def text(self) -> str:
        """The page's sentences, in one."""
        return "\n".join(shown for _, shown in self.said)

    @property
    def screen(self) -> str:
        """The name of the screen shown."""
        found = re.search(r'class="at-(\w+)', self.html)
        assert found, self.html[:400]
        return found[1]

    def card(self, text: object) -> Page:
        """Hold a card to the scanner."""
        return self.post("/card", card=text)

    @property
    def sounds(self) -> list[str]:
        """Addresses of what can be heard, in the order of the page; the page itself is the last but for the warning."""
        return re.findall(r'data-hear="([^"]+)"', self.html)

    @property
    def now(self) -> str:
        """Address of what the page says by itself, "" for nothing."""
        return str(re.findall(r'data-now="([^"]*)"', self.html)[0])

    @property
    def aloud(self) -> str:
        """What 念给我听 says."""
        return self.utterance(self.sounds[-1])

    @property
    def unsaid(self) -> list[str]:
        """What is shown and belongs to no sentence."""
        reader = Unsaid()
        reader.feed(self.html)
        return reader.found

    def utterance(self, address: str) -> str:
        """The text behind a sound, as the server remembers it for this visitor."""
        return join(self.phrases(address))

    def phrases(self, address: str) -> tuple[Phrase, ...]:
        """The sentences behind it."""
        with self.client.session_transaction() as session:
            visit = self.client.application.extensions["visitors"].get(session["visitor"])
        token = address.rsplit("/", 1)[1].removesuffix(".wav")
        found: tuple[Phrase, ...] = visit.utterances[token].phrases
        return found

    def wav(self) -> bytes:
        """What 念给我听 plays."""
        return self.client.get(self.sounds[-1]).data

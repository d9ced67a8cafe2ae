"""Who stands in front of the screen, and when they have walked away. In memory only; nothing of it is kept."""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import cast

from flask import abort, current_app, redirect, session

from kiosk import turn
from village import clock
from village.language import Phrase
from village.voice.client import DEFAULT_RATE
from village.voice.dialogue import Place
from village.web import db

IDLE = 120
WARNING = 30
"""Seconds without a touch before the warning, and from the warning to the first page (norms C.2)."""

_GONE = timedelta(seconds=IDLE + WARNING + 30)
_MOST = 200  # visitors in memory; a village has a handful of kiosks and tablets
_KEPT = 30  # spoken texts kept for one visitor


class Proof(StrEnum):
    """How the visitor showed that the household is theirs."""

    NONE = "none"
    CARD = "card"
    PIN = "pin"


@dataclass(slots=True)
class Utterance:
    """What a page can say, and its sound once somebody asked for it."""

    phrases: tuple[Phrase, ...]
    private: bool
    sound: Future[bytes] | None = None


@dataclass(slots=True)
class Visitor:
    """One person's visit. `text` 1..3, `contrast` 1..2, `rate` 1..7, `volume` 1..5; `candidate_id` waits for a yes.

    `ear` 2: by ear and four corners (听着用). `phones` 2: what is private is for the headphones only (用耳机听).

    `trail` are the places visited, the current one last; empty means the first page. `misses` counts sentences
    that were not understood in a row.
    `wish` is where they want to go and may not yet, `spoke`: they said so aloud. `issued` numbers the receipts.
    """

    id: str
    seen: datetime
    household_id: int | None = None
    candidate_id: int | None = None
    proof: Proof = Proof.NONE
    text: int = 1
    contrast: int = 1
    ear: int = 1
    phones: int = 1
    rate: int = DEFAULT_RATE
    volume: int = 3
    misses: int = 0
    listening: str = ""
    issued: int = 0
    wish: Place | None = None
    spoke: bool = False
    trail: list[Place] = field(default_factory=list)
    utterances: OrderedDict[str, Utterance] = field(default_factory=OrderedDict)

    @property
    def trusted(self) -> bool:
        """May see the household's own lines: by card, by PIN, or because the village shows them to all."""
        return self.proof is not Proof.NONE or db.settings().public_reasons

    def opens(self, household_id: int, proof: Proof) -> None:
        """The household this visit is about from now on."""
        self.household_id, self.candidate_id, self.proof = household_id, None, proof

    def opens_nobody(self) -> None:
        """No household is open, none waits for a yes."""
        self.household_id, self.candidate_id, self.proof = None, None, Proof.NONE

    def keep(self, token: str, utterance: Utterance) -> None:
        """Remember a text of a page; the oldest go."""
        self.utterances[token] = utterance
        self.utterances.move_to_end(token)
        while len(self.utterances) > _KEPT:
            self.utterances.popitem(last=False)


class Visitors:
    """All visits of all kiosks."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._visits: OrderedDict[str, Visitor] = OrderedDict()

    def welcome(self) -> Visitor:
        """Somebody new."""
        fresh = Visitor(secrets.token_urlsafe(18), clock.now())
        with self._lock:
            self._visits[fresh.id] = fresh
            gone = [key for key, visit in self._visits.items() if self._left(visit)]
            for key in gone or self._least()[: max(0, len(self._visits) - _MOST)]:
                del self._visits[key]
        return fresh

    def get(self, visitor_id: str) -> Visitor | None:
        """The visit, unless it is over."""
        found = self._visits.get(visitor_id)
        return None if found is None or self._left(found) else found

    def leave(self, visitor_id: str) -> None:
        """The visit is over; all that was known of it goes."""
        with self._lock:
            self._visits.pop(visitor_id, None)

    def _least(self) -> list[str]:
        """Those who lose least go first: who only looked at the first page, then who is longest idle."""

        def stake(key: str) -> tuple[object, ...]:
            visit = self._visits[key]
            return (visit.proof is not Proof.NONE, visit.household_id is not None, bool(visit.trail), visit.seen)

        return sorted(list(self._visits)[:-1], key=stake)  # the newest is just being welcomed

    @staticmethod
    def _left(visit: Visitor) -> bool:
        return clock.now() - visit.seen > _GONE


def visitors() -> Visitors:
    """Those of the app that answers."""
    return cast(Visitors, current_app.extensions["visitors"])


def welcome() -> Visitor:
    """The one before is gone, somebody new stands here."""
    visitors().leave(str(session.get("visitor", "")))
    fresh = visitors().welcome()
    session["visitor"] = fresh.id
    turn.current().visitor = fresh
    return fresh


def current() -> Visitor:
    """Who asks; whoever has left, or never came by the first page, is sent there."""
    now = turn.current()
    if now.visitor is None:
        now.visitor = visitors().get(str(session.get("visitor", "")))
    if now.visitor is None:
        abort(redirect("/"))
    return now.visitor


def current_or_stranger() -> Visitor:
    """Who asks; for the page of an error, also somebody whose visit is over."""
    return turn.current().visitor or visitors().get(str(session.get("visitor", ""))) or Visitor("", clock.now())


def here() -> None:
    """Access: anybody who came by the first page, however long ago it was drawn. Counts as a sign of life."""
    now = turn.current()
    if now.visitor is None:
        now.visitor = visitors().get(str(session.get("visitor", "")))
    if now.visitor is None and "visitor" in session:
        welcome()  # the one before is long gone, the first page still stood there
    current().seen = clock.now()


def watching() -> None:
    """Access: as `here`, for what a page asks by itself; no sign of life."""
    current()


def known() -> None:
    """Access: a household is open."""
    here()
    if current().household_id is None:
        abort(redirect("/"))


def household_id() -> int:
    """The open household of this request."""
    found = current().household_id
    if found is None:
        abort(redirect("/"))
    return found

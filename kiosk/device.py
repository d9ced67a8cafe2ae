"""The screen that asks: its name, its pixels a millimetre, and how much fits on it."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from flask import request, session

from kiosk import turn
from kiosk.paging import Room
from village.services import kiosks
from village.web import db

SMALL = 600
"""CSS px of height below which a screen is laid out like a 7-inch one; the same figure stands in kiosk.css."""

TEXT_MM = (10.0, 13.0, 16.0)
"""Height of a character in millimetres at the three text sizes 大, 特大, 超大 (norms C.2)."""

_SMALL_MM = (7.5, 10.0, 13.0)
"""Seven inches: so that two lines of a statement stand on a page; never below 7.3 (EN 301 549 5.1.4)."""
_LINES, _PICTURED_LINES = (6, 14, 18), (5, 10, 15)
"""Characters of a name on a button at seven inches that take one, two, three lines with the one that stands below."""

_LONG, _PICTURED_LONG = 9, 6  # at ten inches, where a longer name's two lines are too high for three rows

_SIZE = re.compile(r"(\d{3,5})x(\d{3,5})")


@dataclass(frozen=True, slots=True)
class Device:
    """`name` is what a help call says, `place` where it stands; `width` and `height` are CSS px, those of a 7-inch
    screen until it was `measured`."""

    id: str
    address: str
    name: str
    ppi: int
    width: int = 800
    height: int = 480
    measured: bool = True
    place: str = ""

    @property
    def marks(self) -> tuple[str, ...]:
        """What it is known by: its address and its cookie, and never its name, which anybody may choose."""
        return (f"address {self.address}", *([f"cookie {self.id}"] if self.id else []))

    @property
    def whereabouts(self) -> str:
        """What somebody at the desk needs to find it: no two that are on are told by the same words."""
        plain = f"{self.name}（{self.place}）" if self.place else self.name
        return kiosks.whereabouts(db.store(), self.id) or plain

    @property
    def small(self) -> bool:
        """Whether pages are split for a small screen."""
        return self.height < SMALL

    @property
    def narrow(self) -> bool:
        """Whether four buttons are too many beside 说话."""
        return self.width / self.unit < 260

    @property
    def low(self) -> bool:
        """Whether three rows of two-line choices are all that stands below one another."""
        return self.height / self.unit < 150

    def room(
        self, names: Sequence[str] = (), *, crowded: bool = False, pictured: bool = False, talking: bool = False
    ) -> Room:
        """For choices of these names (norms C.2: 6; four on 7 inches), fewer where long names need the lines.
        `crowded`, which counts at seven inches: a notice stands above them, or two lines below each name;
        `pictured`: a picture stands beside each; `talking`: 说话 stands there too, and is counted as one of them."""
        found, spare = self._room(names, crowded=crowded, pictured=pictured), (4 if self.small else 6) - talking
        return Room(min(found.whole, spare), min(found.beside_more, spare - 1))

    def _room(self, names: Sequence[str], *, crowded: bool, pictured: bool) -> Room:
        longest = max(map(len, names), default=0)
        if not self.small:
            return Room(4, 3) if self.low and longest > (_PICTURED_LONG if pictured else _LONG) else Room(6, 5)
        one, two, three = _PICTURED_LINES if pictured else _LINES
        if longest > three or (crowded and longest > two):
            return Room(2, 1)
        return Room(2, 2) if longest > (one if crowded else two) else Room(4, 3)

    @property
    def mm(self) -> float:
        """CSS px of one millimetre."""
        return self.ppi / 25.4

    @property
    def unit(self) -> float:
        """CSS px of what pages are laid out in: a millimetre, more on a tall screen (kiosk.css says the same)."""
        return max(self.mm, 0.0055 * min(self.width, self.height))

    def text_mm(self, size: int) -> float:
        """Height of a character at text size 1..3, in millimetres."""
        return (_SMALL_MM if self.small else TEXT_MM)[size - 1]

    def columns(self, size: int) -> int:
        """Characters on a line of text; never over 20 (norms C.2)."""
        beside = 37 if self.small else 62
        return max(6, min(20, int((self.width / self.unit - beside) / self.text_mm(size))))

    def rows(self, size: int) -> int:
        """Lines of text between the head of a page and its buttons."""
        around, spacing = (52, 1.3) if self.small else (70, 1.3)
        return max(2, int((self.height / self.unit - around) / (self.text_mm(size) * spacing)))


def introduce() -> None:
    """Remember what the address of the start page says: `/?kiosk=大厅&place=进门右手&ppi=133&headphones=USB`."""
    session.setdefault("device", secrets.token_urlsafe(9))
    if name := "".join(filter(str.isprintable, request.args.get("kiosk", ""))).strip():
        session["kiosk"] = name[:20]
    if place := "".join(filter(str.isprintable, request.args.get("place", ""))).strip():
        session["place"] = place[:20]
    if "headphones" in request.args:
        session["headphones"] = request.args["headphones"][:80]
    ppi = request.args.get("ppi", "")
    if ppi.isascii() and ppi.isdigit() and 60 <= int(ppi) <= 400:
        session["ppi"] = int(ppi)
    turn.current().device = None


def current() -> Device:
    """The device of this request; kiosk.js sends its size with every one."""
    now = turn.current()
    if now.device is None:
        now.device = _read()
    return now.device


def _read() -> Device:
    settings, told, given = db.settings(), session.get, request.environ.get
    if size := given("HTTP_X_SCREEN", ""):
        if told("screen") != size[:11]:  # a page that is loaded anew comes without it
            session["screen"] = size[:11]
    else:
        size = str(told("screen", ""))
    width, height = _size(size)
    return Device(
        id=str(told("device", "")),
        address=given("REMOTE_ADDR", ""),
        name=str(told("kiosk", settings.kiosk_name)),
        ppi=int(told("ppi", settings.screen.ppi)),
        width=width,
        height=height,
        measured=bool(_SIZE.fullmatch(size)),
        place=str(told("place", "")),
    )


@lru_cache(maxsize=64)
def _size(told: str) -> tuple[int, int]:
    size = _SIZE.fullmatch(told)
    return (int(size[1]), int(size[2])) if size else (800, 480)

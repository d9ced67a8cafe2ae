"""One request of a visitor: who asks from which screen, and what the page that answers shows and says.

Flask's `g` would do; it costs a tenth of a page's time, and has no types.
"""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from flask import Flask

from village.language import Phrase
from village.model.household import Household

if TYPE_CHECKING:
    from kiosk.device import Device
    from kiosk.stage import Notice
    from kiosk.visitor import Visitor

Aloud = Literal["", "page", "notice"]
"""What a page says by itself: nothing, all of it, or only what is new. Only after a spoken question, or a
touch that asks for sound."""


@dataclass(slots=True)
class Turn:
    """`said` are the sentences of the page so far, `private` if one of them is for the household only; `sound` is
    the name of what the page says by itself or is asked to say."""

    visitor: Visitor | None = None
    device: Device | None = None
    household: Household | None = None
    notice: Notice | None = None
    said: list[Phrase] = field(default_factory=list)
    private: bool = False
    aloud: Aloud = ""
    sound: str = ""


_turn: ContextVar[Turn] = ContextVar("turn")


def begin() -> None:
    """Nothing is known yet."""
    _turn.set(Turn())


def current() -> Turn:
    """That of the request which is being answered."""
    return _turn.get()


def install(app: Flask) -> None:
    """Each request has its own, before anything else of it runs."""
    app.before_request_funcs.setdefault(None, []).insert(0, begin)

"""What a spoken sentence sets in motion: the same acts as the buttons'."""

from __future__ import annotations

from collections.abc import Callable

from flask import g

from kiosk import stage, visitor
from kiosk.screens import help, pad, who
from kiosk.tuning import STEPS, tune
from village.errors import VillageError
from village.voice.dialogue import Reply, Sentence

_ACTS: dict[str, Callable[[], str]] = {
    "back": stage.back,
    "help": help.ring,
    "confirm": who.accept,
    "settings": lambda: stage.show("settings"),
    "goodbye": lambda: stage.leave(Sentence("help.goodbye")),
    "repeat": stage.again,
}


def perform(reply: Reply) -> str:
    """The page that answers. What it says aloud is set by the caller, narrower where only a notice is new."""
    if reply.intent in STEPS:
        return stage.again(stage.told(tune(visitor.current(), reply.intent)))
    if reply.intent == "cancel":
        return who.reject() if stage.here() == "who" else stage.back()
    if reply.intent == "digits":
        return _digits(reply.digits)
    if reply.wish:
        visitor.current().wish, visitor.current().spoke = reply.wish, True
    if reply.place:
        if reply.says and reply.says.key.startswith("unlock.") and reply.place.screen == "statement":
            stage.notify(reply.says)  # why was asked aloud: how to hear it is said before what anybody may see
        return stage.show(reply.place.screen, **reply.place.args)
    if reply.says:
        return stage.again(stage.told(reply.says), aloud="notice")
    return _ACTS[reply.intent]()


def _digits(digits: str) -> str:
    try:
        return pad.look_up(digits)
    except VillageError as error:
        g.aloud = "notice"
        return stage.again(stage.sorry(error))

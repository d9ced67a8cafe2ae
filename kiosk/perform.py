"""What a spoken sentence sets in motion: the same acts as the buttons'."""

from __future__ import annotations

from collections.abc import Callable

from kiosk import stage, turn, visitor
from kiosk.screens import declare, help, identify, objection, pad, who
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
_BUTTONS = {"more": "button.more", "read_receipt": "button.read_receipt", "print_again": "button.print_again"}
_BUTTONS |= {reason: f"objection.{reason}" for reason in objection.REASONS}
_DECLARING = frozenset({"declare", "declare_option", "witness"})


def pressed(reply: Reply) -> str:
    """The button that was named aloud: the key of its words, or its number among the choices; "" for none."""
    return reply.digits if reply.intent == "pick" else _BUTTONS.get(reply.intent, "")


def perform(reply: Reply) -> str:
    """The page that answers. What it says aloud is set by the caller, narrower where only a notice is new."""
    if reply.intent in STEPS:
        return stage.again(stage.told(tune(visitor.current(), reply.intent)))
    if reply.intent == "cancel":
        return who.reject() if stage.here() == "who" else stage.back()
    if reply.intent == "stop" or pressed(reply):
        return stage.again()
    if reply.intent == "digits":
        return _digits(reply.digits)
    if reply.heads:
        return _named(reply)
    if reply.wish or reply.place or reply.says:
        return _go(reply)
    return _ACTS[reply.intent]()


def _go(reply: Reply) -> str:
    """To the screen that answers, or to what has to come before it."""
    if reply.wish:
        visitor.current().wish, visitor.current().spoke = reply.wish, True
    if reply.place and reply.place.screen in _DECLARING and not declare.offered():
        return stage.again(stage.sorry(VillageError("declaration_not_allowed")), aloud="notice")
    if reply.place:
        if reply.says and reply.says.key.startswith("unlock.") and reply.place.screen == "statement":
            stage.notify(reply.says)  # why was asked aloud: how to hear it is said before what anybody may see
        return stage.show(reply.place.screen, **reply.place.args)
    return stage.again(stage.told(reply.says) if reply.says else None, aloud="notice")


def _digits(digits: str) -> str:
    try:
        return pad.look_up(digits)
    except VillageError as error:
        turn.current().aloud = "notice"
        return stage.again(stage.sorry(error))


def _named(reply: Reply) -> str:
    """Whoever was named is asked about, or which of several; nothing is open, and nothing is shown of anybody."""
    current = visitor.current()
    current.opens_nobody()
    current.trail.clear()
    current.wish, current.spoke = reply.wish, reply.wish is not None
    if len(reply.heads) == 1:
        return identify.candidate(identify.still_open(reply.heads[0]))
    return stage.show("named", ids=" ".join(map(str, reply.heads)))

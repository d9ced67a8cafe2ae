"""说话: chunks of sound go to the ears while the visitor speaks; the answer comes back with the last one."""

from __future__ import annotations

from contextlib import suppress

from flask import Blueprint, Response, jsonify, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import RequestEntityTooLarge

from kiosk import device, stage, turn, visitor
from kiosk.perform import perform, pressed
from kiosk.screens import ask
from kiosk.speech import sound_now, speech
from kiosk.visitor import Proof
from village.errors import VillageError
from village.language import grammars_for
from village.voice import answers, vocabulary
from village.voice.client import LARGEST_CHUNK, Progress, Voice
from village.voice.dialogue import Asker, Reply, Sentence
from village.web import db
from village.web.access import only

page = Blueprint("listen", __name__)
_FIRST_MISS = {"silence": "voice.silence", "too_long": "voice.too_long"}


@page.post("/listen")
@only(visitor.here)
def begin() -> ResponseReturnValue:
    """Start to listen for what may be said on the visitor's screen."""
    who, screen = visitor.current(), stage.grammar()
    try:
        if not screen or who.misses >= 2:
            raise VillageError("ears_missing")
        rate = request.form.get("rate", 16_000, type=int)
        village = vocabulary.of(db.store())
        grammars, here = grammars_for(screen, village.book), device.current().id
        who.listening = _ears().begin(grammars, slots=village.slots, sample_rate=rate, listener=here)
    except VillageError as error:
        return _sorry(error)
    return jsonify(state="hearing", id=who.listening)


@page.post("/listen/<listening>/<id:n>")
@only(visitor.here)
def chunk(listening: str, n: int) -> ResponseReturnValue:
    """Chunk `n`: 16-bit samples, 16,000 a second. Answers the level, and the reply once the speech has ended."""
    try:
        _check(listening)
        if (request.content_length or 0) > LARGEST_CHUNK:
            raise VillageError("audio_bad")
        return _answer(_ears().send(listening, n, request.get_data(cache=False)))
    except VillageError as error:
        return _sorry(error)


@page.post("/listen/<listening>/end")
@only(visitor.here)
def end(listening: str) -> ResponseReturnValue:
    """The visitor has finished: no more chunks will come."""
    try:
        _check(listening)
        return _answer(_ears().end(listening))
    except VillageError as error:
        return _sorry(error)


@page.post("/listen/<listening>/cancel")
@only(visitor.here)
def cancel(listening: str) -> ResponseReturnValue:
    """The visitor would rather touch."""
    if visitor.current().listening == listening:
        _forget()
    return "", 204


@page.errorhandler(RequestEntityTooLarge)
def too_much(_: RequestEntityTooLarge) -> ResponseReturnValue:
    """More than any chunk of sound is; nothing of it was read. Nobody's page is no page to draw."""
    error = VillageError("audio_bad")
    if not visitor.current_or_stranger().id:
        return jsonify(state="sorry", level=0, html="", speech=""), 413
    return _sorry(error), 413


def _ears() -> Voice:
    voice = speech().voice
    if voice is None:
        raise VillageError("ears_missing")
    return voice


def _check(listening: str) -> None:
    if visitor.current().listening != listening:
        raise VillageError("chunks_out_of_order")


def _answer(progress: Progress) -> Response:
    if not progress.final:
        return jsonify(state="hearing", level=progress.level, complete=progress.complete)
    who = visitor.current()
    who.listening = ""
    reply = _understood(progress)
    if reply is None:
        return _done(progress.state, _missed(progress.state))
    who.misses = 0
    turn.current().aloud = "" if reply.intent == "stop" or pressed(reply) else "page"
    return _done("heard", perform(reply), pressed(reply))


def _understood(progress: Progress) -> Reply | None:
    """What was asked; else whose name it may have been."""
    who, village = visitor.current(), vocabulary.of(db.store())
    asker = Asker(stage.grammar(), who.household_id, who.trusted, who.proof is not Proof.NONE)
    reply = answers.understood(db.store(), progress.heard, asker, village)
    return reply or answers.near(progress.alternatives.get("names", ()), asker, village)


def _missed(state: str) -> str:
    """First an example, then buttons, never a third try by voice (norms C.2)."""
    who = visitor.current()
    misses = who.misses + 1
    if misses > 1:
        turn.current().aloud = "page"
        return ask.show()
    who.misses = misses
    return stage.again(stage.told(Sentence(_FIRST_MISS.get(state, "voice.not_heard"))), aloud="notice")


def _forget() -> None:
    """Free the ears for the next one."""
    who = visitor.current()
    with suppress(VillageError):
        if who.listening:
            _ears().cancel(who.listening)
    who.listening = ""


def _sorry(error: VillageError) -> Response:
    _forget()
    return _done("sorry", stage.again(stage.sorry(error), aloud="notice"))


def _done(state: str, html: str, press: str = "") -> Response:
    """The page to show and what it says; the sound is being made already. `press`: the page touches this button."""
    return jsonify(state=state, level=0, html=html, speech=sound_now(), press=press)

"""The face for households: points at a touchscreen, with eyes or ears or both."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Protocol

from flask import Flask

from kiosk import fixed, ids, lines, speech, stage, tuning, turn, uploads, visitor
from kiosk.screens import (
    ask,
    balance,
    boards,
    card,
    corners,
    declare,
    declared,
    errands,
    help,
    home,
    identify,
    listen,
    named,
    objection,
    order,
    orders,
    pad,
    phone,
    photo,
    pin,
    present,
    print,
    rank,
    redeemable,
    settings,
    shop,
    sound,
    statement,
    told,
    unlock,
    who,
    wish,
)
from village.printing import letter
from village.settings import Settings
from village.store import Store
from village.voice.client import Voice
from village.voice.dialogue import name_of
from village.web import access, goods_pictures, kept, letters, typeface
from village.web.app import make_app

UPLOAD = 256 * 1024
"""Bytes of a request at most: a chunk of sound is 3 kB, a form far less."""

_LARGER = dict.fromkeys(("photo.take", "phone.receive"), photo.LIMIT)

_SCREENS = (
    home,
    card,
    identify,
    pad,
    named,
    who,
    unlock,
    pin,
    balance,
    statement,
    rank,
    print,
    shop,
    order,
    orders,
    wish,
    redeemable,
    errands,
    told,
    boards,
    declare,
    declared,
    photo,
    phone,
    objection,
    help,
    settings,
    corners,
    ask,
    sound,
    listen,
    present,
)


class Prints(Protocol):
    """What the kiosk needs of the print queue."""

    def nudge(self) -> None:
        """There is work."""


def create_app(*, settings: Settings, store: Store, voice: Voice | None, prints: Prints) -> Flask:
    """The kiosk. `voice` None: no ears and no mouth on this machine; touch works all the same."""
    app = make_app(__name__, face="kiosk", store=store, settings=settings, upload_limit=UPLOAD, larger=_LARGER)
    app.url_map.converters["id"] = ids.Id
    turn.install(app)
    app.extensions["visitors"] = visitor.Visitors()
    app.extensions["uploads"] = uploads.Uploads()
    app.extensions["speech"] = speech.Speech(voice)
    app.extensions["prints"] = prints
    for screen in _SCREENS:
        app.register_blueprint(screen.page)
    app.register_blueprint(letters.pictures(letter.png, visitor.watching))
    goods_pictures.install(app, visitor.watching)
    typeface.install(app)
    kept.install(app)
    app.context_processor(stage.surroundings)
    app.jinja_env.globals.update(
        say=speech.say,
        tell=speech.tell,
        label=speech.label,
        button=speech.button,
        broken=lines.button,
        shown=speech.shown,
        sound_of=speech.sound_of,
        page_sound=speech.page_sound,
        sound_now=speech.sound_now,
        figure=stage.figure,
        open_household=stage.open_household,
        whose=stage.whose,
        name_of=name_of,
        volumes=tuning.VOLUMES,
        idle=visitor.IDLE,
        warning=visitor.WARNING,
    )
    fixed.install(app, _version(Path(__file__).with_name("static")))
    return access.close(app)


def _version(folder: Path) -> str:
    """Changes when a static file does, so that browsers may keep them for good."""
    digest = hashlib.sha256()
    for file in sorted(folder.iterdir()):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]

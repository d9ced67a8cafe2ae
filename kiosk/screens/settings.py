"""声音和字: for this visitor only."""

from __future__ import annotations

from itertools import chain

from flask import Blueprint, request

from kiosk import device, paging, stage, visitor
from kiosk.tuning import STEPS, tune
from village.web.access import only

page = Blueprint("settings", __name__)
_VOICE = (("slower", "faster"), ("louder", "softer"))
_SILENT = ("larger", "smaller", "monochrome", "coloured")


@page.get("/settings")
@only(visitor.here)
def settings() -> str:
    """What would you like to change?"""
    return stage.show("settings", number=str(request.args.get("page", 1, type=int)))


@page.post(f"/settings/<any({', '.join(STEPS)}):step>")
@only(visitor.here)
def change(step: str) -> str:
    """One step; a change of the voice is said in the changed voice. `by_ear` is also what a held corner asks for."""
    said = stage.told(tune(visitor.current(), step))
    return stage.again(said, aloud="" if step in _SILENT else "notice")


@stage.screen("settings")
def _settings(number: str = "1") -> str:
    who = visitor.current()
    letters, colour = ("larger", "smaller"), "monochrome" if who.contrast == 1 else "coloured"
    ear, phones = "by_ear" if who.ear == 1 else "by_eye", "headphones" if who.phones == 1 else "loudspeaker"
    pages = [tuple(chain(*_VOICE)), (*letters, colour), (ear, phones)]
    if device.current().small:
        pages = [*_VOICE, letters, (colour, ear), (phones,)]
    chosen = min(max(1, int(number)), len(pages))
    return stage.draw("settings.html", page=paging.Page(pages[chosen - 1], chosen, len(pages)))

"""声音和字: for this visitor only."""

from __future__ import annotations

from itertools import chain

from flask import Blueprint, request

from kiosk import device, paging, stage, visitor
from kiosk.tuning import STEPS, tune
from village.web.access import only

page = Blueprint("settings", __name__)
_VOICE = (("slower", "faster"), ("louder", "softer"))


@page.get("/settings")
@only(visitor.here)
def settings() -> str:
    """What would you like to change?"""
    return stage.show("settings", number=str(request.args.get("page", 1, type=int)))


@page.post(f"/settings/<any({', '.join(STEPS)}):step>")
@only(visitor.here)
def change(step: str) -> str:
    """One step; a change of the voice is said in the changed voice."""
    said = stage.told(tune(visitor.current(), step))
    return stage.again(said, aloud="notice" if step in chain(*_VOICE) else "")


@stage.screen("settings")
def _settings(number: str = "1") -> str:
    letters = ("larger", "smaller", "monochrome" if visitor.current().contrast == 1 else "coloured")
    pages = [*_VOICE, letters] if device.current().small else [tuple(chain(*_VOICE)), letters]
    chosen = min(max(1, int(number)), len(pages))
    return stage.draw("settings.html", page=paging.Page(pages[chosen - 1], chosen, len(pages)))

"""声音和字: for this visitor only."""

from __future__ import annotations

from flask import Blueprint, request

from kiosk import device, paging, stage, visitor
from kiosk.tuning import STEPS, tune
from village.web.access import only

page = Blueprint("settings", __name__)
_PAIRS = [STEPS[start : start + 2] for start in range(0, len(STEPS), 2)]


@page.get("/settings")
@only(visitor.here)
def settings() -> str:
    """What would you like to change?"""
    return stage.show("settings", number=str(request.args.get("page", 1, type=int)))


@page.post("/settings/<any(slower, faster, louder, softer, larger, smaller):step>")
@only(visitor.here)
def change(step: str) -> str:
    """One step; a change of the voice is said in the changed voice."""
    said = stage.told(tune(visitor.current(), step))
    return stage.again(said, aloud="" if step in ("larger", "smaller") else "notice")


@stage.screen("settings")
def _settings(number: str = "1") -> str:
    size = 1 if device.current().small else len(_PAIRS)
    pages = [_PAIRS[start : start + size] for start in range(0, len(_PAIRS), size)]
    chosen = min(max(1, int(number)), len(pages))
    steps = [step for pair in pages[chosen - 1] for step in pair]
    return stage.draw("settings.html", page=paging.Page(steps, chosen, len(pages)))

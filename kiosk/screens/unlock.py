"""What only the household itself may see: card or PIN first."""

from __future__ import annotations

from flask import Blueprint

from kiosk import stage, visitor
from village.services import households
from village.web import db

page = Blueprint("unlock", __name__)


@stage.screen("unlock")
def _unlock() -> str:
    household = households.get(db.store(), visitor.household_id())
    return stage.draw("unlock.html", has_pin=household.has_pin)

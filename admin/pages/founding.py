"""The addresses of the setup, once there is a village: somebody still has one of its pages open."""

from __future__ import annotations

from flask import Blueprint

from village.errors import VillageError
from village.web import access

page = Blueprint("founding", __name__)


@page.route("/founding/<path:_step>", methods=["GET", "POST"])
@access.everybody
def over(_step: str) -> str:
    """Raises `village_founded_already`: the village is founded once."""
    raise VillageError("village_founded_already")

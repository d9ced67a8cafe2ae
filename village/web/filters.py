"""How values are written in templates."""

from __future__ import annotations

from flask import Flask
from markupsafe import Markup

from village.language import dates
from village.model.points import Points
from village.model.staff import ROLE_NAMES
from village.web.letters import named


def install(app: Flask) -> None:
    """Filters and globals of both faces."""
    env = app.jinja_env
    env.filters["day"] = dates.show_date
    env.filters["short_day"] = dates.show_day
    env.filters["moment"] = dates.show_moment
    env.filters["named"] = named
    env.filters["points"] = _points
    env.globals["role_names"] = ROLE_NAMES


def _points(amount: Points, big: bool = False) -> Markup:
    """Points with their sign, gains and losses apart."""
    gain = "gain" if amount.hundredths > 0 else "loss" if amount.hundredths < 0 else ""
    return Markup(f'<b class="points {gain} {"big" if big else ""}">{amount.signed}</b>')

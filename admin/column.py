"""The column of duties beside every page: written once for each page and person, since forty links take a while."""

from __future__ import annotations

from functools import lru_cache

from flask import render_template, request
from markupsafe import Markup

from admin import duties
from admin.duties import Duties
from village import clock
from village.model.staff import Staff
from village.web import csrf, db


def asked() -> Duties:
    """The duties that the rules in force ask for."""
    store, today = db.store(), clock.today()
    return store.kept(("duties", today), lambda: duties.today(store))


def shown(person: Staff) -> Markup:
    """The column as this person sees it on this page."""
    return _written(request.endpoint, person, asked(), csrf.token())


@lru_cache(maxsize=512)
def _written(_endpoint: str | None, _person: Staff, _asked: Duties, _token: str) -> Markup:
    """All that the template looks at is in the key; what else it knows does not change while a village runs."""
    return Markup(render_template("admin/_duties.html"))

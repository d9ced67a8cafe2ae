"""A household by its code, on a phone at the door (扫码记分, GY-12): labels to scan, or the code typed in.

A label's QR is an address of this desk that ends in the 户号. It opens nothing without a log-in, so it may hang at the
door; a card's own code is a key to the account and is only typed here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from admin import codes, roll, session
from admin.forms.fields import FormError, placed
from admin.prints import papers
from village.errors import VillageError
from village.model.household import Household
from village.services import households, ledger
from village.web import access, db

page = Blueprint("scans", __name__, url_prefix="/scan")

_HOST = re.compile(r"[A-Za-z0-9.-]{1,60}(:\d{1,5})?")
_CARD = ("card_damaged", "card_unknown", "card_stopped", "account_closed")
_THIS_MACHINE = ("localhost", "127.")


@dataclass(frozen=True, slots=True)
class Label:
    """What hangs at a door."""

    household: Household
    address: str

    @property
    def qr(self) -> Markup:
        """The code as it is printed."""
        return codes.drawn(self.address)


@page.get("")
@access.only(session.reader)
def index() -> ResponseReturnValue:
    """A box for the code of a card, or a 户号."""
    typed = request.args.get("code", "").strip()
    return show(typed) if typed else _asked()


@page.get("/<scanned>")
@access.only(session.reader)
def show(scanned: str) -> ResponseReturnValue:
    """The household, and what is to be done there."""
    store = db.store()
    try:
        household = _found(scanned)
    except VillageError as error:
        found = error if isinstance(error, FormError) else placed(error, dict.fromkeys(_CARD, "code"))
        return _asked(scanned, found), 422
    return render_template("admin/scans/show.html", household=household, balance=ledger.balance(store, household.id))


@page.get("/labels")
@access.only(session.reader)
def labels() -> str:
    """A group's labels; `at` is this desk's address as phones of the office network reach it."""
    store = db.store()
    groups = [name for name, _ in households.groups(store)]
    wanted = request.args.get("group", "")
    group = wanted if wanted in groups else next(iter(groups), "")
    at = request.args.get("at", "").strip() or request.host
    sound = bool(_HOST.fullmatch(at))
    made = [
        Label(one, f"http://{at}{url_for('scans.show', scanned=one.number)}")
        for one in (papers.roll(store, group) if sound else [])
    ]
    here = at.startswith(_THIS_MACHINE)
    return render_template(
        "admin/scans/labels.html", labels=made, groups=groups, group=group, at=at, sound=sound, here=here
    )


def _found(scanned: str) -> Household:
    """By the code of a card, else by 户号. Raises `card_damaged`, `card_unknown`, `card_stopped`, `account_closed`,
    `unknown_household`."""
    if scanned[:2].upper() == "XY":
        return households.by_card(db.store(), scanned)
    return roll.household(db.store(), {"code": scanned}, "code")


def _asked(typed: str = "", error: FormError | None = None) -> str:
    return render_template("admin/scans/index.html", values={"code": typed}, error=error)

"""Cards (积分卡): one for a household, or a sheet for a group, printed by the browser at bank-card size.

A card is a key: whoever copies its number reads the household's account. So only those who hand cards out see them.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from admin import codes, paging, session
from village.model.household import CardNumber, Household
from village.services import household_lists, households
from village.web import access, db

page = Blueprint("cards", __name__)


@dataclass(frozen=True, slots=True)
class Card:
    """What is printed: the QR carries the number alone, no name (YK-28)."""

    household: Household
    number: CardNumber

    @property
    def qr(self) -> Markup:
        """The code as it is printed."""
        return codes.drawn(str(self.number))


@page.get("/cards")
@access.only(session.holder("roll"))
def index() -> str:
    """A sheet: the cards of one group, and how many of its households have none yet."""
    store = db.store()
    groups = households.groups(store)
    group = request.args.get("group", groups[0][0] if groups else "")
    found = household_lists.cards_in_group(store, group, limit=paging.ROWS + 1, skip=paging.first())
    leaf = paging.begun([Card(*each) for each in found])
    given = household_lists.count_cards(store, group)
    without = dict(groups).get(group, 0) - given
    return render_template(
        "admin/cards/index.html", groups=groups, group=group, leaf=leaf, given=given, without=without
    )


@page.post("/cards")
@access.only(session.power("roll"))
def issue_missing() -> ResponseReturnValue:
    """A card for every household of the group that has none."""
    store, group = db.store(), request.form.get("group", "")
    with store.transaction():
        members = household_lists.in_group(store, group)
        given = household_lists.cards_of(store, (each.id for each in members))
        for household in members:
            if household.id not in given:
                households.issue_card(store, household.id, actor=session.somebody().name)
    flash("cards_issued", "done")
    return redirect(url_for("cards.index", group=group), 303)


@page.get("/households/<int:household_id>/card")
@access.only(session.holder("roll"))
def show(household_id: int) -> str:
    """The household's card, ready to print."""
    household = households.get(db.store(), household_id)
    number = households.card_of(db.store(), household_id)
    card = Card(household, number) if number else None
    return render_template("admin/cards/show.html", household=household, card=card)


@page.post("/households/<int:household_id>/card")
@access.only(session.power("roll"))
def issue(household_id: int) -> ResponseReturnValue:
    """A new card; the old one stops opening the account."""
    households.issue_card(db.store(), household_id, actor=session.somebody().name)
    flash("card_issued", "done")
    return redirect(url_for("cards.show", household_id=household_id), 303)

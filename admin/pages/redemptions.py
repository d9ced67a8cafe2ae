"""Redemption (兑换): ask for goods, hand them over, or cancel (JX-15, JX-18, YK-16, YK-20)."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin import counter, paging, session, shelf, tokens
from admin.forms import redemption as forms
from admin.forms.fields import Form, FormError, placed, text
from village import clock
from village.errors import VillageError
from village.model.goods import Goods
from village.model.household import Household
from village.model.points import ZERO, Points
from village.model.redemption import Redemption, RedemptionState
from village.services import (
    choices,
    counters,
    figures,
    goods,
    household_lists,
    households,
    passbooks,
    redemptions,
    rulebook,
    substitutions,
)
from village.services.proofs import Proof
from village.web import access, db

page = Blueprint("redemptions", __name__)

STATES = {
    RedemptionState.REQUESTED: "等着来拿",
    RedemptionState.HANDED_OVER: "已经交了",
    RedemptionState.CANCELLED: "取消了",
}


@dataclass(frozen=True, slots=True)
class Told:
    """A request, whose it is, and what it is for."""

    made: Redemption
    household: Household
    goods: Goods

    @property
    def state(self) -> str:
        """How far it has got, in words."""
        return STATES[self.made.state]


@page.get("/redemptions")
@access.only(session.reader)
def index() -> str:
    """What waits to be handed over, the most urgent first; above it, whether the window is open."""
    leaf = paging.begun(redemptions.open_ones(db.store(), limit=paging.ROWS + 1, skip=paging.first()))
    waiting, window = _told_each(leaf.rows), counter.window(db.store())
    return render_template("admin/redemptions/index.html", waiting=waiting, leaf=leaf, window=window)


@page.get("/households/<int:household_id>/redemptions/new")
@access.only(session.reader)
def new(household_id: int) -> str:
    """What the household could have."""
    return _form(household_id, {"token": tokens.new(), "quantity": "1"})


@page.post("/households/<int:household_id>/redemptions/new")
@access.only(session.power("shop"))
def ask(household_id: int) -> ResponseReturnValue:
    """Debit the points and keep the goods aside. The same form sent twice answers with the first request."""
    try:
        goods_id, quantity = forms.read(request.form)
        made = redemptions.request(
            db.store(),
            household_id=household_id,
            goods_id=goods_id,
            quantity=quantity,
            place=forms.read_place(request.form),
            actor=session.somebody().name,
            token=tokens.given(request.form),
        )
    except FormError as error:
        return _form(household_id, request.form, error), 422
    except VillageError as error:
        return _form(household_id, request.form, placed(error, forms.FIELDS)), 422
    flash("redemption_asked", "done")
    return redirect(url_for("redemptions.show", redemption_id=made.id), 303)


@page.post("/households/<int:household_id>/redemptions/now")
@access.only(session.power("shop"))
def now(household_id: int) -> ResponseReturnValue:
    """Somebody stands at the counter: points are debited and the goods handed over in one act, or nothing is."""
    proof = Proof()
    try:
        goods_id, quantity = forms.read(request.form)
        proof = forms.read_proof(request.form, _asked())
        made = redemptions.redeem(
            db.store(),
            household_id=household_id,
            goods_id=goods_id,
            quantity=quantity,
            proof=proof,
            place=forms.read_place(request.form),
            collector=forms.read_collector(request.form),
            actor=session.somebody().name,
            token=tokens.given(request.form),
        )
    except FormError as error:
        return _form(household_id, request.form, error), 422
    except VillageError as error:
        _note_mismatch(error, household_id, proof)
        return _form(household_id, request.form, placed(error, forms.FIELDS)), 422
    _note_passbook(made, proof)
    flash("redemption_handed", "done")
    return redirect(url_for("redemptions.show", redemption_id=made.id), 303)


@page.get("/redemptions/<int:redemption_id>")
@access.only(session.reader)
def show(redemption_id: int) -> str:
    """One request, with the forms that finish it."""
    return _shown(redemption_id, {})


@page.post("/redemptions/<int:redemption_id>/hand_over")
@access.only(session.power("shop"))
def hand_over(redemption_id: int) -> ResponseReturnValue:
    """The goods leave the shop."""
    proof = Proof()
    try:
        proof = forms.read_proof(request.form, _asked())
        made = redemptions.hand_over(
            db.store(),
            redemption_id,
            proof=proof,
            place=forms.read_place(request.form),
            collector=forms.read_collector(request.form),
            actor=session.somebody().name,
        )
    except FormError as error:
        return _shown(redemption_id, request.form, error), 422
    except VillageError as error:
        made = redemptions.get(db.store(), redemption_id)
        _note_mismatch(error, made.household_id, proof, debited=made.points)
        return _shown(redemption_id, request.form, placed(error, forms.FIELDS)), 422
    _note_passbook(made, proof)
    flash("redemption_handed", "done")
    return redirect(url_for("redemptions.show", redemption_id=redemption_id), 303)


@page.post("/redemptions/<int:redemption_id>/cancel")
@access.only(session.power("shop"))
def cancel(redemption_id: int) -> ResponseReturnValue:
    """The points come back, the goods go back on the shelf."""
    try:
        made = redemptions.get(db.store(), redemption_id)
        reason = forms.read_return(request.form, less=counter.back(db.store(), made).less_than(made.points))
        redemptions.cancel(db.store(), redemption_id, reason=reason, actor=session.somebody().name)
    except FormError as error:
        return _shown(redemption_id, request.form, error), 422
    except VillageError as error:
        return _shown(redemption_id, request.form, placed(error, forms.FIELDS)), 422
    flash("redemption_cancelled", "done")
    return redirect(url_for("redemptions.show", redemption_id=redemption_id), 303)


@page.post("/redemptions/<int:redemption_id>/substitute")
@access.only(session.power("shop"))
def substitute(redemption_id: int) -> ResponseReturnValue:
    """Other goods of the same points, for what cannot be delivered (A.7-10)."""
    try:
        goods_id, _ = forms.read(request.form)
        why, who = text(request.form, "why", "为什么换", limit=100, required=True), session.somebody().name
        substitutions.substitute(db.store(), redemption_id, goods_id=goods_id, reason=why, actor=who)
    except FormError as error:
        return _shown(redemption_id, request.form, error), 422
    except VillageError as error:
        return _shown(redemption_id, request.form, placed(error, {**forms.FIELDS, "reason_missing": "why"})), 422
    flash("redemption_substituted", "done")
    return redirect(url_for("redemptions.show", redemption_id=redemption_id), 303)


def _note_passbook(made: Redemption, proof: Proof) -> None:
    """What the passbook said before this order is kept beside the book (JX-18)."""
    if proof.passbook is not None:
        passbooks.look(
            db.store(), made.household_id, written=proof.passbook, debited=made.points, actor=session.somebody().name
        )


def _note_mismatch(error: VillageError, household_id: int, proof: Proof, *, debited: Points = ZERO) -> None:
    """A passbook that says something else stops the exchange, and stands on the page of passbooks till mended."""
    if error.code == "passbook_mismatch" and proof.passbook is not None:
        actor = session.somebody().name
        passbooks.look(db.store(), household_id, written=proof.passbook, debited=debited, actor=actor)


def _told(made: Redemption) -> Told:
    return _told_each([made])[0]


def _told_each(found: list[Redemption]) -> list[Told]:
    store = db.store()
    homes = household_lists.some(store, (made.household_id for made in found))
    shelf = goods.some(store, (made.goods_id for made in found))
    return [Told(made, homes[made.household_id], shelf[made.goods_id]) for made in found]


def _asked() -> frozenset[str]:
    return choices.many(rulebook.rules_on(db.store(), clock.today()), "redemption_proof")


def _form(household_id: int, values: Form, error: FormError | None = None) -> str:
    store = db.store()
    return render_template(
        "admin/redemptions/new.html",
        household=households.get(store, household_id),
        figures=figures.of(store, household_id),
        shelved=[one for one in shelf.all_of(store) if one.allowed],
        window=counter.window(db.store()),
        asked=_asked(),
        places=counters.places(store),
        values=values,
        error=error,
    )


def _shown(redemption_id: int, values: Form, error: FormError | None = None) -> str:
    store = db.store()
    told = _told(redemptions.get(store, redemption_id))
    waits = told.made.state is RedemptionState.REQUESTED
    return render_template(
        "admin/redemptions/show.html",
        told=told,
        promised=substitutions.promised(store, told.made),
        others=substitutions.offered(store, told.made) if waits else [],
        back=counter.back(store, told.made) if waits else None,
        asked=_asked(),
        places=counters.places(store),
        values=values or {"place": told.made.place},
        error=error,
        token=tokens.new(),
    )

"""The shopkeeper's yearly reward (店主奖励): once a year, for how the shop was kept (GY-06)."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin import session
from admin.forms import operator_reward as forms
from admin.forms.fields import Form, FormError, placed
from village import clock
from village.errors import VillageError
from village.model.staff import Role
from village.services import operator_rewards, rulebook, staff
from village.web import access, db

page = Blueprint("operator_rewards", __name__, url_prefix="/operator-rewards")


@page.get("")
@access.only(session.reader)
def index() -> str:
    """Every reward, and the form of this year's."""
    keeper = next((one.name for one in staff.all_of(db.store()) if one.role is Role.SHOPKEEPER and one.active), "")
    return _shown({"year": str(clock.today().year), "operator": keeper})


@page.post("")
@access.only(session.power("rules"))
def give() -> ResponseReturnValue:
    """Write a year's reward."""
    try:
        wanted = forms.read(request.form)
        operator_rewards.give(
            db.store(),
            year=wanted.year,
            operator=wanted.operator,
            points=wanted.points,
            grounds=wanted.grounds,
            approval=wanted.approval,
            actor=session.somebody().name,
        )
    except FormError as error:
        return _shown(request.form, error), 422
    except VillageError as error:
        return _shown(request.form, placed(error, forms.FIELDS)), 422
    flash("operator_rewarded", "done")
    flash("operator_reward", "draft")
    return redirect(url_for("operator_rewards.index"), 303)


def _shown(values: Form, error: FormError | None = None) -> str:
    store = db.store()
    return render_template(
        "admin/operator_rewards/index.html",
        asked=operator_rewards.asked(rulebook.rules_on(store, clock.today())),
        rewards=operator_rewards.all_of(store),
        values=values,
        error=error,
    )

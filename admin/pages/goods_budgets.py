"""The year's budget for goods (物资预算): drawn up here, approved by the town (YK-23)."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin import session
from admin.forms.fields import Form, FormError, placed, text, whole, yuan
from village import clock
from village.errors import VillageError
from village.services import goods_budgets, rulebook
from village.web import access, db

page = Blueprint("goods_budgets", __name__, url_prefix="/goods-budgets")

_FIELDS = {"year_wrong": "year", "amount_wrong": "amount"}


@page.get("")
@access.only(session.reader)
def index() -> str:
    """Every budget, and whether this year's goods may be redeemed."""
    return _shown({"year": str(clock.today().year)})


@page.post("")
@access.only(session.power("office"))
def draw_up() -> ResponseReturnValue:
    """What the year's goods may cost."""
    try:
        goods_budgets.draw_up(
            db.store(),
            year=whole(request.form, "year", least=2000, most=2999, default=clock.today().year),
            amount=yuan(request.form, "amount"),
            note=text(request.form, "note", "说明", limit=100),
            actor=session.somebody().name,
        )
    except FormError as error:
        return _shown(request.form, error), 422
    except VillageError as error:
        return _shown(request.form, placed(error, _FIELDS)), 422
    flash("budget_drawn_up", "done")
    return redirect(url_for("goods_budgets.index"), 303)


@page.post("/<int:budget_id>/approve")
@access.only(session.power("rules"))
def approve(budget_id: int) -> ResponseReturnValue:
    """The town agreed, by this paper."""
    try:
        approval = text(request.form, f"approval-{budget_id}", "镇里的批复", limit=60)
        goods_budgets.approve(db.store(), budget_id, approval=approval, actor=session.somebody().name)
    except FormError as error:
        return _shown(request.form, error), 422
    except VillageError as error:
        return _shown(request.form, placed(error, {"approval_missing": f"approval-{budget_id}"})), 422
    flash("budget_approved", "done")
    return redirect(url_for("goods_budgets.index"), 303)


def _shown(values: Form, error: FormError | None = None) -> str:
    store, year = db.store(), clock.today().year
    return render_template(
        "admin/goods_budgets/index.html",
        year=year,
        asked=goods_budgets.asked(rulebook.rules_on(store, clock.today())),
        approved=goods_budgets.approved(store, year),
        budgets=goods_budgets.all_of(store),
        values=values,
        error=error,
    )

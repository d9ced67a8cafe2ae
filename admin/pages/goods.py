"""Goods of the points shop (物品): what there is, something new, and stock that came in (入库, GY-04)."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin import paging, session, shelf
from admin.forms import goods as forms
from admin.forms.fields import Form, FormError, choice, placed, text, whole
from rules import Pack
from rules.office import may_give
from village import clock
from village.errors import VillageError
from village.services import goods, rulebook
from village.web import access, db

page = Blueprint("goods", __name__, url_prefix="/goods")

_REPRICED = {"points_wrong": "points", "reason_missing": "reason"}
_GIVEN = {"name_empty": "to", "reason_missing": "reason", **dict.fromkeys(("count_wrong", "out_of_stock"), "quantity")}


@page.get("")
@access.only(session.reader)
def index() -> str:
    """The shelf, with how many households wish for each thing."""
    store = db.store()
    leaf = paging.leaf(goods.all_of(store))
    shelved = shelf.at_price(store, leaf.rows)
    return render_template("admin/goods/index.html", shelved=shelved, leaf=leaf, gives=_may_give())


@page.get("/new")
@access.only(session.reader)
def new() -> str:
    """The empty form."""
    return _new({"delivery": "daily"})


@page.post("/new")
@access.only(session.power("shop"))
def add() -> ResponseReturnValue:
    """One more kind of goods; what the rules forbid is refused before it stands on the shelf."""
    store = db.store()
    try:
        wanted = forms.read(request.form)
        goods.check_allowed(_pack(), wanted)
        cleared = forms.read_cleared(request.form, _pack().paper.names.get("goods_forbidden"))
        goods.check_category(_pack(), wanted.category)
        goods.add(store, wanted, cleared=cleared, actor=session.somebody().name)
    except FormError as error:
        return _new(request.form, error), 422
    except VillageError as error:
        return _new(request.form, placed(error, forms.FIELDS)), 422
    flash("goods_added", "done")
    flash("goods:new", "draft")
    return redirect(url_for("goods.index"), 303)


@page.get("/<int:goods_id>/stock")
@access.only(session.reader)
def ask_stock(goods_id: int) -> str:
    """The form for goods that came in."""
    return _stock(goods_id, {})


@page.post("/<int:goods_id>/stock")
@access.only(session.power("shop"))
def stock_in(goods_id: int) -> ResponseReturnValue:
    """Put them on the shelf, with where they came from."""
    try:
        quantity = whole(request.form, "quantity", least=1, most=99_999, default=0)
        source = text(request.form, "source", "从哪里来", limit=60, required=True)
        if listed := _sources():
            money = choice(request.form, "money", "谁出的钱", ("", *listed))
            source = f"{money}：{source}" if money else source
        goods.stock_in(db.store(), goods_id, quantity=quantity, source=source, actor=session.somebody().name)
    except FormError as error:
        return _stock(goods_id, request.form, error), 422
    except VillageError as error:
        return _stock(goods_id, request.form, placed(error, {"count_wrong": "quantity"})), 422
    flash("stock_in", "done")
    flash(f"stock:{goods_id}", "draft")
    return redirect(url_for("goods.index"), 303)


@page.post("/<int:goods_id>/count")
@access.only(session.power("shop"))
def count(goods_id: int) -> ResponseReturnValue:
    """What is really on the shelf; a difference is written down with its reason."""
    try:
        counted = whole(request.form, "counted", least=0, most=99_999, default=-1)
        why = text(request.form, "why", "为什么对不上", limit=50)
        reason = f"盘点：{why}" if why else ""
        goods.take_stock(db.store(), goods_id, counted=counted, reason=reason, actor=session.somebody().name)
    except FormError as error:
        return _stock(goods_id, request.form, error), 422
    except VillageError as error:
        return _stock(goods_id, request.form, placed(error, {"reason_missing": "why"})), 422
    flash("goods_counted", "done")
    return redirect(url_for("goods.ask_stock", goods_id=goods_id), 303)


@page.post("/<int:goods_id>/category")
@access.only(session.power("shop"))
def categorise(goods_id: int) -> ResponseReturnValue:
    """Another category."""
    try:
        category = text(request.form, "category", "类别", limit=20)
        goods.categorise(db.store(), goods_id, category=category, actor=session.somebody().name)
    except FormError as error:
        return _stock(goods_id, request.form, error), 422
    except VillageError as error:
        return _stock(goods_id, request.form, placed(error, forms.FIELDS)), 422
    flash("household_saved", "done")
    return redirect(url_for("goods.ask_stock", goods_id=goods_id), 303)


@page.get("/<int:goods_id>/price")
@access.only(session.reader)
def ask_price(goods_id: int) -> str:
    """The form of another price, and every change so far (GY-06)."""
    return _price(goods_id, {})


@page.post("/<int:goods_id>/price")
@access.only(session.power("shop"))
def reprice(goods_id: int) -> ResponseReturnValue:
    """Another price, with its reason."""
    try:
        asked, cost = forms.read_price(request.form)
        reason = text(request.form, "reason", "为什么改", limit=60)
        goods.reprice(db.store(), goods_id, points=asked, cost=cost, reason=reason, actor=session.somebody().name)
    except FormError as error:
        return _price(goods_id, request.form, error), 422
    except VillageError as error:
        return _price(goods_id, request.form, placed(error, _REPRICED)), 422
    flash("goods_repriced", "done")
    return redirect(url_for("goods.ask_price", goods_id=goods_id), 303)


@page.get("/<int:goods_id>/give")
@access.only(session.reader)
def ask_give(goods_id: int) -> str:
    """The form for goods that leave without points, where the rules allow it (GY-20)."""
    return _give(goods_id, {})


@page.post("/<int:goods_id>/give")
@access.only(session.power("shop"))
def give(goods_id: int) -> ResponseReturnValue:
    """Hand them out, with to whom and why."""
    try:
        goods.give(
            db.store(),
            goods_id,
            quantity=whole(request.form, "quantity", least=1, most=99_999, default=0),
            to=text(request.form, "to", "发给谁", limit=30),
            reason=text(request.form, "reason", "为什么", limit=60),
            actor=session.somebody().name,
        )
    except FormError as error:
        return _give(goods_id, request.form, error), 422
    except VillageError as error:
        return _give(goods_id, request.form, placed(error, _GIVEN)), 422
    flash("goods_given", "done")
    return redirect(url_for("goods.index"), 303)


def _price(goods_id: int, values: Form, error: FormError | None = None) -> str:
    store = db.store()
    return render_template(
        "admin/goods/price.html",
        goods=goods.get(store, goods_id),
        changes=goods.prices(store, goods_id),
        values=values,
        error=error,
    )


def _give(goods_id: int, values: Form, error: FormError | None = None) -> str:
    wanted = goods.get(db.store(), goods_id)
    return render_template("admin/goods/give.html", goods=wanted, allowed=_may_give(), values=values, error=error)


def _may_give() -> bool:
    return may_give(_pack())


def _pack() -> Pack:
    return rulebook.rules_on(db.store(), clock.today())


def _sources() -> tuple[str, ...]:
    """Where the document says that goods and money may come from (DZ-22)."""
    return _pack().paper.listed("fund_sources")


def _new(values: Form, error: FormError | None = None) -> str:
    questions = _pack().paper.names.get("goods_forbidden")
    listed = goods.categories(_pack())
    return render_template("admin/goods/new.html", questions=questions, categories=listed, values=values, error=error)


def _stock(goods_id: int, values: Form, error: FormError | None = None) -> str:
    store = db.store()
    return render_template(
        "admin/goods/stock.html",
        goods=goods.get(store, goods_id),
        sources=_sources(),
        categories=goods.categories(_pack()),
        stocked=goods.stocked(store, goods_id),
        clearance=goods.clearance(store, goods_id),
        counts=goods.counts(store, goods_id),
        values=values,
        error=error,
    )

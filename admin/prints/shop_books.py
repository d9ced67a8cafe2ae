"""The points shop's two books on paper: what came in (入库台账), and what was handed over (兑换领取台账) (GY-04)."""

from __future__ import annotations

from flask import Blueprint, abort, request
from flask.typing import ResponseReturnValue

from admin import session
from admin.prints.frame import paper
from village import clock
from village.model.points import ZERO
from village.services import shop_books
from village.services.shop_books import Arrival, Issue, Shelf
from village.sheets.writing import Page, figure
from village.web import access, db

page = Blueprint("shop_books", __name__, url_prefix="/prints")

_AT_FIRST = "开账时架上的"
_FREE = "没有用分"


@page.get("/stock-in")
@access.only(session.reader)
def stock_in() -> ResponseReturnValue:
    """A year's book of what came in, and what of it is on the shelf."""
    year = _year()
    name = f"{year}年入库台账"
    arrivals, shelves = shop_books.arrivals(db.store(), year), shop_books.shelves(db.store(), year)
    facts = {"year": year, "arrivals": arrivals, "shelves": shelves, "at_first": _AT_FIRST}
    return paper("stock_in", name, sheet=lambda: _came(name, arrivals, shelves), **facts)


@page.get("/handed-out")
@access.only(session.reader)
def handed_out() -> ResponseReturnValue:
    """A year's book of what was handed over, with room for the receiver's name in their own hand."""
    year = _year()
    name = f"{year}年兑换领取台账"
    issues = shop_books.issues(db.store(), year)
    total = sum((one.points or ZERO for one in issues), ZERO)
    return paper(
        "handed_out", name, sheet=lambda: _handed(name, issues), year=year, issues=issues, total=total, free=_FREE
    )


def _came(name: str, arrivals: list[Arrival], shelves: list[Shelf]) -> Page:
    rows: list[list[object]] = [["日期", "物品", "件数", "从哪里来", "经手人"]]
    rows += [[f"{one.day}", one.goods.name, one.quantity, one.source or _AT_FIRST, one.actor] for one in arrivals]
    left = "；".join(f"{one.goods.name} {one.before}+{one.came}-{one.went}={one.left}" for one in shelves)
    return Page(name, rows, above=name, foot=f"架上：{left}" if left else "")


def _handed(name: str, issues: list[Issue]) -> Page:
    rows: list[list[object]] = [["日期", "取货号", "组", "户号", "户主", "物品", "件数", "分", "代领"]]
    for one in issues:
        home = one.household
        where = [home.group, home.number, home.head] if home else ["", "", one.name]
        points = figure(one.points.hundredths) if one.points else _FREE
        rows.append([f"{one.day}", one.number or "", *where, one.goods.name, one.quantity, points, _collector(one)])
    return Page(name, rows, above=name)


def _collector(one: Issue) -> str:
    return one.name if one.household else ""


def _year() -> int:
    year = request.args.get("year", clock.today().year, type=int)
    return year if 2000 <= year <= 9999 else abort(404)

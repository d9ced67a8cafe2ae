"""The papers (打印): each a page that any browser prints, and with `as=pdf` a file of the same page."""

from __future__ import annotations

from datetime import date, timedelta

from flask import Blueprint, Response, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin import session
from admin.pages.cards import Card
from admin.pages.publications import said
from admin.prints import frame, papers, tables
from admin.prints.frame import paper
from rules import told
from village import clock
from village.model.period import Period, month_of
from village.model.points import ZERO
from village.services import (
    announcements,
    choices,
    committee,
    household_lists,
    households,
    periods,
    publications,
    quarters,
    red_black,
    rulebook,
)
from village.web import access, db

page = Blueprint("prints", __name__, url_prefix="/prints")


@page.get("")
@access.only(session.reader)
def index() -> str:
    """What can be printed."""
    today = clock.today()
    month = month_of(today)
    return render_template(
        "admin/prints/index.html",
        boards=publications.all_of(db.store()),
        month=month,
        quarter=periods.quarter_of(month),
        before=periods.quarter_of(month_of(Period.parse(periods.quarter_of(month)).first - timedelta(days=1))),
        say=said,
        red_black=any(red_black.wanted(rulebook.rules_on(db.store(), today))),
        forms=_forms(today),
    )


@page.get("/margins.css")
@access.only(session.watcher)
def margins() -> Response:
    """What stands in the margins of every sheet."""
    return Response(frame.margins(), mimetype="text/css")


@page.get("/items")
@access.only(session.reader)
def items() -> ResponseReturnValue:
    """The items in force, with what each gives (annex 1: JX-05)."""
    today = clock.today()
    pack = rulebook.rules_on(db.store(), today)
    rows = told.rule_book(pack, today)
    since = rulebook.in_force(db.store(), today).since
    name, facts = "积分项目表", {"pack": pack, "rows": rows, "since": since, "told": told, "worth": papers.worth}
    return paper("items", name, sheet=lambda: tables.items(name, rows, today), **facts)


@page.get("/boards/<int:publication_id>")
@access.only(session.reader)
def board(publication_id: int) -> ResponseReturnValue:
    """The board of a period as it was frozen, with the days to object and the place of the seal (annex 3: JX-12)."""
    store = db.store()
    found = next((one for one in publications.all_of(store) if one.id == publication_id), None)
    if found is None:
        abort(404)
    pack = rulebook.rules_on(store, found.published_on)
    days = choices.hundredths(pack, "objection_days")
    name, rows = f"{said(found.period)}积分公示", publications.board(store, publication_id)
    return paper(
        "board",
        name,
        sheet=lambda: tables.board(name, rows),
        board=found,
        parts=publications.by_board(pack, rows),
        title=said(found.period),
        days=days,
        until=found.published_on + timedelta(days=days),
        shop=announcements.shop(store),
        zero=ZERO,
    )


@page.get("/ranking")
@access.only(session.reader)
def ranking() -> ResponseReturnValue:
    """The year's ranking, `year` this one if none is named (GY-15, JX-24)."""
    year = _year()
    pack = rulebook.rules_on(db.store(), clock.today())
    earned = choices.word(pack, "rank_basis") == "earned"
    places = papers.ranking(db.store(), pack, year)
    return paper("ranking", f"{year}年积分排名", year=year, places=places, earned=earned, zero=ZERO)


@page.get("/certificates")
@access.only(session.reader)
def certificates() -> ResponseReturnValue:
    """A certificate for each of the year's first places (GY-15); `first` says how many places."""
    year, first = _year(), request.args.get("first", 3, type=int)
    pack = rulebook.rules_on(db.store(), clock.today())
    winners = papers.praised(papers.ranking(db.store(), pack, year), first)
    return paper("certificate", f"{year}年奖状", year=year, winners=winners, first=first)


@page.get("/passbooks/<int:household_id>")
@access.only(session.reader)
def passbook(household_id: int) -> ResponseReturnValue:
    """The lines of a passbook (annex 4: JX-13), from row `since` on: earlier ones are in the book already."""
    household = households.get(db.store(), household_id)
    book = papers.passbook(db.store(), household_id)
    since = max(1, request.args.get("since", 1, type=int))
    leaves = papers.leaves(book, since)
    title = f"{household.number} 积分存折"
    facts = {"household": household, "book": book, "since": since, "leaves": leaves, "rows": papers.BOOK_ROWS}
    return paper("passbook", title, sheet=lambda: tables.passbook(title, book, since), **facts)


@page.get("/cards")
@access.only(session.holder("roll"))
def cards() -> ResponseReturnValue:
    """The cards of all households, or of one `group`, eight on a sheet."""
    store, wanted = db.store(), request.args.get("group", "")
    groups = [name for name, _ in households.groups(store)]
    homes = papers.roll(store, wanted)
    given = household_lists.cards_of(store, (one.id for one in homes))
    found = [Card(one, given[one.id]) for one in homes if one.id in given]
    return paper("cards", "积分卡", cards=found, groups=groups, group=wanted)


@page.get("/sheet")
@access.only(session.reader)
def sheet() -> ResponseReturnValue:
    """The score sheet of a `month` (annex 2: JX-09): blank, or with `filled` what was written, to be signed (YK-02)."""
    store, today = db.store(), clock.today()
    month, filled = _month(), "filled" in request.args
    pack = rulebook.rules_on(store, today)
    name, groups = f"{said(month.name)}评分表", papers.sheet(store, pack, month, filled=filled)
    return paper(
        "sheet",
        name,
        sheet=lambda: tables.score_sheet(name, groups, filled=filled),
        month=month,
        title=said(month.name),
        filled=filled,
        groups=groups,
        key=[(item, papers.worth(item, today)) for item, _, _ in told.rule_book(pack, today)],
        panel=committee.sitting(store, pack, today),
        zero=ZERO,
    )


@page.get("/quarters/<quarter>")
@access.only(session.reader)
def quarter(quarter: str) -> ResponseReturnValue:
    """Everybody's account of a quarter, group by group (JX-19, DZ-15)."""
    period, store = _period(quarter), db.store()
    if len(period.months) != 3:
        abort(404)
    return paper(
        "quarter",
        f"{said(period.name)}积分账",
        title=said(period.name),
        carries=quarters.carries(store),
        groups=[(name, quarters.of_group(store, period, name)) for name, _ in households.groups(store)],
        zero=ZERO,
    )


def _forms(today: date) -> list[tuple[str, str]]:
    """The document's own forms that the desk fills in, by their titles, each with where it stands (JX-43)."""
    store = db.store()
    quarter = periods.quarter_of(month_of(today))
    newest = next((one.id for one in publications.all_of(store)), None)
    places = {
        "items": url_for("prints.items"),
        "score_sheet": url_for("prints.sheet"),
        "board": url_for("prints.board", publication_id=newest) if newest else url_for("publications.index"),
        "passbook": url_for("households.index"),
        "contest": url_for("contest_prints.sheet", year=today.year),
        "claim": url_for("claims.index"),
        "report": url_for("report_prints.report", quarter=quarter),
    }
    return [(form.title, places[form.makes]) for form in rulebook.rules_on(store, today).paper.forms if form.makes]


def _year() -> int:
    year = request.args.get("year", clock.today().year, type=int)
    return year if 2000 <= year <= 9999 else abort(404)


def _month() -> Period:
    period = _period(request.args.get("month") or month_of(clock.today()))
    return period if len(period.months) == 1 else abort(404)


def _period(name: str) -> Period:
    try:
        return Period.parse(name)
    except ValueError:
        abort(404)

"""The quarter's report (annex 7: JX-37): as it stands now, and as it was filed, to the byte."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from admin import kinds, session
from admin.pages.publications import said
from admin.pages.quarters import asked
from admin.prints import frame
from village import clock
from village.model.period import Period
from village.services import filings, findings, reports, rulebook, villages
from village.services.reports import QuarterReport, QuarterRow
from village.sheets.writing import Page, figure, workbook
from village.web import access, db

page = Blueprint("report_prints", __name__, url_prefix="/prints/reports")


@page.get("/<quarter>")
@access.only(session.reader)
def report(quarter: str) -> ResponseReturnValue:
    """A quarter's report: the filed one if it has gone, unless `now` is asked for."""
    period, store = asked(quarter), db.store()
    form = rulebook.rules_on(store, clock.today()).paper.made("report")
    name = f"{said(period.name)}报表"
    if form and "now" not in request.args:
        kept, table = (filings.kept(store, form.code, period.name, kind) for kind in ("page", "table"))
        if kept and table:
            return frame.filed(name, kept[0], table[0], kept[1])
    facts = _facts(period)
    return frame.paper("report", name, sheet=lambda: [_table(period)], **facts)


def frozen(quarter: Period) -> Mapping[str, bytes]:
    """The report as it is filed: its page, and its table."""
    return {"page": frame.fragment("_report", **_facts(quarter)), "table": workbook([_table(quarter)])}


def titled(period: Period) -> str:
    """The document's own title with village and quarter put in; a plain one where it has none."""
    store = db.store()
    form = rulebook.rules_on(store, clock.today()).paper.made("report")
    number = period.name.partition("-Q")[2]
    own = villages.get(store).name.removesuffix("村")
    return form.title.replace("XX", own).replace("X", number) if form else f"{said(period.name)}报表"


def _facts(quarter: Period) -> dict[str, object]:
    store = db.store()
    report = reports.of_quarter(store, quarter)
    found = [one for one in findings.all_of(store) if one.quarter == quarter.name]
    return {
        "title": titled(quarter),
        "report": report,
        "named": _named(report),
        "found": found,
        "waiting": len(findings.unsettled(store, quarter.name)),
        "actor": session.somebody().name,
        "said": said,
    }


def _table(quarter: Period) -> Page:
    found = reports.of_quarter(db.store(), quarter)
    named = _named(found)
    head = ("组", "参加户", "评分笔数", *named.values(), "兑换户", "兑换积分", "季末账上")
    rows = [_row(one, named) for one in (*found.groups, found.whole)]
    foot = f"填表人：{session.somebody().name}　审核人：　　　　日期：{clock.today()}"
    return Page("报表", [head, *rows], above=titled(quarter), unit="单位：户、笔、分", foot=foot)


def _named(report: QuarterReport) -> Mapping[str, str]:
    pack = rulebook.rules_on(db.store(), clock.today())
    return kinds.named(pack, (one.kinds for one in (report.whole, *report.groups)))


def _row(row: QuarterRow, named: Mapping[str, str]) -> list[object]:
    points = (getattr(row.kinds, field) for field in named)
    return [
        *(row.group or "全村合计", row.participants, row.lines, *(figure(one.hundredths) for one in points)),
        *(row.redeemers, figure(row.redeemed.hundredths), figure(row.balance.hundredths)),
    ]

"""The application for money (annex 6) with all that goes along: one paper, one workbook (JX-31, JX-32)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from flask import Blueprint
from flask.typing import ResponseReturnValue

from admin import session
from admin.pages.publications import said
from admin.pages.quarters import asked
from admin.prints import frame
from rules import told as rule_words
from village import clock
from village.language.capitals import in_capitals
from village.model.claim import Claim, ClaimKind
from village.model.entry import Kind
from village.model.household import Household
from village.model.points import ZERO, Points
from village.services import claim_figures, claims, households, papers, rulebook, statements, villages
from village.services.claim_figures import ClaimFigures
from village.services.statements import Access, StatementLine
from village.sheets.writing import Page, workbook
from village.store import Store
from village.web import access, db

page = Blueprint("claim_prints", __name__, url_prefix="/prints/claims")

_EVERY = 1_000_000


@dataclass(frozen=True, slots=True)
class Row:
    """A line of one of the two ledgers: whose it is, and what it says."""

    household: Household
    line: StatementLine


@page.get("/<int:claim_id>")
@access.only(session.reader)
def claim(claim_id: int) -> ResponseReturnValue:
    """An application as it was filed, to the byte."""
    store = db.store()
    made = claims.get(store, claim_id)
    content, digest = claims.kept(store, claim_id, "page")
    return frame.filed(_name(made), content, claims.kept(store, claim_id, "table")[0], digest)


@page.get("/drafts/<quarter>")
@access.only(session.reader)
def draft(quarter: str) -> ResponseReturnValue:
    """What a quarter's application would say now."""
    period, store = asked(quarter), db.store()
    claims.form_of(store)
    figures = claim_figures.of_quarter(store, period)
    wanted = Claim(
        *(0, ClaimKind.REDEMPTION, period.name, figures.amount, "", "", None, clock.today(), session.somebody().name)
    )
    facts = _facts(store, wanted, figures)
    return frame.paper("claim", _name(wanted), sheet=lambda: tables(wanted, figures, facts), **facts)


def frozen(made: Claim, figures: ClaimFigures | None) -> Mapping[str, bytes]:
    """An application as it is filed: its page, and its tables."""
    facts = _facts(db.store(), made, figures)
    return {"page": frame.fragment("_claim", **facts), "table": workbook(tables(made, figures, facts))}


def as_pdf(made: Claim) -> bytes:
    """The PDF of a filed application."""
    content, digest = claims.kept(db.store(), made.id, "page")
    return frame.pdf_of("filed", _name(made), kept=content.decode(), digest=digest)


def tables(made: Claim, figures: ClaimFigures | None, facts: Mapping[str, object]) -> Sequence[Page]:
    """The workbook: annex 6, and for a quarter annex 3 and the two ledgers."""
    title = str(facts["title"])
    first = Page("申请表", [("项目", "内容"), *_annex6(made, figures)], above=title)
    if figures is None:
        return [first]
    accounts = [
        [
            *(one.household.group, one.household.number, one.household.head),
            *(_figure(points) for points in (one.shown, one.corrected, one.scored, one.redeemed)),
        ]
        for one in figures.accounts
    ]
    head = ("组", "户号", "户主", "公示的分", "公示后更正", "这一季得分", "这一季兑换")
    sums = [
        _figure(sum((getattr(one, name) for one in figures.accounts), ZERO))
        for name in ("shown", "corrected", "scored", "redeemed")
    ]
    cased = Page("个案台账", [head, *accounts, ["合计", "", f"{len(accounts)}户", *sums]], above="积分管理个案台账")
    return [first, cased, _ledger("评分台账", facts["awards"]), _ledger("兑换台账", facts["redemptions"])]


def _ledger(name: str, rows: object) -> Page:
    assert isinstance(rows, list)
    lines = [
        [
            *(one.line.seq, one.line.occurred_on.isoformat(), one.household.number, one.household.head),
            *(one.line.what, _figure(one.line.points), one.line.actor),
        ]
        for one in rows
    ]
    total = sum((row[5] for row in lines), Decimal(0))
    head = ("笔号", "日期", "户号", "户主", "事项", "分", "经办人")
    return Page(name, [head, *lines, ["合计", "", "", f"{len(lines)}笔", "", total, ""]], above=name)


def _annex6(made: Claim, figures: ClaimFigures | None) -> list[tuple[str, object]]:
    village = villages.get(db.store())
    rows: list[tuple[str, object]] = [("申请单位", f"{village.town}{village.name}"), ("所属期", _period(made))]
    if figures is not None:
        takers = sum(bool(one.redeemed) for one in figures.accounts)
        rows += [("兑换户数", takers), ("兑换积分", _figure(figures.redeemed))]
    else:
        rows += [("奖励依据", made.ground), ("资金用途", made.purpose)]
    rows += [("申请金额（元）", Decimal(made.amount) / 100), ("大写", in_capitals(made.amount))]
    return [*rows, ("填表人", made.actor), ("日期", made.claimed_on.isoformat())]


def _facts(store: Store, made: Claim, figures: ClaimFigures | None) -> dict[str, object]:
    today = clock.today()
    pack = rulebook.rules_on(store, today)
    plan = next((one for one in papers.all_of(store) if one.id == made.paper_id), None)
    rows = _rows(store, figures) if figures else []
    form = pack.paper.made("board")
    return {
        "title": claims.form_of(store).title,
        "claim": made,
        "figures": figures,
        "period": _period(made),
        "plan": plan,
        "pack": pack,
        "rules": rule_words.rule_book(pack, today) if figures else [],
        "since": rulebook.in_force(store, today).since,
        "awards": [one for one in rows if one.line.kind is not Kind.REDEMPTION],
        "redemptions": [one for one in rows if one.line.kind is Kind.REDEMPTION],
        "annex3": form.title.replace("XX", villages.get(store).name.removesuffix("村")) if form else "",
        "takers": sum(bool(one.redeemed) for one in figures.accounts) if figures else 0,
        "zero": ZERO,
    }


def _rows(store: Store, figures: ClaimFigures) -> list[Row]:
    """The quarter's lines of both ledgers, in the order of the book."""
    own, homes, found = {line.seq for line in figures.lines}, {line.household_id for line in figures.lines}, []
    for home in (households.get(store, one) for one in homes):
        lines = statements.statement(store, home.id, access=Access.DESK, limit=_EVERY)
        found += [Row(home, line) for line in lines if line.seq in own]
    return sorted(found, key=lambda row: row.line.seq)


def _period(made: Claim) -> str:
    return said(made.period) if "-" in made.period else f"{made.period}年"


def _name(made: Claim) -> str:
    return f"{_period(made)}资金拨付申请"


def _figure(points: Points) -> Decimal:
    return Decimal(points.hundredths) / 100

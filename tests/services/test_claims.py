"""Applying for money: books that must agree, what is kept of it, the prize, and the hold until findings are settled."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

import pytest

from tests import builders
from village import clock
from village.errors import VillageError
from village.model.claim import Claim, ClaimState
from village.model.goods import Goods
from village.model.household import Household
from village.model.period import Period
from village.model.points import Points
from village.services import (
    claim_figures,
    claims,
    filings,
    findings,
    funds,
    goods,
    ledger,
    papers,
    publications,
    redemptions,
    rulebook,
)
from village.services.claim_figures import ClaimFigures
from village.store import Store

QUARTER = Period.parse("2026-Q1")


def freeze(claim: Claim, figures: ClaimFigures | None) -> Mapping[str, bytes]:
    return {"page": f"{claim.id} {claim.amount}".encode(), "table": str(figures and figures.redeemed).encode()}


@pytest.fixture
def zhang(store: Store) -> Household:
    """Ten points in December, five in January, February and March; eight redeemed in January; the boards are up."""
    rulebook.adopt(
        store, pack_id="jiuxian-2022", since=date(2025, 1, 1), settings={}, actor=builders.CADRE, approval="会议"
    )
    with clock.held(datetime(2025, 12, 10, 9)):
        home = builders.a_household(store)
        builders.a_plain_line(store, home, "10", item="P07", period="2025-12", occurred_on=date(2025, 12, 10))
        publications.publish(store, period=Period.parse("2025-12"), actor=builders.CADRE)
    with clock.held(datetime(2026, 1, 12, 9)):
        soap = goods.add(store, Goods(0, "洗衣液", Points.parse("8"), None, 5), actor=builders.CADRE)
        redemptions.redeem(store, household_id=home.id, goods_id=soap.id, actor=builders.CADRE)
    for month in (1, 2, 3):
        with clock.held(datetime(2026, month, 18, 9)):
            one = {"period": f"2026-{month:02d}", "occurred_on": date(2026, month, 18)}
            builders.a_plain_line(store, home, "5", item="P07", **one)
            publications.publish(store, period=Period.parse(f"2026-{month:02d}"), actor=builders.CADRE)
    return home


def a_plan(store: Store) -> int:
    return papers.keep(store, b"%PDF plan", title="集中整治活动方案", name="方案.pdf", actor=builders.CADRE).id


def apply(store: Store, paper_id: int | None = None) -> Claim:
    return claims.claim_quarter(store, QUARTER, paper_id=paper_id or a_plan(store), freeze=freeze, actor=builders.CADRE)


@pytest.mark.usefixtures("zhang")
def test_a_quarters_redemptions_are_applied_for_with_equal_totals(store: Store) -> None:
    figures = claim_figures.of_quarter(store, QUARTER)
    assert figures.differences == ()
    (account,) = figures.accounts
    assert (str(account.shown), str(account.scored), str(account.redeemed)) == ("15", "15", "8")
    made = apply(store)
    assert (made.amount, made.state) == (800, ClaimState.FILED)  # one point is one yuan (JX-14)
    assert claims.kept(store, made.id, "page")[0] == f"{made.id} 800".encode()
    assert next(one for one in filings.of_year(store, 2026) if one.due.detail == "annex6").filed_on
    with pytest.raises(VillageError, match="claimed_already"):
        apply(store)
    claims.give_back(store, made.id, reason="少一个章", actor=builders.CADRE)
    assert apply(store).id != made.id


def test_a_line_that_nobody_was_shown_is_named(store: Store, zhang: Household) -> None:
    late = builders.a_plain_line(store, zhang, "3", item="P07")
    (found,) = claim_figures.of_quarter(store, QUARTER).differences
    assert (found.what, found.subject, str(found.here), str(found.there)) == ("line", f"entry:{late.seq}", "3", "0")
    with pytest.raises(VillageError, match="totals_differ") as refused:
        apply(store)
    assert (refused.value.params, refused.value.clause) == ({"count": 1}, "JX-31")
    assert claims.all_of(store) == []


@pytest.mark.usefixtures("zhang")
def test_what_was_corrected_after_the_board_is_said_apart_and_agrees(store: Store) -> None:
    shown = claim_figures.of_quarter(store, QUARTER).lines[-1]
    ledger.reverse(store, seq=shown.seq, reason="看错了", actor=builders.CADRE)
    figures = claim_figures.of_quarter(store, QUARTER)
    assert figures.differences == ()
    (account,) = figures.accounts
    assert (str(account.shown), str(account.corrected), str(account.scored)) == ("15", "-5", "10")
    assert figures.scored == account.scored


def test_a_month_without_a_board_is_named(store: Store) -> None:
    rulebook.adopt(
        store, pack_id="jiuxian-2022", since=date(2025, 1, 1), settings={}, actor=builders.CADRE, approval="会议"
    )
    found = claim_figures.of_quarter(store, QUARTER).differences
    assert [(one.what, one.subject) for one in found] == [("month", f"2026-0{number}") for number in (1, 2, 3)]


@pytest.mark.usefixtures("zhang")
def test_a_redemption_that_the_shop_does_not_know_is_named(store: Store) -> None:
    line = next(one for one in claim_figures.of_quarter(store, QUARTER).lines if one.kind == "redemption")
    store.db.conn.execute("UPDATE redemptions SET points = 700")
    (found,) = claim_figures.of_quarter(store, QUARTER).differences
    assert (found.what, found.subject, str(found.here), str(found.there)) == ("order", f"entry:{line.seq}", "8", "7")


@pytest.mark.usefixtures("zhang")
def test_an_application_needs_its_plan(store: Store) -> None:
    with pytest.raises(VillageError, match="plan_missing"):
        claims.claim_quarter(store, QUARTER, paper_id=None, freeze=freeze, actor=builders.CADRE)
    with pytest.raises(VillageError, match="paper_unknown"):
        apply(store, 99)


@pytest.mark.usefixtures("zhang")
def test_money_is_paid_into_the_book_once_and_not_before_findings_are_settled(store: Store) -> None:
    made = apply(store)
    found = findings.find(
        store,
        quarter=QUARTER,
        part="资金使用",
        agrees=False,
        found="少一张发票",
        inspector="检查组",
        on=date(2026, 3, 19),
        actor="督查",
    )

    def pay() -> Claim:
        return claims.pay(store, made.id, on=date(2026, 3, 20), heading="拨付：一季度", actor=builders.CADRE)

    with pytest.raises(VillageError, match="payment_withheld"):
        pay()
    assert funds.of_year(store, 2026).received == 0
    findings.mend(store, found.id, how="补齐", actor=builders.CADRE)
    with pytest.raises(VillageError, match="payment_withheld"):
        pay()
    findings.approve(store, found.id, approval="区审3号", actor="书记")
    assert pay().state is ClaimState.PAID
    assert funds.of_year(store, 2026).received == 800
    (line, _), *_ = funds.lines(store, 2026)
    funds.take_back(store, line.id, reason="记错了一天", actor=builders.CADRE)
    assert claims.get(store, made.id).state is ClaimState.FILED
    assert pay().state is ClaimState.PAID
    for again in (pay, lambda: claims.give_back(store, made.id, reason="x", actor=builders.CADRE)):
        with pytest.raises(VillageError, match="claim_settled"):
            again()


@pytest.mark.usefixtures("zhang")
def test_the_prize_names_what_it_is_for_and_the_paper_that_gives_it(store: Store) -> None:
    def prize(purpose: str = "促进乡村治理", ground: str = "街道通报5号") -> Claim:
        return claims.claim_prize(store, 2026, purpose=purpose, ground=ground, freeze=freeze, actor=builders.CADRE)

    with pytest.raises(VillageError, match="heading_unknown") as refused:
        prize(purpose="发工资")
    assert refused.value.clause == "JX-30"
    with pytest.raises(VillageError, match="approval_missing"):
        prize(ground=" ")
    made = prize()
    assert (made.amount, made.purpose, made.period) == (2_000_000, "促进乡村治理", "2026")
    claims.pay(store, made.id, on=date(2026, 3, 20), heading="拨付：奖励", actor=builders.CADRE)
    (line, _), *_ = funds.lines(store, 2026)
    assert line.note == "促进乡村治理"


def test_rules_without_applications_say_so(store: Store) -> None:
    with pytest.raises(VillageError, match="claim_off"):
        apply(store)

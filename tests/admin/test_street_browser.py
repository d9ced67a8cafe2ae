"""What lies between village and street, in a real browser: on a phone, on A4, by keyboard."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import expect

from tests import builders
from tests.admin import browser
from tests.admin.conftest import PASSWORD, staff_before_a_book
from tests.services.test_claims import QUARTER, a_plan, zhang  # noqa: F401
from tests.services.test_contests import CRITERIA, ROUNDS, VILLAGES, judge_all
from village.model.finding import InspectionPart
from village.model.household import Household
from village.model.points import Points
from village.services import claims, contests, findings, inspections
from village.store import Store

SHOTS = os.environ.get("VILLAGE_SHOTS", "")  # a folder: keep pictures of every page there
OVER = """[...document.querySelectorAll("main *:not(svg *)")].filter((each) =>
    each.getBoundingClientRect().right > innerWidth + 1 ||
    (each.scrollWidth > each.clientWidth + 1 && each.clientWidth)).map((each) => each.outerHTML.slice(0, 200))"""


@pytest.fixture
def store(founded: Path, staffed: Path, tmp_path: Path) -> Iterator[Store]:
    yield from staff_before_a_book(founded, staffed, tmp_path / "data")


@pytest.fixture
def busy(store: Store, zhang: Household) -> list[str]:  # noqa: F811
    """A contest with a tie, a draw, a finding and an application; the addresses of every page and paper of theirs."""
    contests.plan(store, year=2026, villages=VILLAGES, rounds=ROUNDS, criteria=CRITERIA, actor=builders.CADRE)
    judge_all(store, {"己村": 85, "庚村": 85})
    facts = {"year": 2025, "villages": VILLAGES, "rounds": ROUNDS, "criteria": CRITERIA, "actor": builders.CADRE}
    contests.plan(store, **facts)  # type: ignore[arg-type]
    for place, village in enumerate(VILLAGES):
        for judge in ("周主任", "吴科长"):
            marks = (Points.parse(str(58 - place)), Points.parse("30.5"))
            contests.judge(
                store, year=2025, village=village, judge=judge, marks=marks, on=date(2025, 12, 1), actor="街道"
            )
    contests.settle(store, year=2025, actor="街道")
    for part in (InspectionPart.SCORING, InspectionPart.LEDGER, InspectionPart.REDEMPTION, InspectionPart.PUBLICATION):
        inspections.draw(store, quarter=QUARTER, part=part, seed="8", size=3, actor="督查员")
    made = claims.claim_quarter(store, QUARTER, paper_id=a_plan(store), freeze=lambda *_: {}, actor="李会计")
    findings.find(
        store,
        quarter=QUARTER,
        part="资金使用",
        agrees=False,
        found="一月买洗衣液的发票少一张",
        inspector="街道检查组",
        on=date(2026, 3, 19),
        subject="redemption:1",
        actor="督查员",
    )
    builders.a_plain_line(store, zhang, "3", item="P07")
    assert made.amount
    return [
        *("/contests/2026", "/contests/2025", "/contests/2026/plan", "/contests/2026/marks?judge=周主任"),
        *("/inspections/2026-Q1", "/findings", "/claims", "/claims/2026-Q1", "/claims/prizes/2026", "/filings"),
        *("/prints", "/prints/contests/2025", "/prints/contests/2026/sheet?judge=周主任"),
        *("/prints/contests/2026/sheet?round=2", "/prints/claims/drafts/2026-Q1", "/prints/reports/2026-Q1"),
    ]


def test_pages_fit_a_phone_and_papers_their_sheet(app: Flask, busy: list[str]) -> None:
    with browser.serving(browser.HeldClock(app)) as address, browser.chromium() as chromium:
        page = chromium.new_page(viewport={"width": 1280, "height": 900})
        page.goto(f"{address}/login")
        page.fill("[name=login]", "secretary")
        page.fill("[name=password]", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{address}/")
        for number, one in enumerate(busy):
            page.goto(f"{address}{one}")
            if SHOTS:
                page.set_viewport_size({"width": 1280, "height": 900})
                page.screenshot(path=f"{SHOTS}/street-{number:02d}.png", full_page=True)
            if one.startswith("/prints/"):
                page.emulate_media(media="print")
                wide = page.locator(".wide").count() > 0
                page.set_viewport_size({"width": round((269 if wide else 182) * 96 / 25.4), "height": 900})
                assert page.evaluate(OVER) == [], one
                page.emulate_media(media="screen")
            page.set_viewport_size({"width": 360, "height": 800})
            if SHOTS:
                page.screenshot(path=f"{SHOTS}/street-{number:02d}-phone.png", full_page=True)
            sideways = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert sideways <= 0, one
        page.goto(f"{address}/contests/2026")  # by keyboard alone: one of the two that share the sixth place
        page.get_by_label("庚村").focus()
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
        page.keyboard.type("会议纪要3号")
        page.keyboard.press("Enter")
        expect(page.get_by_text("照“会议纪要3号”定")).to_be_visible()

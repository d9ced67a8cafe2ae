"""How many points."""

from __future__ import annotations

from datetime import date

from tests import builders
from tests.kiosk.conftest import Residents
from tests.kiosk.page import Page
from village.model.entry import Kind
from village.store import Store


def test_it_works(page: Page, residents: Residents) -> None:
    page.card(residents.card)
    assert page.text == "三组，张桂芳家\n您家现在有25分。\n看每一笔\n排第几名\n打印小票"


def test_the_figure_stands_out(page: Page, residents: Residents) -> None:
    page.card(residents.card)
    assert '<b class="figure">25<small>分。</small></b>' in page.html


def test_a_debt_is_told_kindly(page: Page, residents: Residents, store: Store) -> None:
    builders.a_plain_line(store, residents.wang, "-40.5", kind=Kind.DEDUCTION, occurred_on=date(2026, 3, 9))
    page.card(residents.wang_card)
    assert "您家现在欠15.5分，做好事就能补回来。" in page.text


def test_the_total_is_public(page: Page, residents: Residents) -> None:
    page.post("/choose", household=residents.zhang.id).post("/who/yes")
    assert "您家现在有25分。" in page.text


def test_no_amount_is_said_before_it_is_asked_for(speaking: Page, residents: Residents) -> None:
    speaking.card(residents.card)
    assert 'data-now=""' in speaking.html

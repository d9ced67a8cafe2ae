"""The year's end: the figures before and after, and a second time that changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pytest

from tests import builders
from tests.admin.conftest import PASSWORD, Desk
from village import clock
from village.model.household import Household
from village.services import ledger
from village.store import Store, entries


@pytest.fixture
def january(stranger: Desk, store: Store, zhang: Household) -> Iterator[Desk]:
    """The secretary on the second of January, after a year in which 张桂芳 got eight points."""
    builders.a_line(store, zhang, "P05", occurred=date(2026, 3, 10))
    with clock.held(datetime(2027, 1, 2, 9)):
        stranger.post("/login", login="secretary", password=PASSWORD)
        yield stranger


def test_it_works(january: Desk, store: Store, zhang: Household) -> None:
    assert "该结了" in january.get("/years").text
    before = january.get("/years/2026").text
    assert "各家一共 108 分" in before
    assert "<dd>8 分</dd>" in before
    assert "各家一共 100 分" in before
    assert "不会结两回" in before
    done = january.post("/years/2026")
    after = january.get(done.location).text
    assert "再结一次什么都不会变" in after
    assert "<dd>100 分</dd>" in after
    assert ledger.balance(store, zhang.id).hundredths == 2000
    assert "结好了" in january.get("/years").text


def test_looking_closes_nothing(january: Desk, store: Store) -> None:
    before = list(store.db.conn.iterdump())
    january.get("/years/2026")
    assert list(store.db.conn.iterdump()) == before


def test_a_year_in_which_nothing_was_kept_is_never_asked_for(january: Desk, store: Store, zhang: Household) -> None:
    wrong = builders.a_plain_line(store, zhang, period="2024-05", occurred_on=date(2024, 5, 1))
    rows = [row.partition("</tr>")[0] for row in january.get("/years").text.split("<tr>")[2:]]
    told = ["还没过完", "该结了", "没有记账，不用结", "该结了"]
    assert [next(word for word in told if word in row) for row in rows] == told
    ledger.reverse(store, seq=wrong.seq, reason="年份写错了", actor=builders.CADRE)
    assert january.get("/years").text.count("该结了") == 1
    assert january.get("/years").text.count("没有记账，不用结") == 2


def test_closing_twice_changes_nothing(january: Desk, store: Store) -> None:
    january.post("/years/2026")
    count = entries.count(store)
    assert january.post("/years/2026").status_code == 303
    assert entries.count(store) == count


def test_a_year_that_is_not_over_is_not_closed(secretary: Desk, store: Store) -> None:
    count = entries.count(store)
    refused = secretary.post("/years/2026")
    assert refused.status_code == 422
    assert 'data-code="wrong_year"' in refused.text
    assert "2026年还没过完，12月31日起才能结。" in refused.text
    assert "不能再动了" not in refused.text
    assert "2026年还没过完，12月31日起才能结。" in secretary.get("/years/2026").text
    assert entries.count(store) == count


@pytest.mark.parametrize("year", [1, 2031, 99999])
def test_a_year_that_the_book_does_not_know_is_said(secretary: Desk, year: int) -> None:
    assert 'data-code="wrong_year"' in secretary.get(f"/years/{year}").text
    assert 'data-code="wrong_year"' in secretary.post(f"/years/{year}").text
    assert f"账上没有{year}年，请核对年份。" in secretary.get(f"/years/{year}").text


def test_only_the_secretary_closes_a_year(clerk: Desk) -> None:
    assert 'data-code="role_wrong"' in clerk.post("/years/2026").text

"""Papers for the town: by which day, overdue in words, and gone."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tests import builders
from tests.admin.conftest import PASSWORD, Desk
from village import clock
from village.model.household import Household
from village.services import rulebook
from village.store import Store


@pytest.fixture
def _reports(store: Store, zhang: Household) -> None:
    builders.a_line(store, zhang, "P05", occurred=date(2026, 3, 10))
    rulebook.adopt(
        store, pack_id="jiuxian-2022", since=date(2026, 1, 1), settings={}, actor="书记", approval="村民代表会议"
    )


@pytest.mark.usefixtures("_reports")
def test_it_works(clerk: Desk) -> None:
    assert ">上报<" in clerk.get("/").text
    assert "第X季度报表" in clerk.get("/").text
    assert "2026年3月30日" in clerk.get("/filings").text  # the 30th, not the last of the month (JX-37)
    page = clerk.get(clerk.post("/filings/annex7/2026-Q1").location).text
    assert "clerk同志报的" in page
    assert 'data-code="filed_already"' in clerk.post("/filings/annex7/2026-Q1").text
    assert 'data-code="form_unknown"' in clerk.post("/filings/annex1/2026-Q1").text


@pytest.mark.usefixtures("_reports")
def test_what_is_late_says_so_in_words(stranger: Desk) -> None:
    with clock.held(datetime(2026, 4, 4, 9)):
        stranger.post("/login", login="clerk", password=PASSWORD)
        assert "过了 5 天" in stranger.get("/filings").text
        assert "已经过了 5 天" in stranger.get("/").text


def test_a_year_without_papers_says_so(clerk: Desk, store: Store) -> None:
    rulebook.adopt(
        store, pack_id="minhang-2024", since=date(2026, 1, 1), settings={}, actor="书记", approval="村民代表会议"
    )
    assert "没有要按日子报的表" in clerk.get("/filings").text
    assert ">上报<" not in clerk.get("/").text

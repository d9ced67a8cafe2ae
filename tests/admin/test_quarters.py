"""The quarter's account: what it begins with is said as the village chose."""

from __future__ import annotations

from datetime import date

import pytest

from tests import builders
from tests.admin.conftest import Desk
from village.model.household import Household
from village.services import rulebook
from village.store import Store


def test_it_works(clerk: Desk, store: Store, zhang: Household) -> None:
    builders.a_line(store, zhang, "P05", occurred=date(2026, 3, 10))
    page = clerk.get("/quarters").text
    assert "2026年第1季度的账" in page
    assert "年内累计" in page
    assert "+8" in page
    assert "看2025年第4季度" in page


@pytest.mark.parametrize(("choice", "words"), [("carry", "上季结转"), ("accumulate", "年内累计")])
def test_the_first_column_is_the_villages_choice(clerk: Desk, store: Store, choice: str, words: str) -> None:
    rulebook.adopt(
        store,
        pack_id="yangkou-2023",
        since=date(2026, 1, 1),
        settings={"base_points": 20, "publication_day": 5, "quarter_change": choice},
        actor="书记",
        approval=builders.RECORD,
    )
    assert words in clerk.get("/quarters/2026-Q1").text


def test_groups_are_shown_one_at_a_time(clerk: Desk) -> None:
    assert "李建国" not in clerk.get("/quarters/2026-Q1?group=三组").text
    assert "李建国" in clerk.get("/quarters/2026-Q1?group=五组").text


def test_a_quarter_that_is_none_is_a_page_that_is_not_there(clerk: Desk) -> None:
    assert clerk.get("/quarters/2026-03").status_code == 404
    assert clerk.get("/quarters/spring").status_code == 404

"""The quarter's evaluation of the items: written down, and then a change within the year can cite it."""

from __future__ import annotations

from tests.admin.conftest import Desk
from village.services import evaluations
from village.store import Store

HELD = {"held": "2026-03-12", "opinions": "分类太麻烦", "outcome": "垃圾分类多加两分"}


def test_it_works(clerk: Desk) -> None:
    page = clerk.get(clerk.post("/evaluations", **HELD).location).text
    assert "2026年第1季度" in page
    assert "分类太麻烦" in page


def test_what_is_missing_is_said_at_its_field(clerk: Desk, store: Store) -> None:
    assert (
        'id="outcome-error" data-code="outcome_missing"' in clerk.post("/evaluations", **{**HELD, "outcome": ""}).text
    )
    assert (
        'id="held-error" data-code="date_future"' in clerk.post("/evaluations", **{**HELD, "held": "2026-03-21"}).text
    )
    assert evaluations.all_of(store) == []


def test_a_change_within_the_year_chooses_its_evaluation(secretary: Desk) -> None:
    assert "没有引用" in secretary.get("/rulebook/P07/change").text
    secretary.post("/evaluations", **HELD)
    assert "2026年3月12日：垃圾分类多加两分" in secretary.get("/rulebook/P07/change").text

"""Changing an item: new figures from a day on, with the record that approved them."""

from __future__ import annotations

from datetime import date

import pytest

from tests import builders
from tests.admin import waiting
from tests.admin.conftest import Desk
from village.model.household import Household
from village.services import evaluations, rulebook
from village.store import Store

CHANGE = {
    **{"points": "7", "since": "2026-03-15", "approval": "村民代表会议决议"},
    **{"note": "分类站建好了", "evaluation": "1"},
}


@pytest.fixture(autouse=True)
def _evaluated(store: Store) -> None:
    """The quarter's evaluation, on which a change within the year rests (YK-07)."""
    evaluations.hold(store, on=date(2026, 3, 12), opinions="分类太麻烦", outcome="多加两分", actor=builders.CADRE)


def worth(store: Store, code: str, day: date) -> int:
    version = rulebook.rules_on(store, day).item(code).version_on(day)
    assert version
    return version.points or 0


def test_it_works(secretary: Desk, store: Store, zhang: Household) -> None:
    assert 'href="/rulebook/P07/change"' in secretary.get("/rulebook").text
    form = secretary.get("/rulebook/P07/change").text
    assert 'value="5"' in form
    assert "2026年3月12日：多加两分" in form
    done = secretary.post("/rulebook/P07/change", **CHANGE)
    page = secretary.get(done.location).text
    assert "改好了" in page
    assert 'data-code="off_cadence"' in page  # the rules change items at New Year
    assert worth(store, "P07", date(2026, 3, 14)) == 500
    assert worth(store, "P07", date(2026, 3, 15)) == 700
    assert builders.a_line(store, zhang, "P07", occurred=date(2026, 3, 16)).points.hundredths == 700


def test_a_deduction_is_written_without_its_sign(secretary: Desk, store: Store) -> None:
    assert secretary.post("/rulebook/N09/change", **CHANGE).status_code == 303
    assert worth(store, "N09", date(2026, 3, 16)) == -700


def test_options_have_a_figure_each(secretary: Desk, store: Store) -> None:
    page = secretary.get("/rulebook/P14/change").text
    assert 'name="option-remembrance"' in page
    fields = {**CHANGE, "option-burial": "12", "option-remembrance": "6"}
    assert secretary.post("/rulebook/P14/change", **fields).status_code == 303
    assert rulebook.rules_on(store, date(2026, 3, 20)).item("P14").versions[-1].options["remembrance"] == 600


@pytest.mark.parametrize(
    ("fields", "at", "code"),
    [
        ({"points": ""}, "points", "points_wrong"),
        ({"points": "七"}, "points", "points_wrong"),
        ({"points": "0.3"}, "points", "item_wrong"),
        ({"since": "明年"}, "since", "date_wrong"),
        ({"approval": ""}, "approval", "approval_missing"),
        ({"note": ""}, "note", "reason_missing"),
        ({"evaluation": "0"}, "evaluation", "evaluation_missing"),
        ({"evaluation": "99"}, "evaluation", "evaluation_missing"),
    ],
)
def test_a_wrong_field_is_said_at_the_field_and_the_figures_stay(
    secretary: Desk, store: Store, fields: dict[str, str], at: str, code: str
) -> None:
    refused = secretary.post("/rulebook/P07/change", **{**CHANGE, **fields})
    assert refused.status_code == 422
    assert f'id="{at}-error" data-code="{code}"' in refused.text
    assert worth(store, "P07", date(2026, 3, 20)) == 500


def test_no_figure_changes_under_a_board(secretary: Desk, store: Store) -> None:
    waiting.a_board(store, "2026-03")
    refused = secretary.post("/rulebook/P07/change", **CHANGE)
    assert 'id="since-error" data-code="effective_date_published"' in refused.text
    later = secretary.post("/rulebook/P07/change", **{**CHANGE, "since": "2027-01-01", "evaluation": "0"})
    assert later.status_code == 303


def test_only_the_secretary_changes_the_rules(clerk: Desk) -> None:
    assert "改分" not in clerk.get("/rulebook").text
    assert 'data-code="role_wrong"' in clerk.post("/rulebook/P07/change", **CHANGE).text


def test_an_item_that_there_is_not_is_a_page_that_is_not_there(secretary: Desk) -> None:
    assert secretary.get("/rulebook/P99/change").status_code == 404

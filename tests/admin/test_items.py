"""Changing an item: new figures from a day on, with the record that approved them."""

from __future__ import annotations

from datetime import date

import pytest

from tests import builders
from tests.admin import waiting
from tests.admin.conftest import Desk
from village.errors import VillageError
from village.model.household import Household
from village.services import evaluations, rulebook
from village.store import Store

CHANGE = {
    **{"points": "7", "since": "2026-03-15", "approval": "村民代表会议决议", **waiting.STEPS},
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
        ({"since": ""}, "since", "date_missing"),
        ({"points": "-7"}, "points", "points_signed"),
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


NEW = {
    **{
        "kind": "positive",
        "code": "p31",
        "title": "帮邻居收粮食",
        "category": "乡里互助",
        "points": "3",
        "per": "event",
    },
    **{"since": "2026-03-15", "approval": "村民代表会议决议", **waiting.STEPS, "note": "大家提的", "evaluation": "1"},
}


def test_one_more_item_counts_from_its_day_on(secretary: Desk, store: Store, zhang: Household) -> None:
    assert 'href="/rulebook/new"' in secretary.get("/rulebook").text
    assert "2026年3月12日：多加两分" in secretary.get("/rulebook/new").text
    done = secretary.post("/rulebook/new", **NEW)
    page = secretary.get(done.location).text
    assert "加好了" in page
    assert "帮邻居收粮食" in page
    assert 'data-code="off_cadence"' in page
    assert builders.a_line(store, zhang, "P31", occurred=date(2026, 3, 16)).points.hundredths == 300
    with pytest.raises(VillageError, match="unknown_item"):
        builders.a_line(store, zhang, "P31", occurred=date(2026, 3, 14))
    lived = secretary.post("/rulebook/P31/change", **{**CHANGE, "since": "2026-03-18"})
    assert 'id="since-error" data-code="effective_date_published"' in lived.text
    assert "最早从明天起" in lived.text
    secretary.post("/rulebook/P31/change", **{**CHANGE, "since": "2027-01-01"})
    again = secretary.post("/rulebook/P31/change", **{**CHANGE, "since": "2027-01-01", "points": "4"})
    assert 'id="since-error" data-code="item_wrong"' in again.text
    assert "“帮邻居收粮食”到2027年1月1日的分已经定了，请选那天以后的日子。" in again.text
    assert worth(store, "P31", date(2026, 3, 19)) == 300
    page = secretary.get("/rulebook/P31/change").text
    assert page.index("现在：") < page.index("2027年1月1日起：")
    assert 'name="points" type="text" autocomplete="off"\n    value="3"' in page


def test_a_deduction_and_an_open_item_are_added_too(secretary: Desk, store: Store) -> None:
    assert secretary.post("/rulebook/new", **{**NEW, "kind": "negative", "code": "N31"}).status_code == 303
    assert worth(store, "N31", date(2026, 3, 16)) == -300
    opened = {**NEW, "code": "P32", "points": "", "open": "yes", "sensitive": "yes"}
    assert secretary.post("/rulebook/new", **opened).status_code == 303
    item = rulebook.rules_on(store, date(2026, 3, 20)).item("P32")
    assert (item.open, item.sensitive) == (True, True)


@pytest.mark.parametrize(
    ("fields", "at", "code"),
    [
        ({"code": "P07"}, "code", "item_taken"),
        ({"code": ""}, "code", "field_missing"),
        ({"title": ""}, "title", "field_missing"),
        ({"category": ""}, "category", "field_missing"),
        ({"points": ""}, "points", "points_wrong"),
        ({"points": "0.3"}, "points", "item_wrong"),
        ({"per": "day"}, "per", "field_wrong"),
        ({"approval": ""}, "approval", "approval_missing"),
        ({"note": ""}, "note", "reason_missing"),
        ({"evaluation": "0"}, "evaluation", "evaluation_missing"),
    ],
)
def test_a_wrong_field_adds_nothing(secretary: Desk, store: Store, fields: dict[str, str], at: str, code: str) -> None:
    refused = secretary.post("/rulebook/new", **{**NEW, **fields})
    assert refused.status_code == 422
    assert f'id="{at}-error" data-code="{code}"' in refused.text
    assert rulebook.rules_on(store, date(2026, 3, 20)).find("P31") is None


def test_no_item_begins_inside_a_board(secretary: Desk, store: Store) -> None:
    waiting.a_board(store, "2026-03")
    assert 'id="since-error" data-code="effective_date_published"' in secretary.post("/rulebook/new", **NEW).text


def test_only_the_secretary_adds_an_item(clerk: Desk) -> None:
    assert 'data-code="role_wrong"' in clerk.post("/rulebook/new", **NEW).text


def test_a_step_without_its_day_changes_nothing(secretary: Desk, store: Store) -> None:
    assert "党员大会审议" in secretary.get("/rulebook/P07/change").text
    refused = secretary.post("/rulebook/P07/change", **{**CHANGE, "step-2": ""})
    assert 'id="steps-error" data-code="step_day_missing"' in refused.text
    assert 'value="2026-02-22"' in refused.text
    assert worth(store, "P07", date(2026, 3, 20)) == 500

"""The score sheet's pages without their script: opened, filled in, handed in, agreed to (JX-09)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from tests import builders
from tests.admin.conftest import Desk
from village.model.household import Household
from village.model.staff import Role
from village.services import ledger, rulebook, score_sheets
from village.store import Store

DAY = "2026-03-18"


@pytest.fixture
def second_asked(store: Store) -> None:
    rulebook.adopt(
        store,
        pack_id="yangkou-2023",
        since=date(2026, 3, 1),
        settings={"base_points": 20, "publication_day": 5, "two_person_approval": True},
        actor=builders.CADRE,
        approval=builders.RECORD,
    )


def opened(desk: Desk, *items: str, **fields: str) -> str:
    """The address of a new sheet."""
    asked = {"day": DAY, "evidence": "feedback", "paper": "评分表", **fields}
    answer = desk.post("/score-sheets/new", item=list(items or ("P07", "P16", "N25")), **asked)
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def balance(store: Store, home: Household) -> str:
    return str(ledger.balance(store, home.id))


def test_it_works(clerk: Desk, store: Store, zhang: Household) -> None:
    sheet = opened(clerk)
    page = clerk.get(sheet).text
    assert page.index("张桂芳") < page.index("单雄信") < page.index("𠮷田㐂")
    assert "李建国" not in page  # the other group has a page of its own
    saved = clerk.post(f"{sheet}/cells", group="三组", **{f"c.{zhang.id}.P07": "1", f"c.{zhang.id}.P16": "2 修路"})
    assert saved.status_code == 303
    page = clerk.get(sheet).text
    assert "垃圾分类" in page
    assert 'value="2 修路"' in page
    assert balance(store, zhang) == "20"
    check = clerk.get(f"{sheet}/check").text
    assert "还没填的 4 户" in check
    assert clerk.post(f"{sheet}/submit").status_code == 303
    assert balance(store, zhang) != "20"
    assert "记上账了" in clerk.get(f"{sheet}/check").text


def test_what_was_forgotten_can_be_added_while_the_sheet_is_open(clerk: Desk, store: Store, zhang: Household) -> None:
    sheet = opened(clerk, evidence="", paper="")
    clerk.post(f"{sheet}/cells", **{f"c.{zhang.id}.P07": "1"})
    assert "还缺证明材料" in clerk.post(f"{sheet}/submit").text
    facts = {"day": DAY, "evidence": "feedback", "paper": "评分表", "item": ["P07", "N01"]}
    assert 'value="P16" checked' in clerk.get(f"{sheet}/facts").text
    assert clerk.post(f"{sheet}/facts", **facts).status_code == 303
    assert "N01" in clerk.get(sheet).text
    assert clerk.post(f"{sheet}/submit").status_code == 303
    assert balance(store, zhang) == "25"


def test_the_columns_of_the_last_sheet_are_proposed(clerk: Desk) -> None:
    opened(clerk, "P07", "N01")
    page = clerk.get("/score-sheets/new").text
    assert 'value="P07" checked' in page
    assert 'value="P16" checked' not in page


def test_a_sheet_without_columns_is_asked_for_again(clerk: Desk) -> None:
    answer = clerk.post("/score-sheets/new", day=DAY, reason="走访")
    assert answer.status_code == 422
    assert 'data-code="sheet_items"' in answer.text
    assert 'value="走访"' in answer.text


def test_what_is_wrong_is_said_by_household_and_item_and_nothing_is_booked(
    clerk: Desk, store: Store, zhang: Household
) -> None:
    sheet = opened(clerk)
    clerk.post(f"{sheet}/cells", **{f"c.{zhang.id}.P07": "1", f"c.{zhang.id}.N25": "3"})
    answer = clerk.post(f"{sheet}/submit")
    assert answer.status_code == 422
    faults = answer.text.split('id="faults"')[1].split("</table>")[0]
    assert "张桂芳" in faults
    assert "N25" in faults
    assert "P07" not in faults
    assert balance(store, zhang) == "20"


def test_the_other_ones_cell_is_shown_with_who_wrote_it(
    clerk: Desk, secretary: Desk, store: Store, zhang: Household
) -> None:
    sheet = opened(clerk)
    cell = f"c.{zhang.id}.P16"
    secretary.post(f"{sheet}/cells", **{cell: "2"})
    page = clerk.get(sheet).text
    assert '<small class="who">secretary同志</small>' in page
    answer = clerk.post(f"{sheet}/cells", **{cell: "3"})
    assert answer.status_code == 422
    assert "secretary同志刚在同一格写了 2" in answer.text
    assert [one.text for one in score_sheets.changed(store, 1, since=0)] == ["2"]


def test_the_script_is_answered_with_rows_and_what_others_wrote(clerk: Desk, secretary: Desk, zhang: Household) -> None:
    sheet = opened(clerk)
    fields = {"csrf": clerk.csrf(), f"c.{zhang.id}.P07": "１", f"c.{zhang.id}.N25": "?"}
    answer = clerk.client.post(f"{sheet}/cells", data=fields, headers={"Accept": "application/json"})
    told = answer.get_json()
    assert [one["text"] for one in told["cells"]] == ["1", "?"]
    assert told["rows"][str(zhang.id)]["wrong"].keys() == {"N25"}
    news = secretary.get(f"{sheet}/news?since=0").get_json()
    assert {one["who"] for one in news["cells"]} == {"clerk同志"}
    assert secretary.get(f"{sheet}/news?since={news['step']}").get_json()["cells"] == []


@pytest.mark.usefixtures("second_asked")
def test_a_second_person_agrees_and_never_the_one_who_filled_it_in(
    clerk: Desk, secretary: Desk, store: Store, zhang: Household
) -> None:
    sheet = opened(clerk)
    clerk.post(f"{sheet}/cells", **{f"c.{zhang.id}.P07": "1"})
    assert "等第二个人同意" in clerk.get(f"{sheet}/check").text
    clerk.post(f"{sheet}/submit")
    assert balance(store, zhang) == "20"
    assert 'data-code="self_review"' in clerk.post(f"{sheet}/approve").text
    assert "1 张等第二个人同意" in secretary.get("/").text
    assert "等第二个人同意" in secretary.get("/score-sheets").text
    assert secretary.post(f"{sheet}/approve").status_code == 303
    assert balance(store, zhang) == "25"


@pytest.mark.usefixtures("second_asked")
def test_a_sheet_is_sent_back_with_a_reason(clerk: Desk, secretary: Desk, zhang: Household) -> None:
    sheet = opened(clerk)
    clerk.post(f"{sheet}/cells", **{f"c.{zhang.id}.P07": "1"})
    clerk.post(f"{sheet}/submit")
    assert 'id="note-error"' in secretary.post(f"{sheet}/back").text
    assert secretary.post(f"{sheet}/back", note="五组漏了").status_code == 303
    assert "五组漏了" in clerk.get(sheet).text


def test_a_shopkeeper_reads_the_sheet_and_writes_nothing(
    clerk: Desk, sit: Callable[[Role], Desk], zhang: Household
) -> None:
    sheet = opened(clerk)
    keeper = sit(Role.SHOPKEEPER)
    assert f'name="c.{zhang.id}.P07"' not in keeper.get(sheet).text
    assert 'data-code="role_wrong"' in keeper.post(f"{sheet}/cells", **{f"c.{zhang.id}.P07": "1"}).text


def test_a_sheet_that_was_put_away_is_gone_from_the_list(clerk: Desk, store: Store) -> None:
    sheet = opened(clerk)
    assert clerk.post(f"{sheet}/drop").status_code == 303
    assert DAY.replace("-0", "年") not in clerk.get("/score-sheets").text
    assert not score_sheets.recent(store)

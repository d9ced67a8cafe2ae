"""Objections: written down at the desk, points rest, and the committee decides."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook

from tests import builders
from tests.admin import waiting
from tests.admin.conftest import PASSWORD, Desk
from village import clock
from village.model.entry import Entry
from village.model.household import Household
from village.model.objection import Objection, ObjectionState
from village.services import figures, households, ledger, objections
from village.store import Store, entries


@pytest.fixture
def line(store: Store, zhang: Household) -> Entry:
    return builders.a_line(store, zhang, "P05", occurred=date(2026, 3, 10))


@pytest.fixture
def raised(store: Store, zhang: Household, line: Entry) -> Objection:
    return objections.raise_one(store, seq=line.seq, household_id=zhang.id, actor="一体机")


def test_it_works(secretary: Desk, store: Store, zhang: Household, line: Entry) -> None:
    made = secretary.post(f"/lines/{line.seq}/objection", household="05-001")
    assert "李建国" in secretary.get(made.location).text
    assert figures.of(store, zhang.id).disputed.hundredths == 800
    assert "评上清洁文明户" in secretary.get("/objections").text
    decided = secretary.post(f"{made.location}/uphold", reason="评的是隔壁那家", belongs_to="05-001")
    assert "成立，改过了" in secretary.get(decided.location).text
    assert ledger.balance(store, zhang.id).hundredths == 2000
    assert ledger.balance(store, 4).hundredths == 2800  # 05-001
    assert "没有等着核实的" in secretary.get("/objections").text


def test_the_statement_leads_to_an_objection_while_there_is_time_and_says_why_not_otherwise(
    secretary: Desk, store: Store, zhang: Household, line: Entry
) -> None:
    account, asking = f"/households/{zhang.id}", f'href="/lines/{line.seq}/objection"'
    early = secretary.get(account).text
    assert asking not in early
    assert "还没公示" in early
    assert "公示以后可以提异议" in secretary.get(f"/lines/{line.seq}").text
    with clock.held(datetime(2026, 4, 5, 9)):
        secretary.post("/login", login="secretary", password=PASSWORD)
        waiting.a_board(store, "2026-03")
        open_now = secretary.get(account).text
        assert asking in open_now
        assert open_now.count("提异议</a>") == 1  # not beside the base points
        assert asking in secretary.get(f"/lines/{line.seq}").text
        secretary.post(f"/lines/{line.seq}/objection", household="05-001")
        asked = secretary.get(account).text
        assert asking not in asked
        assert "有异议，正在核对" in asked
        assert "等着核实" in asked
    with clock.held(datetime(2026, 4, 13, 9)):
        secretary.post("/login", login="secretary", password=PASSWORD)
        other = builders.a_line(store, zhang, "P16", occurred=date(2026, 4, 1))
        objections.dismiss(store, 1, actor="书记")
        late = secretary.get(account).text
        assert "提异议的日子过了" in late
        assert "核实过，不改" in late
        assert "公示已经过了7天" in secretary.get(f"/lines/{line.seq}").text
        assert "公示以后可以提异议" in secretary.get(f"/lines/{other.seq}").text


def test_a_household_lists_what_it_objected_to_and_what_was_objected_to_it(
    store: Store, zhang: Household, line: Entry
) -> None:
    other = builders.a_line(store, households.get(store, 4), "P05", occurred=date(2026, 3, 10))
    against = objections.raise_one(store, seq=line.seq, household_id=4, actor="一体机")
    own = objections.raise_one(store, seq=other.seq, household_id=zhang.id, actor="一体机")
    assert objections.of_household(store, zhang.id) == [own, against]
    assert objections.of_household(store, 2) == []


def test_only_scored_lines_are_objected_to(secretary: Desk, store: Store, zhang: Household) -> None:
    base = entries.of_household(store, zhang.id)[0]
    assert f"/lines/{base.seq}/objection" not in secretary.get(f"/lines/{base.seq}").text
    refused = secretary.post(f"/lines/{base.seq}/objection", household="03-001")
    assert 'data-code="objection_kind"' in refused.text
    assert objections.open_ones(store) == []


def test_an_objection_that_does_not_hold_changes_nothing_and_is_answered_in_words(
    secretary: Desk, store: Store, zhang: Household, raised: Objection
) -> None:
    wordless = secretary.post(f"/objections/{raised.id}/dismiss", visited="2026-03-15")
    assert 'id="stays-error" data-code="field_missing"' in wordless.text
    assert objections.get(store, raised.id).state is ObjectionState.OPEN
    answer = {"stays": "上门看过，照片上看得清楚", "visited": "2026-03-15"}
    assert secretary.post(f"/objections/{raised.id}/dismiss", **answer).status_code == 303
    page = secretary.get(f"/objections/{raised.id}").text
    assert "核实过，不改：上门看过，照片上看得清楚" in page
    assert "2026年3月15日" in page
    kept = objections.get(store, raised.id)
    assert (kept.answer, kept.visited) == (answer["stays"], date(2026, 3, 15))
    assert objections.get(store, raised.id).state is ObjectionState.DISMISSED
    assert ledger.balance(store, zhang.id).hundredths == 2800
    assert 'data-code="decided_already"' in secretary.post(f"/objections/{raised.id}/dismiss", **answer).text


def test_what_was_said_and_shown_is_kept_with_the_decision(
    secretary: Desk, line: Entry, photo: Callable[[], BytesIO]
) -> None:
    fields = {"household": "03-001", "words": "那天我家没有人，\n是隔壁评的。", "photo": (photo(), "门口.jpg")}
    made = secretary.post(f"/lines/{line.seq}/objection", **fields).location
    page = secretary.get(made).text
    assert "那天我家没有人， 是隔壁评的。" in page
    with secretary.get(f"{made}/photo.jpg") as shown:
        assert shown.data.startswith(b"\xff\xd8")
    assert f'href="{made}/photo.jpg" data-large' in page
    assert "这一笔没有照片" in page
    secretary.post(f"{made}/uphold", reason="评的是隔壁那家", visited="2026-03-16")
    decided = secretary.get(made).text
    assert "那天我家没有人" in decided
    assert "2026年3月20日，成立，改过了：评的是隔壁那家" in decided
    assert "2026年3月16日" in decided
    book = load_workbook(BytesIO(secretary.get("/ledgers/objections?year=2026").data)).worksheets[0]
    row = next(row for row in book.iter_rows(values_only=True) if row[0] == "2026-03-20")
    assert row[-5:] == ("那天我家没有人， 是隔壁评的。", "成立", "2026-03-16", "评的是隔壁那家", "2026-03-20")


def test_a_file_that_is_no_photo_is_said_at_its_field_and_the_words_stay(
    secretary: Desk, store: Store, line: Entry
) -> None:
    refused = secretary.post(
        f"/lines/{line.seq}/objection", household="03-001", words="分算错了", photo=(BytesIO(b"text"), "话.jpg")
    )
    assert 'id="photo-error" data-code="photo_wrong"' in refused.text
    assert "分算错了" in refused.text
    assert objections.open_ones(store) == []


def test_what_this_village_answers_most_is_offered_first(secretary: Desk, store: Store, zhang: Household) -> None:
    for day, answer in ((10, "两家商量过"), (11, "两家商量过"), (12, "照规矩就是这个分")):
        line = builders.a_line(store, zhang, "P16", occurred=date(2026, 3, day))
        made = objections.raise_one(store, seq=line.seq, household_id=zhang.id, actor="一体机")
        objections.dismiss(store, made.id, actor="书记", reason=answer)
    line = builders.a_line(store, zhang, "P05", occurred=date(2026, 3, 13))
    made = objections.raise_one(store, seq=line.seq, household_id=zhang.id, actor="一体机")
    page = secretary.get(f"/objections/{made.id}").text
    offered = re.findall(r'<option value="([^"]+)">', page.split('<datalist id="dismissed">')[1])
    assert offered[:2] == ["两家商量过", "照规矩就是这个分"]
    assert "上门看过，情况和记的一样" in offered
    assert len(offered) == len(set(offered))


@pytest.mark.parametrize(
    ("fields", "at", "code"),
    [
        ({"reason": ""}, "reason", "field_missing"),
        ({"reason": "记错了", "belongs_to": "99-999"}, "belongs_to", "unknown_household"),
    ],
)
def test_a_wrong_field_decides_nothing(
    secretary: Desk, store: Store, raised: Objection, fields: dict[str, str], at: str, code: str
) -> None:
    refused = secretary.post(f"/objections/{raised.id}/uphold", **fields)
    assert refused.status_code == 422
    assert f'id="{at}-error" data-code="{code}"' in refused.text
    assert objections.get(store, raised.id).state is ObjectionState.OPEN


def test_a_line_that_was_taken_back_meanwhile_is_said(secretary: Desk, store: Store, raised: Objection) -> None:
    ledger.reverse(store, seq=raised.entry_seq, reason="记错了", actor="李会计")
    assert 'data-code="already_reversed"' in secretary.post(f"/objections/{raised.id}/uphold", reason="再来").text


def test_who_objects_is_named_by_a_number_that_exists(clerk: Desk, store: Store, line: Entry) -> None:
    refused = clerk.post(f"/lines/{line.seq}/objection", household="三组")
    assert 'id="household-error" data-code="unknown_household"' in refused.text
    assert objections.open_ones(store) == []


def test_long_after_the_board_an_objection_is_too_late(store: Store, line: Entry, stranger: Desk) -> None:
    waiting.a_board(store, "2026-03")
    with clock.held(date(2026, 4, 20)):
        stranger.post("/login", login="clerk", password="海印寺2026年")
        refused = stranger.post(f"/lines/{line.seq}/objection", household="03-001")
    assert 'data-code="objection_late"' in refused.text


def test_a_clerk_writes_down_and_does_not_decide(clerk: Desk, raised: Objection) -> None:
    assert 'data-code="role_wrong"' in clerk.post(f"/objections/{raised.id}/dismiss").text

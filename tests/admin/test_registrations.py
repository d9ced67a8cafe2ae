"""The office's registers at the desk: a page each, a row by its form, its end with a reason."""

from __future__ import annotations

import pytest

from tests.admin.conftest import Desk
from village.model.household import Household
from village.model.registration import Register
from village.services import registrations
from village.store import Store


def test_it_works(clerk: Desk, store: Store, zhang: Household) -> None:
    assert "每件事谁负责" in clerk.get("/registers").text
    shown = clerk.post(
        "/registers/honour", title="最美家庭", household_id=zhang.number, day="2026-03-08", note="镇里评"
    )
    page = clerk.get(shown.location).text
    assert "张桂芳" in page
    assert "2026年3月8日" in page
    assert "最美家庭" in clerk.get(f"/households/{zhang.id}").text
    (made,) = registrations.of_register(store, Register.HONOUR)
    clerk.post(f"/registers/honour/{made.id}/end", reason="满一年")
    page = clerk.get("/registers/honour").text
    assert "以前的" in page
    assert "满一年" in page
    assert "最美家庭" not in clerk.get(f"/households/{zhang.id}").text


def test_a_duty_that_nobody_is_named_for_is_said_until_somebody_is(clerk: Desk, store: Store) -> None:
    for page in ("/registers", "/registers/duty"):
        assert "还没有专人：物资准备、积分采集、积分兑换。" in clerk.get(page).text
    for title, name in (("物资准备", "孙店主"), ("积分兑换", "孙店主"), ("积分采集", "钱网格")):
        clerk.post("/registers/duty", title=title, name=name, day="2026-03-08")
    assert "还没有专人" not in clerk.get("/registers").text
    gone = next(one for one in registrations.of_register(store, Register.DUTY) if one.title == "积分采集")
    clerk.post(f"/registers/duty/{gone.id}/end", reason="调走了")
    for page in ("/registers", "/registers/duty"):
        assert "还没有专人：积分采集。" in clerk.get(page).text
    assert "调走了" in clerk.get("/registers/duty").text


@pytest.mark.parametrize("register", Register)
def test_every_register_shows_an_empty_page_and_a_form(clerk: Desk, register: Register) -> None:
    page = clerk.get(f"/registers/{register}").text
    assert "还没有登记" in page
    assert 'name="day"' in page


@pytest.mark.parametrize(
    ("register", "fields", "at", "code"),
    [
        ("duty", {"title": "积分采集", "name": ""}, "name", "field_missing"),
        ("duty", {"title": "扫地", "name": "钱网格"}, "title", "title_unlisted"),
        ("caretaker", {"household_id": "", "name": "赵管家"}, "household_id", "field_missing"),
        ("caretaker", {"household_id": "99-999", "name": "赵管家"}, "household_id", "unknown_household"),
        ("nomination", {"title": "最美家庭", "household_id": "own"}, "household_id", "nominee_below_mean"),
        ("meeting", {"title": "垃圾分类", "group": "九组"}, "group", "field_wrong"),
        ("meeting", {"title": "垃圾分类", "group": "三组", "day": "2026-04-01"}, "day", "date_future"),
        ("honour", {"title": "最美家庭"}, "", "registration_incomplete"),
    ],
)
def test_a_wrong_field_is_said_at_the_field_and_nothing_is_registered(
    clerk: Desk, store: Store, zhang: Household, register: str, fields: dict[str, str], at: str, code: str
) -> None:
    typed = {name: zhang.number if value == "own" else value for name, value in fields.items()}
    refused = clerk.post(f"/registers/{register}", **typed)
    assert refused.status_code == 422
    assert f'id="{at}-error" data-code="{code}"' in refused.text
    assert registrations.standing(store) == {}


def test_a_register_that_there_is_not_is_said(clerk: Desk) -> None:
    assert 'data-code="registration_unknown"' in clerk.get("/registers/horses").text


def test_an_inspector_registers_nothing(inspector: Desk, store: Store) -> None:
    assert 'data-code="read_only"' in inspector.post("/registers/duty", title="积分采集", name="钱网格").text
    assert registrations.standing(store) == {}

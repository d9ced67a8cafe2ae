"""The panel's register: seats and their terms, empty ones, and who may no longer decide."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tests.admin import waiting
from tests.admin.conftest import Desk
from village.model.household import Household
from village.model.staff import Role
from village.services import committee
from village.store import Store

SEAT = {"name": "赵党员", "seat": "党员代表", "since": "2026-01-05"}


def test_it_works(secretary: Desk) -> None:
    assert "群众代表还没有人" in secretary.get("/committee").text
    page = secretary.get(secretary.post("/committee", **SEAT).location).text
    assert "赵党员" in page
    assert "2026年3月31日" in page  # the term ends with the quarter (YK-03)
    assert "快到期了，请换人" in page
    assert "党员代表还没有人" not in page
    assert "党员代表、群众代表换人，1 位任期到这天" in secretary.get("/").text


def test_who_loses_the_seat_approves_nothing(
    secretary: Desk, sit: Callable[[Role], Desk], store: Store, zhang: Household
) -> None:
    made = waiting.a_declaration(store, zhang)
    secretary.post("/committee", name="reviewer同志", seat="网格员", since="2026-01-05")
    member = committee.register(store)[0].id
    asked = secretary.post(f"/committee/{member}/end", forfeit="yes")
    assert 'id="reason-error" data-code="reason_missing"' in asked.text
    secretary.post(f"/committee/{member}/end", forfeit="yes", reason="给亲戚多记分")
    page = secretary.get("/committee").text
    assert "取消资格" in page
    assert "给亲戚多记分" in page
    refused = sit(Role.REVIEWER).post(f"/declarations/{made.id}/approve")
    assert 'data-code="seat_forfeited"' in refused.text
    assert (
        'id="name-error" data-code="seat_forfeited"'
        in secretary.post("/committee", **{**SEAT, "name": "reviewer同志"}).text
    )


def test_who_leaves_by_turn_makes_room(secretary: Desk, store: Store) -> None:
    secretary.post("/committee", **SEAT)
    assert 'id="name-error" data-code="seated_already"' in secretary.post("/committee", **SEAT).text
    secretary.post("/committee/1/end", reason="轮换")
    assert "离开 轮换" in secretary.get("/committee").text
    assert secretary.post("/committee", **SEAT).status_code == 303
    assert [one.left_on for one in committee.register(store)] == [date(2026, 3, 20), None]


def test_only_the_secretary_changes_the_register(clerk: Desk, store: Store) -> None:
    assert 'data-code="role_wrong"' in clerk.post("/committee", **SEAT).text
    assert committee.register(store) == []

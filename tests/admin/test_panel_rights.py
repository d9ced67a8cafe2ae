"""Where the panel's tasks are its members' alone, its register says who may do them (GY-03)."""

from __future__ import annotations

from datetime import date

from tests import builders
from tests.admin.conftest import Desk
from village.services import committee, rulebook
from village.store import Store

GOODS = {"name": "大米5公斤", "points": "45", "cost": "", "stock": "3", "delivery": "daily"}


def seat(store: Store, name: str) -> None:
    pack = rulebook.rules_on(store, date(2026, 3, 20))
    committee.seat(store, name=name, seat=pack.paper.seats[0].name, since=date(2026, 1, 5), actor=builders.CADRE)


def under(store: Store, pack: str) -> None:
    rulebook.adopt(store, pack_id=pack, since=date(2026, 1, 1), settings={}, approval=builders.RECORD, actor="书记")


def test_only_members_of_the_panel_keep_the_shop(secretary: Desk, clerk: Desk, store: Store) -> None:
    under(store, "gaoyang-2022")
    assert clerk.post("/goods/new", **GOODS).status_code == 303  # nobody is registered yet
    seat(store, "secretary同志")
    refused = clerk.post("/goods/new", **GOODS)
    assert 'data-code="not_member"' in refused.text
    assert "名册里还没有您" in refused.text
    assert secretary.post("/goods/new", **GOODS).status_code == 303
    seat(store, "clerk同志")
    assert clerk.post("/goods/new", **GOODS).status_code == 303


def test_what_is_not_the_panels_task_is_not_asked_for_its_register(clerk: Desk, store: Store) -> None:
    under(store, "gaoyang-2022")
    seat(store, "secretary同志")
    fields = {"head": "赵新来", "group": "三组", "residence": "local"}
    assert 'data-code="not_member"' not in clerk.post("/households/new", **fields).text


def test_other_documents_ask_for_the_role_alone(clerk: Desk, store: Store) -> None:
    seat(store, "secretary同志")
    assert clerk.post("/goods/new", **GOODS).status_code == 303

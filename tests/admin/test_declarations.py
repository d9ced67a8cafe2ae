"""Review: what a household declared is looked at, approved or turned down."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from tests import builders
from tests.admin import waiting
from tests.admin.conftest import Desk
from village.model.declaration import Declaration, DeclarationState
from village.model.household import Household
from village.model.staff import Role
from village.services import declarations, evidence, ledger, rulebook
from village.services.scores import Score
from village.store import Store


@pytest.fixture
def declared(store: Store, zhang: Household) -> Declaration:
    return waiting.a_declaration(store, zhang)


def test_it_works(secretary: Desk, store: Store, zhang: Household, declared: Declaration) -> None:
    queue = secretary.get("/declarations").text
    assert "评上清洁文明户" in queue
    assert "邻居看见的" in queue
    page = secretary.get(f"/declarations/{declared.id}").text
    assert "加8分" in page
    done = secretary.post(f"/declarations/{declared.id}/approve", visited="2026-03-15")
    after = secretary.get(done.location).text
    assert "同意了" in after
    assert "没有等着审的" in after
    assert ledger.balance(store, zhang.id).hundredths == 2800
    assert "2026年3月15日 上门看过" in secretary.get(f"/declarations/{declared.id}").text


def test_the_reviewer_says_how_many_points_a_deed_without_a_figure_gives(
    secretary: Desk, store: Store, zhang: Household
) -> None:
    made = waiting.a_declaration(store, zhang, "P25")
    assert "加几分由村里小组看实际情况定" in secretary.get("/declarations").text
    address = f"/declarations/{made.id}"
    assert 'name="points"' in secretary.get(address).text
    for given, field, code in (
        ({"points": "3"}, "why", "reason_missing"),
        ({"why": "夜里送老人去医院"}, "points", "bad_points"),
        ({"points": "-3", "why": "送老人"}, "points", "bad_points"),
        ({"points": "3.2", "why": "送老人"}, "points", "bad_points"),
        ({"points": "许多", "why": "送老人"}, "points", "points_wrong"),
    ):
        refused = secretary.post(f"{address}/approve", **given)
        assert refused.status_code == 422
        assert f'id="{field}-error" data-code="{code}"' in refused.text
    assert ledger.balance(store, zhang.id).hundredths == 2000
    assert secretary.post(f"{address}/approve", points="3.5", why="夜里送老人去医院").status_code == 303
    assert ledger.balance(store, zhang.id).hundredths == 2350
    line = secretary.get(f"/households/{zhang.id}").text
    assert "夜里送老人去医院" in line
    assert 'name="points"' not in secretary.get(f"/declarations/{waiting.a_declaration(store, zhang).id}").text


def test_a_village_that_wants_place_and_reason_hears_them_from_the_reviewer(
    secretary: Desk, store: Store, zhang: Household
) -> None:
    rulebook.adopt(
        store,
        pack_id="yangkou-2023",
        since=date(2026, 3, 1),
        settings={"base_points": 20, "publication_day": 5, "line_fields": ["place", "reason"]},
        approval=builders.RECORD,
        actor="书记",
    )
    made = waiting.a_declaration(store, zhang)
    refused = secretary.post(f"/declarations/{made.id}/approve", why="评上的")
    assert 'id="place-error" data-code="place_missing"' in refused.text
    assert secretary.post(f"/declarations/{made.id}/approve", why="评上的", place="家里").status_code == 303
    assert ledger.balance(store, zhang.id).hundredths == 2800


def test_turning_down_needs_a_reason_and_writes_no_line(
    secretary: Desk, store: Store, zhang: Household, declared: Declaration
) -> None:
    refused = secretary.post(f"/declarations/{declared.id}/reject", reason=" ")
    assert refused.status_code == 422
    assert 'id="reason-error" data-code="reason_missing"' in refused.text
    assert secretary.post(f"/declarations/{declared.id}/reject", reason="那天没有评").status_code == 303
    assert declarations.get(store, declared.id).state is DeclarationState.REJECTED
    assert "那天没有评" in secretary.get(f"/declarations/{declared.id}").text
    assert ledger.balance(store, zhang.id).hundredths == 2000


def test_a_declaration_is_decided_once(secretary: Desk, store: Store, zhang: Household, declared: Declaration) -> None:
    secretary.post(f"/declarations/{declared.id}/approve")
    again = secretary.post(f"/declarations/{declared.id}/approve")
    assert 'data-code="decided_already"' in again.text
    assert ledger.balance(store, zhang.id).hundredths == 2800


@pytest.mark.parametrize(("visited", "code"), [("2026-03-21", "date_future"), ("昨天", "date_wrong")])
def test_a_visit_has_a_day_that_has_come(secretary: Desk, declared: Declaration, visited: str, code: str) -> None:
    refused = secretary.post(f"/declarations/{declared.id}/approve", visited=visited)
    assert f'id="visited-error" data-code="{code}"' in refused.text


def test_where_the_rules_ask_for_a_visit_its_day_is_asked_for(secretary: Desk, store: Store, zhang: Household) -> None:
    rulebook.adopt(
        store,
        pack_id="yangkou-2023",
        since=date(2026, 1, 1),
        settings={"home_visit": True},
        actor="书记",
        approval=builders.RECORD,
    )
    declared = waiting.a_declaration(store, zhang)
    refused = secretary.post(f"/declarations/{declared.id}/approve")
    assert 'id="visited-error" data-code="visit_missing"' in refused.text
    assert secretary.post(f"/declarations/{declared.id}/approve", visited="2026-03-12").status_code == 303


def test_nobody_reviews_what_they_entered_themselves(secretary: Desk, store: Store, zhang: Household) -> None:
    paper = evidence.name_paper(store, kind="feedback", title="网格员反馈", actor="secretary同志")
    score = Score(zhang.id, "P05", date(2026, 3, 9), evidence_id=paper.id)
    own = declarations.declare(store, score, actor="secretary同志").declaration
    assert 'data-code="self_review"' in secretary.post(f"/declarations/{own.id}/approve").text


def test_a_limit_that_was_used_up_meanwhile_is_said(secretary: Desk, store: Store, zhang: Household) -> None:
    first, second = (waiting.a_declaration(store, zhang, "P07", day=day) for day in (9, 10))
    secretary.post(f"/declarations/{first.id}/approve")
    assert "已经加过分了" in secretary.get(f"/declarations/{second.id}").text
    assert "已经加过分了" in secretary.post(f"/declarations/{second.id}/approve").text
    assert ledger.balance(store, zhang.id).hundredths == 2500


def test_a_clerk_reads_the_queue_and_decides_nothing(
    sit: Callable[[Role], Desk], store: Store, declared: Declaration
) -> None:
    clerk = sit(Role.CLERK)
    assert "由有权限的同事" in clerk.get(f"/declarations/{declared.id}").text
    assert 'data-code="role_wrong"' in clerk.post(f"/declarations/{declared.id}/approve").text
    assert declarations.get(store, declared.id).state is DeclarationState.WAITING


def test_where_nobody_declares_the_column_has_no_review(secretary: Desk, store: Store) -> None:
    assert ">审核<" in secretary.get("/").text
    rulebook.adopt(
        store, pack_id="jiuxian-2022", since=date(2026, 3, 1), settings={}, actor="书记", approval="村民代表会议"
    )
    assert ">审核<" not in secretary.get("/").text


def test_a_decision_on_the_second_page_comes_back_to_it_while_there_is_one(secretary: Desk, store: Store) -> None:
    with store.transaction():
        homes = [builders.a_household(store, f"王{number}", "九组") for number in range(52)]
        made = [waiting.a_declaration(store, home) for home in homes]
    listed = secretary.get("/declarations?page=2").text
    assert f'href="/declarations/{made[50].id}?page=2"' in listed
    form = f"/declarations/{made[50].id}/reject?page=2"
    assert f'action="{form}"' in secretary.get(f"/declarations/{made[50].id}?page=2").text
    assert secretary.post(form, reason="没有看到").location == "/declarations?page=2"
    last = secretary.post(f"/declarations/{made[51].id}/approve?page=2", visited="2026-03-15")
    assert last.location == "/declarations"

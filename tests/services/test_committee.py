"""The panel: seats that end with the quarter, seats that are forfeited, seats that nobody fills."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tests import builders
from tests.admin import waiting
from village import clock
from village.errors import VillageError
from village.model.period import Period
from village.services import committee, declarations, publications, rulebook
from village.store import Store, acts

SIGNED_ON = datetime(2026, 4, 5, 9)
MARCH = Period.parse("2026-03")


def seat(store: Store, name: str, where: str = "党员代表", since: date = date(2026, 1, 5)) -> int:
    return committee.seat(store, name=name, seat=where, since=since, actor=builders.CADRE).id


def sign(store: Store, *names: str) -> None:
    publications.sign(store, period=MARCH, signers=names, actor=builders.CADRE)


def test_a_representatives_term_ends_with_the_quarter(store: Store) -> None:
    seat(store, "赵党员")
    with clock.held(datetime(2026, 3, 31, 9)):
        sign(store, "赵党员")
    with clock.held(SIGNED_ON), pytest.raises(VillageError, match="term_over") as refused:
        sign(store, "赵党员")
    assert refused.value.clause == "YK-03"


def test_seats_that_do_not_rotate_last(store: Store) -> None:
    seat(store, "钱网格", "网格员")
    with clock.held(datetime(2026, 12, 5, 9)):
        sign(store, "钱网格")


def test_the_next_term_is_a_row_of_its_own(store: Store) -> None:
    seat(store, "赵党员")
    with clock.held(SIGNED_ON):
        seat(store, "赵党员", since=date(2026, 4, 1))
        sign(store, "赵党员")
        assert [one.since for one in committee.register(store)] == [date(2026, 1, 5), date(2026, 4, 1)]


def test_a_village_that_sets_no_terms_has_none(store: Store) -> None:
    seat(store, "赵党员")
    rulebook.adopt(
        store,
        pack_id="yangkou-2023",
        since=date(2026, 1, 1),
        settings={"base_points": 20, "publication_day": 5, "representative_term": "none"},
        actor=builders.CADRE,
        approval=builders.RECORD,
    )
    with clock.held(SIGNED_ON):
        sign(store, "赵党员")


def test_who_lost_the_seat_neither_signs_nor_approves_nor_comes_back(store: Store) -> None:
    member = seat(store, "孙委员", "两委成员")
    made = waiting.a_declaration(store, builders.a_household(store))
    committee.forfeit(store, member, reason="给亲戚多记分", actor="镇里")
    for act in (
        lambda: sign(store, "孙委员"),
        lambda: declarations.approve(store, made.id, actor="孙委员"),
        lambda: declarations.reject(store, made.id, actor="孙委员", reason="没有凭据"),
        lambda: seat(store, "孙委员", "网格员"),
    ):
        with pytest.raises(VillageError, match="seat_forfeited"):
            act()
    assert declarations.approve(store, made.id, actor="周审核").entry


def test_a_name_that_the_register_does_not_know_signs_as_before(store: Store) -> None:
    seat(store, "赵党员")
    sign(store, "王书记")


def test_seats_that_nobody_fills_are_named(store: Store) -> None:
    seat(store, "钱网格", "网格员")
    pack = rulebook.rules_on(store, clock.today())
    assert [one.seat for one in committee.wanting(store, pack, clock.today())] == ["两委成员", "党员代表", "群众代表"]


@pytest.mark.parametrize(
    ("name", "where", "code"),
    [(" ", "网格员", "name_empty"), ("钱网格", "村长", "seat_unknown"), ("赵党员", "党员代表", "seated_already")],
)
def test_what_cannot_be_seated_is_said(store: Store, name: str, where: str, code: str) -> None:
    seat(store, "赵党员")
    with pytest.raises(VillageError, match=code):
        seat(store, name, where)
    assert len(committee.register(store)) == 1


def test_a_seat_ends_once_and_for_a_reason(store: Store) -> None:
    member = seat(store, "赵党员")
    with pytest.raises(VillageError, match="reason_missing"):
        committee.forfeit(store, member, reason=" ", actor="镇里")
    committee.leave(store, member, reason="轮换", actor="书记")
    with pytest.raises(VillageError, match="member_left"):
        committee.leave(store, member, actor="书记")
    with pytest.raises(VillageError, match="member_unknown"):
        committee.leave(store, 99, actor="书记")
    assert [act for _, _, act, _ in acts.of_subject(store, f"committee:{member}")] == ["leave_seat", "seat"]

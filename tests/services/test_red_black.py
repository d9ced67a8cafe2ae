"""The red and the black board of a publication, as the village wants them (MH-11)."""

from __future__ import annotations

from datetime import date

import pytest

from tests import builders
from tests.admin.waiting import WINDOW, a_board
from village import clock
from village.model.period import Period
from village.model.points import Points
from village.model.publication import Publication
from village.services import ledger, publications, red_black, rulebook, vetoes
from village.services.red_black import RedBlack
from village.store import Store

WANTED = {"base_points": 20, "publication_day": 5, "red_board": 2, "black_board": "shown"}


def adopted(store: Store, **settings: object) -> None:
    rulebook.adopt(
        store,
        pack_id="yangkou-2023",
        since=date(2026, 1, 1),
        settings={**WANTED, **settings},
        actor=builders.CADRE,
        approval=builders.RECORD,
    )


def put_up(store: Store) -> Publication:
    """A month of six households in two groups."""
    for head, group, points in (
        ("张桂芳", "三组", "8"),
        ("李建国", "三组", "5"),
        ("王秀英", "三组", "5"),
        ("单雄信", "二组", "3"),
        ("赵大山", "二组", "-2"),
        ("钱小明", "二组", "0"),
    ):
        home = builders.a_household(store, head, group)
        if points != "0":
            builders.a_plain_line(store, home, points)
    with clock.held(WINDOW):
        return a_board(store, "2026-03")


def heads(found: list[RedBlack]) -> list[tuple[list[str] | None, list[str] | None]]:
    def named(rows: tuple[object, ...] | None) -> list[str] | None:
        return None if rows is None else [row.head for row in rows]  # type: ignore[attr-defined]

    return [(named(one.red), named(one.black)) for one in found]


def test_it_works(store: Store) -> None:
    adopted(store)
    assert heads(red_black.of_publication(store, put_up(store))) == [(["张桂芳", "李建国", "王秀英"], ["赵大山"])]


def test_a_village_that_wants_neither_has_neither(store: Store) -> None:
    assert heads(red_black.of_publication(store, put_up(store))) == [(None, None)]


def test_each_group_has_its_own_where_boards_are_the_groups(store: Store) -> None:
    rulebook.adopt(
        store,
        pack_id="minhang-2024",
        since=date(2026, 1, 1),
        settings={"redemption_months": "all", "redemption_days": "all", "rate": 1, "year_change": "carry"},
        actor=builders.CADRE,
        approval="村民代表会议",
    )
    found = red_black.of_publication(store, put_up(store))
    assert [one.groups for one in found] == [("二组",), ("三组",)]
    assert heads(found) == [(["单雄信"], ["赵大山"]), (["张桂芳", "李建国", "王秀英"], [])]


def test_a_board_stays_as_it_was_whatever_is_written_later(store: Store) -> None:
    adopted(store)
    board = put_up(store)
    before = red_black.of_publication(store, board)
    with clock.held(WINDOW):
        ledger.reverse(store, seq=1, reason="记错了", actor=builders.CADRE)
        adopted_later = {**WANTED, "red_board": "none", "black_board": "none"}
        rulebook.adopt(
            store,
            pack_id="yangkou-2023",
            since=date(2026, 4, 6),
            settings=adopted_later,
            actor=builders.CADRE,
            approval=builders.RECORD,
        )
    assert red_black.of_publication(store, board) == before
    assert {row.head: row.points for row in publications.board(store, board.id)}["张桂芳"] == Points.parse("8")


@pytest.mark.parametrize("points", ["9", "-9"])
def test_a_vetoed_month_stands_on_neither(store: Store, points: str) -> None:
    adopted(store, veto="month")
    home = builders.a_household(store, "孙小明")
    vetoes.veto(store, household_id=home.id, period=Period.parse("2026-03"), reason="裁定书", actor=builders.CADRE)
    builders.a_plain_line(store, home, points)
    found = red_black.of_publication(store, put_up(store))
    assert "孙小明" not in str(found)

"""A board shows each household's points of its months and the year's total, and stays as it was put up."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date, datetime

import pytest

from tests import builders
from village import clock
from village.errors import VillageError
from village.model.entry import Kind
from village.model.household import Household, Residence
from village.model.period import Period
from village.model.publication import PeriodState
from village.services import changes, households, ledger, periods, publications
from village.store import Store
from village.store import publications as rows

APRIL = datetime(2026, 4, 7, 9)


def put_up(store: Store, name: str) -> int:
    """Sign and publish; the board's number."""
    period = Period.parse(name)
    publications.sign(store, period=period, signers=["书记"], actor=builders.CADRE)
    return publications.publish(store, period=period, actor=builders.CADRE).publication.id


def shown(store: Store, board: int) -> dict[int, tuple[str, str]]:
    """Household → (points of the months, total), as people read them."""
    return {row.household_id: (str(row.points), str(row.total)) for row in publications.board(store, board)}


@pytest.fixture
def two(store: Store) -> tuple[Household, Household]:
    """Two households of twenty base points: one with five points of February and ten of March."""
    home, other = builders.a_household(store), builders.a_household(store, "李建国")
    builders.a_line(store, home, "P07", occurred=date(2026, 2, 9))
    builders.a_line(store, home, "P16", count=2)
    return home, other


def test_a_month_shows_its_own_points_and_the_years_total(store: Store, two: tuple[Household, Household]) -> None:
    home, other = two
    assert shown(store, put_up(store, "2026-03")) == {home.id: ("10", "35"), other.id: ("0", "20")}


def test_a_quarter_shows_what_no_board_has_shown(store: Store, two: tuple[Household, Household]) -> None:
    home, other = two
    february = put_up(store, "2026-02")
    with clock.held(APRIL):
        quarter = put_up(store, "2026-Q1")
        assert shown(store, quarter) == {home.id: ("10", "35"), other.id: ("0", "20")}
    assert set(rows.lines(store, february)) & set(rows.lines(store, quarter)) == set()
    assert sorted(rows.months(store)) == ["2026-01", "2026-02", "2026-03"]


def test_a_quarter_put_up_before_its_end_is_up_until_its_next_month_begins(
    store: Store, two: tuple[Household, Household]
) -> None:
    home, _ = two
    quarter, may = Period.parse("2026-Q2"), date(2026, 5, 20)
    with clock.held(date(2026, 4, 20)):
        put_up(store, "2026-Q2")
        assert periods.state(store, quarter) is PeriodState.PUBLISHED
        with pytest.raises(VillageError, match="period_published"):
            put_up(store, "2026-Q2")
    with clock.held(may):
        builders.a_line(store, home, "P16", occurred=may)
        assert periods.state(store, quarter) is PeriodState.OPEN
        assert shown(store, put_up(store, "2026-Q2"))[home.id] == ("5", "40")
        assert periods.state(store, quarter) is PeriodState.PUBLISHED


def test_what_was_spent_or_came_over_is_no_part_of_a_total(store: Store, two: tuple[Household, Household]) -> None:
    home, other = two
    builders.a_plain_line(store, home, "-7", kind=Kind.REDEMPTION)
    builders.a_plain_line(store, home, "3", kind=Kind.CARRY)
    builders.a_plain_line(store, home, "40", period="2025-12")
    assert shown(store, put_up(store, "2026-03")) == {home.id: ("10", "35"), other.id: ("0", "20")}


def test_what_was_taken_back_counts_neither_in_its_month_nor_in_the_year(
    store: Store, two: tuple[Household, Household]
) -> None:
    home, other = two
    line = builders.a_line(store, home, "P18")
    ledger.reverse(store, seq=line.seq, reason="看错了", actor=builders.CADRE)
    assert shown(store, put_up(store, "2026-03")) == {home.id: ("10", "35"), other.id: ("0", "20")}


def test_who_does_not_take_part_stands_on_no_board_but_for_points_of_its_months(store: Store) -> None:
    outside = {"residence": Residence.OUTSIDE}
    tenant, willing = builders.a_household(store, "小吴", **outside), builders.a_household(store, "小郑", **outside)
    away, unwilling = builders.a_household(store, "万国富", months_home=3), builders.a_household(store, opted_in=False)
    households.amend(store, replace(willing, opted_in=True), actor=builders.CADRE)
    leaving = builders.a_household(store, "汤小燕")
    builders.a_line(store, leaving, "P07", occurred=date(2026, 2, 9))
    households.amend(store, replace(leaving, opted_in=False), actor=builders.CADRE)
    assert set(shown(store, put_up(store, "2026-02"))) == {willing.id, leaving.id}
    march = set(shown(store, put_up(store, "2026-03")))
    assert march == {willing.id}
    assert not march & {tenant.id, away.id, unwilling.id}


def test_who_has_left_stands_on_no_later_board(store: Store, two: tuple[Household, Household]) -> None:
    home, other = two
    first = put_up(store, "2026-02")
    changes.leave(store, other.id, actor=builders.CADRE)
    assert set(shown(store, put_up(store, "2026-03"))) == {home.id}
    assert set(shown(store, first)) == {home.id, other.id}


def test_a_month_put_up_by_two_desks_at_once_goes_up_once(store: Store, two: tuple[Household, Household]) -> None:
    march = Period.parse("2026-03")
    publications.sign(store, period=march, signers=["书记"], actor=builders.CADRE)
    told: list[str] = []
    gate = threading.Barrier(8)

    def press() -> None:
        with clock.held(APRIL):
            gate.wait()
            try:
                publications.publish(store, period=march, actor=builders.CADRE)
                told.append("done")
            except VillageError as why:
                told.append(why.code)

    desks = [threading.Thread(target=press) for _ in range(8)]
    for desk in desks:
        desk.start()
    for desk in desks:
        desk.join()
    assert sorted(told) == ["done", *["period_published"] * 7]
    (board,) = publications.all_of(store)
    assert len(publications.board(store, board.id)) == len(two)

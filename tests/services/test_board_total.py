"""A board tells of its own months: what was scored after them is for the next one."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tests import builders
from village import clock
from village.model.household import Household
from village.model.period import Period
from village.model.publication import BoardRow
from village.services import ledger, publications, standings
from village.store import Store

OCTOBER = datetime(2026, 10, 20, 9)
NOVEMBER = datetime(2026, 11, 10, 9)


@pytest.fixture
def household(store: Store) -> Household:
    """Twenty points to begin with, five in October, eight in November."""
    with clock.held(OCTOBER):
        home = builders.a_household(store)
        builders.a_line(store, home, "P07", occurred=date(2026, 10, 9))
    with clock.held(NOVEMBER):
        builders.a_line(store, home, "P05", occurred=date(2026, 11, 3))
    return home


def put_up(store: Store, name: str) -> list[BoardRow]:
    period = Period.parse(name)
    publications.sign(store, period=period, signers=[builders.CADRE], actor=builders.CADRE)
    made = publications.publish(store, period=period, actor=builders.CADRE).publication
    return publications.board(store, made.id)


def test_octobers_board_says_nothing_of_november(store: Store, household: Household) -> None:
    with clock.held(NOVEMBER):
        (october,) = put_up(store, "2026-10")
        (november,) = put_up(store, "2026-11")
        standing = standings.standing(store, household_id=household.id, year=2026)
    assert (str(october.points), str(october.total)) == ("5", "25")
    assert (str(november.points), str(november.total)) == ("8", "33")
    assert standing.total == november.total


def test_what_october_lost_in_november_is_octobers(store: Store, household: Household) -> None:
    with clock.held(NOVEMBER):
        wrong = builders.a_line(store, household, "N09", occurred=date(2026, 10, 12))
        ledger.reverse(store, seq=wrong.seq, reason="看错了", actor=builders.CADRE)
        builders.a_line(store, household, "N15", occurred=date(2026, 10, 13))
        (october,) = put_up(store, "2026-10")
    assert (str(october.points), str(october.total)) == ("0", "20")


def test_who_came_in_november_begins_there(store: Store, household: Household) -> None:
    with clock.held(NOVEMBER):
        late = builders.a_household(store, "李建国")
        rows = {row.household_id: row for row in put_up(store, "2026-10")}
        later = {row.household_id: row for row in put_up(store, "2026-11")}
    assert (str(rows[household.id].total), str(rows[late.id].total)) == ("25", "0")
    assert str(later[late.id].total) == "20"


def test_the_year_before_is_another_year(store: Store, household: Household) -> None:
    with clock.held(datetime(2027, 1, 6, 9)):
        builders.a_line(store, household, "P05", occurred=date(2027, 1, 3))
        (december,) = put_up(store, "2026-12")
        (january,) = put_up(store, "2027-01")
    assert str(december.total) == "33"
    assert str(january.total) == "28"

"""What a newcomer finds in the pretend village, on whatever day it is made."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime
from pathlib import Path

import pytest

from village import clock
from village.demo import life, people
from village.model.objection import ObjectionState
from village.model.period import Period
from village.model.registration import Register
from village.services import (
    calendar,
    declarations,
    figures,
    goods,
    mendings,
    notices,
    objections,
    periods,
    publications,
    purchases,
    red_black,
    redemptions,
    registrations,
    rulebook,
    windows,
)
from village.services.verification import verify
from village.store import Store

LATE_IN_THE_MONTH = datetime(2026, 11, 23, 9, 30)


@contextmanager
def a_village(folder: Path, made: datetime, *, homes: int = 12) -> Iterator[Store]:
    """The pretend village as it is made at a moment, looked at in that moment."""
    with clock.held(made), closing(Store(folder / "village.db", writer=True, lasting=False)) as store:
        life.found(store)
        life.live(store, people.enrol_all(store, homes))
        yield store


@pytest.fixture(scope="module")
def made_late(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Made late in November; only to be looked at."""
    with a_village(tmp_path_factory.mktemp("shown"), LATE_IN_THE_MONTH) as store:
        yield store


@pytest.fixture
def shown(made_late: Store) -> Iterator[Store]:
    """That village, at the moment it was made."""
    with clock.held(LATE_IN_THE_MONTH):
        yield made_late


def test_there_are_goods_that_came_in_from_somewhere_and_one_that_is_only_wished_for(shown: Store) -> None:
    shelf = {one.name: one for one in goods.all_of(shown)}
    assert {"肥皂", "大米"} <= shelf.keys()
    assert all(goods.stocked(shown, one.id)[0].source for one in shelf.values() if one.stock)
    wished = purchases.of_quarter(shown, Period.parse("2026-Q4"))
    assert wished[0].goods.name == "电饭煲"
    assert wished[0].goods.stock == 0
    assert wished[0].households > 1


def test_exchange_kept_to_the_fixed_day_and_the_next_one_is_known(shown: Store) -> None:
    orders = [order for home in range(1, 13) for order in redemptions.of_household(shown, home)]
    assert {order.requested_on for order in orders} <= {date(2026, 10, 5), date(2026, 11, 5)}
    assert any(order.finished_on for order in orders)
    assert windows.following(rulebook.rules_on(shown, clock.today()), clock.today()) == date(2026, 12, 5)


def test_the_house_with_the_card_has_a_bit_of_everything(shown: Store) -> None:
    (waiting,) = redemptions.open_ones(shown)
    (declared,) = declarations.waiting(shown)
    assert waiting.household_id == declared.household_id == 1
    assert [one.state for one in objections.of_household(shown, 1)] == [ObjectionState.UPHELD]
    assert figures.of(shown, 1).redeemable.hundredths > 0
    assert len(redemptions.of_household(shown, 1)) > 2


def test_boards_are_up_objections_decided_honours_given_and_notices_stand(shown: Store) -> None:
    assert [board.period for board in publications.all_of(shown)] == ["2026-10", "2026-09"]
    assert periods.state(shown, Period.parse("2026-11")).value == "open"
    assert objections.open_ones(shown) == []
    assert red_black.of_publication(shown, publications.all_of(shown)[0])[0].red
    assert len(registrations.of_register(shown, Register.HONOUR)) == 2
    assert len(notices.today(shown)) == 2
    assert len(notices.all_of(shown)) == 3
    assert mendings.of_all(shown)[1]


@pytest.mark.parametrize(
    "made",
    [
        LATE_IN_THE_MONTH,
        datetime(2026, 10, 1, 9),  # the first day of a quarter
        datetime(2027, 1, 20, 9),  # the year ended on the way
        datetime(2028, 3, 6, 9),  # the month is young, and the past has a 29th of February
    ],
)
def test_on_whatever_day_it_is_made_it_is_sound_and_nothing_is_late(tmp_path: Path, made: datetime) -> None:
    with a_village(tmp_path, made, homes=3) as store:
        assert verify(store).fault == ""
        assert [task for task in calendar.tasks(store) if task.overdue_days(made.date())] == []


def test_while_the_month_is_young_the_exchange_is_open_today(tmp_path: Path) -> None:
    made = datetime(2026, 11, 8, 9)
    with a_village(tmp_path, made, homes=1) as store:
        assert windows.is_open(rulebook.rules_on(store, made.date()), made.date())

"""Guessing at a kiosk's doors is slowed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.conftest import TODAY
from village import clock
from village.errors import VillageError
from village.services import guesses
from village.store import Store

HALL = ("address 192.168.1.20", "cookie a1")


def miss(store: Store, times: int) -> None:
    for _ in range(times):
        guesses.note(store, door="card", whence=HALL, whose="大厅")


def test_it_works(store: Store) -> None:
    miss(store, 10)
    with pytest.raises(VillageError) as caught:
        guesses.check(store, door="card", whence=HALL)
    assert (caught.value.code, caught.value.params) == ("guessing", {"minutes": 10})


def test_a_few_misses_are_only_mistakes(store: Store) -> None:
    miss(store, 9)
    guesses.check(store, door="card", whence=HALL)


def test_another_device_and_another_door_stay_open(store: Store) -> None:
    miss(store, 10)
    guesses.check(store, door="card", whence=("address 192.168.1.21", "cookie b2"))
    guesses.check(store, door="digits", whence=HALL)


def test_after_a_rest_the_door_opens_again(store: Store) -> None:
    miss(store, 10)
    with clock.held(TODAY + timedelta(minutes=11)):
        guesses.check(store, door="card", whence=HALL)


@pytest.mark.parametrize("kept", HALL)
def test_a_device_that_sheds_one_of_its_marks_is_known_by_the_other(store: Store, kept: str) -> None:
    miss(store, 10)
    with pytest.raises(VillageError, match="guessing"):
        guesses.check(store, door="card", whence=("another", kept))


def test_the_desk_is_told_once_for_each_door_that_had_to_rest_and_only_for_a_day(store: Store) -> None:
    miss(store, 9)
    assert guesses.told(store) == []
    miss(store, 1)
    assert [(one.door, one.whose) for one in guesses.told(store)] == [("card", "大厅")]
    with clock.held(TODAY + timedelta(days=1, minutes=1)):
        assert guesses.told(store) == []

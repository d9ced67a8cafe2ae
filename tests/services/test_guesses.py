"""Guessing at a kiosk's doors is slowed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.conftest import TODAY
from village import clock
from village.errors import VillageError
from village.services import guesses
from village.store import Store


def miss(store: Store, times: int, who: str = "大厅") -> None:
    for _ in range(times):
        guesses.note(store, door="card", who=who)


def test_it_works(store: Store) -> None:
    miss(store, 10)
    with pytest.raises(VillageError) as caught:
        guesses.check(store, door="card", who="大厅")
    assert (caught.value.code, caught.value.params) == ("guessing", {"minutes": 10})


def test_a_few_misses_are_only_mistakes(store: Store) -> None:
    miss(store, 9)
    guesses.check(store, door="card", who="大厅")


def test_another_kiosk_and_another_door_stay_open(store: Store) -> None:
    miss(store, 10)
    guesses.check(store, door="card", who="门口")
    guesses.check(store, door="digits", who="大厅")


def test_after_a_rest_the_door_opens_again(store: Store) -> None:
    miss(store, 10)
    with clock.held(TODAY + timedelta(minutes=11)):
        guesses.check(store, door="card", who="大厅")

"""A year played again: nothing differs under the same rules, and under others exactly what the rules change."""

from __future__ import annotations

import tempfile
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings

from tests.rehearsal.deeds import BEGUN, OPEN, PACKS, TAKEN_BACK, Life, do, life, scenario
from village import clock
from village.model.points import ZERO
from village.services import figures, ledger, rulebook, verification, years
from village.services.rehearsal import stage
from village.services.replay import Outcome, replay
from village.services.rulebook import Trial
from village.store import Store


def played(store: Store, year: int, trial: Trial, at: datetime) -> Outcome:
    with tempfile.TemporaryDirectory() as folder:
        return replay(store, year=year, trial=trial, at=at, folder=Path(folder))


@pytest.mark.parametrize("pack", PACKS)
@settings(max_examples=8, deadline=None, derandomize=True)
@given(lived=life)
@example(lived=TAKEN_BACK)
def test_under_the_same_rules_nothing_differs_whatever_a_village_did(pack: str, lived: Life) -> None:
    told = scenario(pack, **OPEN)
    today = told.steps[0].on
    assert isinstance(today, date)
    begun = today.year
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(Store(Path(folder) / "village.db", writer=True, lasting=False)) as store,
    ):
        with clock.held(today):
            village = stage.set_up(store, told, first=today)
        for number, (ahead, (name, arguments), label) in enumerate([*BEGUN, *lived], 1):
            today += timedelta(days=ahead)
            with clock.held(today):
                years.catch_up(store)
                do(village, number, name, arguments, label)
        now = datetime(today.year, today.month, today.day, 8)
        with clock.held(now):
            head = ledger.head(store)
            seen = {one: figures.of(store, ident) for one, ident in village.households.items()}
            for year in range(begun, today.year + 1):
                found = played(store, year, Trial(document=rulebook.pack(pack)), now)
                assert not [home for home in found.homes if home.differs]
                assert found.gone == () == found.titles
                if not found.closed:
                    _is_the_book(found, seen, told)
                elif found.over <= today:
                    _ends_as_the_book(found, store, village)
            assert ledger.head(store) == head
            assert verification.verify(store).fault == ""


def _is_the_book(found: Outcome, seen: dict[str, Any], told: Any) -> None:
    by_head = {home.head: home.before for home in found.homes}
    for name, own in seen.items():
        account = by_head.get(told.households[name]["head"])
        if account:
            assert (account.balance, account.redeemable) == (own.balance, own.redeemable)


def _ends_as_the_book(found: Outcome, store: Store, village: stage.Stage) -> None:
    """What lapsed with the year is what lapsed, household by household."""
    by_head = {home.head: home.before.lapsed for home in found.homes}
    for name, ident in village.households.items():
        head = village.scenario.households[name]["head"]
        assert by_head.get(head, ZERO) == figures.lapsed(store, ident, year=found.year)

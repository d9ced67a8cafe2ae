"""Whatever a village does in whatever order: the book stays sound, and everybody has what a second book, kept by hand
from the documents, says that they have. Every run tries the same lives: what it finds, it finds again."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import fields
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.rehearsal.deeds import (
    A_YEAR,
    BEGUN,
    OPEN,
    PACKS,
    TAKEN_BACK,
    TEA,
    VETOED_AND_SPLIT,
    Life,
    Outcome,
    do,
    home,
    life,
    scenario,
)
from tests.rehearsal.second_book import Held
from tests.rehearsal.second_deeds import Office
from village import clock
from village.model.entry import Draft
from village.model.points import ZERO, Points
from village.services import figures, households, ledger, standings, verification, villages, years
from village.services.figures import Purse
from village.services.rehearsal import play, stage
from village.store import Store, entries
from village.store import households as rows
from village.voice import redeemable


@contextmanager
def lived_in(pack: str, **chosen: Any) -> Iterator[tuple[stage.Stage, Office, date]]:
    """The village on its first day, and its second book."""
    told = scenario(pack, **OPEN, **chosen)
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(Store(Path(folder) / "village.db", writer=True, lasting=False)) as store,
    ):
        today = told.steps[0].on
        assert isinstance(today, date)
        with clock.held(today):
            village = stage.set_up(store, told, first=today)
            yield village, Office(village.pack, today, tuple(village.households)), today


@pytest.mark.parametrize("pack", PACKS)
@settings(max_examples=15, deadline=None, derandomize=True)
@given(lived=life)
@example(lived=A_YEAR)
@example(lived=VETOED_AND_SPLIT)
@example(lived=TAKEN_BACK)
def test_any_life_leaves_a_sound_book_in_which_everybody_has_what_is_theirs(pack: str, lived: Life) -> None:
    with lived_in(pack) as (village, book, today):
        store = village.store
        for number, (ahead, (name, arguments), label) in enumerate([*BEGUN, *lived], 1):
            today += timedelta(days=ahead)
            with clock.held(today):
                years.catch_up(store)
                book.dawn(today)
                for outcome in do(village, number, name, arguments, label):
                    _paid_for(book, outcome, today)
                    made = entries.get(store, "rehearsal", outcome.done.entry) if outcome.done else None
                    book.after(outcome, made, today)
                _as_in_the_second_book(village, book, today)
        with clock.held(today):
            _closed_to_the_hundredth(village, book, today)
            assert verification.verify(store, points=True).fault == ""
            _replayed(store)


def _paid_for(book: Office, outcome: Outcome, today: date) -> None:
    """Nobody buys what they cannot pay for, and nobody is refused what they can."""
    if outcome.name in ("request", "redeem"):
        price = 100 * TEA * outcome.given.get("quantity", 1)
        has = book.held(outcome.given["household"], today).redeemable
        assert outcome.done is None or price <= has
        assert outcome.refused not in ("not_enough_points", "not_published") or price > has


def _as_in_the_second_book(village: stage.Stage, book: Office, today: date) -> None:
    store = village.store
    for name, ident in village.households.items():
        found = figures.of(store, ident)
        own = (found.period_points, found.earned, found.base, found.balance, found.redeemable)
        assert Held(*(one.hundredths for one in own)) == book.held(name, today), name
        assert found.total == found.base + found.earned
        assert figures.purse(store, households.get(store, ident)) == Purse(found.balance, found.redeemable)
        assert found.balance == ledger.balance(store, ident)
        _told_adds_up(store, ident)
    points = book.ranked_by(today)
    ranked = {
        standing.id: (placed.rank, placed.of, placed.total.hundredths)
        for placed, standing in standings.ranking(store, year=today.year)
    }
    expected = {
        village.households[name]: (1 + sum(other > own for other in points.values()), len(points), own)
        for name, own in points.items()
    }
    assert ranked == expected


def _told_adds_up(store: Store, ident: int) -> None:
    """What is told of 为什么能换这些 adds up to the balance, and the lines under each part add up to that part."""
    heading, *said = redeemable.told(store, ident)
    parts: list[tuple[str, Points, list[Any]]] = []
    for one in said:
        if "amount" in one.params:
            parts.append((one.key, one.params["amount"], []))  # type: ignore[arg-type]
        elif "change" in one.params:
            parts[-1][2].append(one.params["change"])
    signed = {name: -amount if name == "redeemable.uncovered" else amount for name, amount, _ in parts}
    balance = heading.params.get("points", heading.params["amount"])
    if parts:
        assert balance == sum(signed.values(), ZERO)
        assert signed.get("redeemable.available", ZERO) == figures.of(store, ident).redeemable
        assert [sum(lines, ZERO) for _, _, lines in parts] == list(signed.values())
    else:
        assert balance == figures.of(store, ident).redeemable


def _closed_to_the_hundredth(village: stage.Stage, book: Office, today: date) -> None:
    """What lapses with a year is the sum of its closing entries, household by household; a second time nothing does."""
    store, year = village.store, today.year - 1
    before = sum(book.taken.values())
    lapsed = years.close(store, year, actor="干部").lapsed
    book.close(year, today)
    assert lapsed.hundredths == sum(book.taken.values()) - before
    assert years.close(store, year, actor="干部").lapsed == ZERO
    for name, ident in village.households.items():
        for one in range(year - 3, year + 1):
            assert figures.lapsed(store, ident, year=one).hundredths == book.taken.get((name, one), 0)
    _as_in_the_second_book(village, book, today)


def _replayed(store: Store) -> None:
    """The same lines in another book give the same figures."""
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(Store(Path(folder) / "again.db", writer=True, lasting=False)) as again,
    ):
        villages.found(again, node="again", name="再来", town="")
        with again.transaction():
            for household in rows.search(store, "", limit=-1, offset=0):
                rows.add(again, household)
            for row in entries.walk(store, "rehearsal"):
                line = entries.get(store, "rehearsal", int(str(row["seq"])))
                assert line is not None
                ledger.post(again, Draft(**{field.name: getattr(line, field.name) for field in fields(Draft)}))
        assert _figures(again) == _figures(store)


def _figures(store: Store) -> list[tuple[object, ...]]:
    rows = store.db.conn.execute("SELECT household_id, year, kind, points, lines FROM figures ORDER BY 1, 2, 3")
    return list(rows)


FACTS = (
    *(("P19", option, 1, "") for option in ("town", "county", "province", "nation")),
    *(("P15", option, 1, "") for option in ("upkeep", "quarterly", "contest", "county", "city")),
    *(("P03", "", 1, member) for member in ("张秀兰", "张小宝")),
    *(("P01", "", 3, ""), ("P07", "", 1, ""), ("P16", "", 2, ""), ("N08", "", 2, ""), ("N18", "gambling", 1, "")),
)


@settings(max_examples=25, deadline=None)
@given(order=st.permutations(FACTS))
def test_the_order_of_a_days_facts_does_not_change_the_totals(order: list[tuple[str, str, int, str]]) -> None:
    told = scenario("yangkou-2023")
    with tempfile.TemporaryDirectory() as folder, clock.held(date(2023, 10, 2)):
        store = Store(Path(folder) / "village.db", writer=True, lasting=False)
        try:
            village = stage.set_up(store, told, first=date(2023, 10, 2))
            for number, (item, option, count, member) in enumerate(order, 1):
                given = {"household": "a", "item": item, "option": option, "count": count, "member": member}
                do(village, number, "raw", given, "")
            assert str(figures.of(store, village.households["a"]).earned) == "72"
        finally:
            store.close()


@settings(max_examples=15, deadline=None)
@given(day=st.lists(st.tuples(home, st.sampled_from(FACTS)), min_size=2, max_size=10), dice=st.randoms())
def test_whatever_happened_on_a_day_may_be_recorded_in_any_order(
    day: list[tuple[str, tuple[str, str, int, str]]], dice: random.Random
) -> None:
    mixed = list(day)
    dice.shuffle(mixed)
    assert _totals_after(mixed) == _totals_after(day)


def _totals_after(day: list[tuple[str, tuple[str, str, int, str]]]) -> dict[str, tuple[str, str, str]]:
    """Earned, total and balance of everybody after the day's facts in this order; what a limit refuses is refused."""
    with tempfile.TemporaryDirectory() as folder, clock.held(date(2023, 10, 2)):
        store = Store(Path(folder) / "village.db", writer=True, lasting=False)
        try:
            village = stage.set_up(store, scenario("yangkou-2023"), first=date(2023, 10, 2))
            for number, (who, (item, option, count, member)) in enumerate(day, 1):
                given = {"household": who, "item": item, "option": option, "count": count, "member": member}
                do(village, number, "raw", given, "")
            seen = {name: figures.of(store, ident) for name, ident in village.households.items()}
            return {name: (str(one.earned), str(one.total), str(one.balance)) for name, one in seen.items()}
        finally:
            store.close()


def test_playing_leaves_the_whole_life_behind(tmp_path: Path) -> None:
    store = Store(tmp_path / "village.db", writer=True)
    report = play.play(scenario("dazu-2021"), store)
    assert report.mismatches == ()
    assert entries.count(store) == 0
    store.close()

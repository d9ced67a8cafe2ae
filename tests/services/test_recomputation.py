"""Every scored line's points derive again from what happened and the rules it names; a changed one is found."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from tests import builders
from tests.services.test_verification import columns, falsified, reseal, rewrite
from village import clock
from village.errors import VillageError
from village.model.household import Household
from village.model.period import Period
from village.model.points import Points
from village.services import (
    changes,
    corrections,
    evaluations,
    items,
    objections,
    recomputation,
    rulebook,
    scores,
    verification,
    vetoes,
    villages,
)
from village.services.scores import Score
from village.store import Store, entries

JULY = datetime(2026, 7, 20, 9)


@pytest.fixture
def home(store: Store) -> Household:
    return builders.a_household(store)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Store]:
    """A file without a village."""
    with closing(Store(tmp_path / "empty.db", writer=True)) as opened:
        yield opened


def faults(store: Store) -> list[tuple[int, str, str | None]]:
    """(row, what it says, what the rules make of it) of every line that differs."""
    return [
        (found.seq, str(found.points), None if found.derived is None else str(found.derived))
        for found in recomputation.recompute(store).differences
    ]


def forged(store: Store, tmp_path: Path, change: Callable[[dict[str, object]], object], *, seq: int) -> str:
    """What verify says of a copy with a line rewritten, all that follow hashed again, and figures that fit."""

    def rewritten(book: sqlite3.Connection) -> None:
        values = columns(book, seq)
        change(values)
        rewrite(book, seq, values)
        reseal(book, seq)

    store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    (tmp_path / "forged").mkdir()
    for copy in falsified(store.path, tmp_path / "forged" / "village.db", rewritten):
        assert verification.verify(copy).fault == ""
        return verification.verify(copy, points=True).fault
    raise AssertionError


def eight_from_july(store: Store) -> None:
    """The figure of P12 rises from five to eight."""
    held = evaluations.hold(store, on=clock.today(), opinions="该涨", outcome="涨到八分", actor=builders.CADRE)
    more = {"approval": builders.RECORD, "note": "半年一议", "evaluation": held.id, "actor": builders.CADRE}
    items.adopt(store, "P12", since=date(2026, 7, 1), points=Decimal(8), **more)


def test_a_year_of_all_kinds_of_items_derives_again(store: Store, home: Household) -> None:
    for item, more in (
        ("P07", {}),
        ("P07", {"occurred": date(2026, 2, 9)}),
        ("P16", {"count": 3}),
        ("P15", {"option": "county"}),
        ("P15", {"option": "nation"}),
        ("P03", {"member": "张小宝"}),
        ("P03", {"count": 2}),
        ("P25", {"points": Points(350), "reason": "修桥"}),
        ("N25", {"points": Points(-150), "reason": "占道"}),
        ("N08", {"count": 2}),
        ("N18", {"option": "gambling"}),
    ):
        builders.a_line(store, home, item, **more)
    found = recomputation.recompute(store, 2026)
    assert (found.lines, found.differences) == (11, ())
    assert found.points == {home.id: 500 + 500 + 1500 + 200 + 300 + 500 + 1000 + 350 - 150 - 1000 - 500}


def test_points_that_somebody_raised_are_found_though_chain_and_figures_fit(
    store: Store, home: Household, tmp_path: Path
) -> None:
    builders.a_line(store, home, "P07")
    line = builders.a_line(store, home, "P16")
    said = forged(store, tmp_path, lambda values: values.update(points=1500), seq=line.seq)
    assert said == f"line {line.seq} says 15 points; the rules it names make that 5"


@pytest.mark.parametrize(
    "change",
    [{"item": "P99"}, {"digest": "9f2c" * 16}, {"version": "2024-01-01"}, {"option": "gold"}],
    ids=["no such item", "rules nobody adopted", "another version", "no such option"],
)
def test_a_line_that_no_rule_gives_is_found(
    store: Store, home: Household, tmp_path: Path, change: dict[str, object]
) -> None:
    line = builders.a_line(store, home, "P15", option="county")
    said = forged(store, tmp_path, lambda values: values.update(change), seq=line.seq)
    assert said == f"line {line.seq} says 2 points; the rules it names give it none"


def test_a_second_award_of_the_month_is_found(store: Store, home: Household, tmp_path: Path) -> None:
    builders.a_line(store, home, "P07", occurred=date(2026, 2, 9))
    line = builders.a_line(store, home, "P07")
    said = forged(store, tmp_path, lambda values: values.update(occurred_on="2026-02-10"), seq=line.seq)
    assert said == f"line {line.seq} says 5 points; the rules it names give it none"


def test_a_panel_gives_whole_or_half_points_of_the_right_sign(store: Store, home: Household, tmp_path: Path) -> None:
    line = builders.a_line(store, home, "P25", points=Points(350), reason="修桥")
    assert faults(store) == []
    assert "give it none" in forged(store, tmp_path, lambda values: values.update(points=325), seq=line.seq)


def test_the_day_of_the_event_decides_by_which_figure(store: Store, home: Household, tmp_path: Path) -> None:
    builders.a_line(store, home, "P12", occurred=date(2026, 3, 1))
    with clock.held(date(2026, 6, 30)):
        eight_from_july(store)
    with clock.held(JULY):
        late = builders.a_line(store, home, "P12", occurred=date(2026, 6, 28))
        new = builders.a_line(store, home, "P12", occurred=date(2026, 7, 2))
    assert (str(late.points), str(new.points)) == ("5", "8")
    assert faults(store) == []
    said = forged(store, tmp_path, lambda values: values.update(occurred_on="2026-06-29"), seq=new.seq)
    assert said == f"line {new.seq} says 8 points; the rules it names give it none"


def test_no_figure_is_changed_from_a_day_that_people_have_lived(store: Store, home: Household) -> None:
    with clock.held(JULY):
        old = builders.a_line(store, home, "P12", occurred=date(2026, 7, 2))
        with pytest.raises(VillageError, match="effective_date_published"):
            eight_from_july(store)
        new = builders.a_line(store, home, "P12", occurred=date(2026, 7, 2))
    assert (str(old.points), str(new.points)) == ("5", "5")
    assert faults(store) == []


def test_what_was_taken_back_makes_room_again(store: Store, home: Household) -> None:
    first = builders.a_line(store, home, "P07")
    high = builders.a_line(store, home, "P15", option="city")
    for line in (first, high):
        corrections.correct(store, seq=line.seq, reason="看错了", actor="王主任")
    builders.a_line(store, home, "P07")
    builders.a_line(store, home, "P15", option="county")
    assert faults(store) == []
    assert recomputation.recompute(store).points == {home.id: 500 + 200}


def test_a_counter_entry_takes_back_the_whole_line(store: Store, home: Household, tmp_path: Path) -> None:
    line = builders.a_line(store, home, "P07")
    back = corrections.correct(store, seq=line.seq, reason="看错了", actor="王主任")
    said = forged(store, tmp_path, lambda values: values.update(points=-300), seq=back.seq)
    assert said == f"line {back.seq} says -3 points; the rules it names make that -5"


def test_two_accounts_that_became_one_keep_what_each_was_given(store: Store, home: Household, tmp_path: Path) -> None:
    other = builders.a_household(store, "李建国")
    for each in (home, other):
        builders.a_line(store, each, "P07")
    changes.merge(store, home.id, former_id=other.id, actor=builders.CADRE, reason="并户")
    assert faults(store) == []
    copy = max(line.seq for line in entries.of_household(store, home.id) if line.source.startswith("moved:"))
    said = forged(store, tmp_path, lambda values: values.update(points=900), seq=copy)
    assert said == f"line {copy} says 9 points; the rules it names make that 5"


def test_a_line_that_went_to_its_right_owner_limits_only_that_one(store: Store, home: Household) -> None:
    other = builders.a_household(store, "李建国")
    line = builders.a_line(store, home, "P07")
    made = objections.raise_one(store, seq=line.seq, household_id=other.id, actor="李建国")
    objections.uphold(store, made.id, actor="书记", reason="是李家做的", belongs_to=other.id)
    builders.a_line(store, home, "P07")
    assert faults(store) == []
    assert recomputation.recompute(store).points == {home.id: 500, other.id: 500}


def test_a_vetoed_month_makes_room_from_the_veto_on(empty: Store) -> None:
    villages.found(empty, node="jx01", name="海印寺村", town="旧县街道", group_word="社")
    rulebook.adopt(empty, pack_id="jiuxian-2022", since=date(2022, 1, 1), settings={}, actor=builders.CADRE)
    broom = {"code": "J1", "title": "扫院子", "category": "其他", "kind": "positive", "per": "month", "points": 6}
    items.add(empty, [broom], approval=builders.RECORD, actor=builders.CADRE)
    home = builders.a_household(empty)
    for number in range(3):  # before the veto once, after it as often as you like: it counts nothing
        scores.record(empty, Score(home.id, "J1", date(2026, 3, 3), place="门口", reason="扫"), actor=builders.CADRE)
        if number == 0:
            vetoes.veto(empty, household_id=home.id, period=Period.parse("2026-03"), reason="通报", actor="书记")
    assert [str(line.points) for line in entries.of_household(empty, home.id) if line.item] == ["6", "6", "6"]
    assert faults(empty) == []


def test_a_year_is_that_of_the_event(store: Store, home: Household) -> None:
    builders.a_line(store, home, "P07")
    with clock.held(datetime(2027, 1, 3, 9)):
        builders.a_line(store, home, "P07")
    assert [recomputation.recompute(store, year).lines for year in (2025, 2026, 2027, None)] == [0, 1, 1, 2]

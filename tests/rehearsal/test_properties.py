"""Whatever a village does in whatever order: the book stays sound and the figures stay within their bounds."""

from __future__ import annotations

import random
import tempfile
from dataclasses import fields
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rules
from village import clock
from village.errors import VillageError
from village.model.entry import Draft
from village.model.points import ZERO, Points
from village.services import (
    figures,
    households,
    ledger,
    participation,
    rulebook,
    standings,
    verification,
    villages,
    years,
)
from village.services.figures import Purse
from village.services.rehearsal import acts, play, reader, stage
from village.store import Store, entries
from village.store import households as rows
from village.voice import redeemable

PACKS = sorted(folder.parent.name for folder in rules.packs_folder().glob("*/pack.toml"))
CHOICES: dict[str, dict[str, Any]] = {
    "yangkou-2023": {"base_points": 20, "publication_day": 5},
    "minhang-2024": {"year_change": "zero", "redemption_months": [1, 4, 7, 10], "rate": 1},
}
HOMES = ("a", "b", "c")
LATER = "late"
ITEM = {"code": "T1", "title": "公益劳动", "category": "其他", "kind": "positive", "points": 10, "per": "month"}
LOSS = {"code": "T2", "title": "乱丢垃圾", "category": "其他", "kind": "negative", "points": -7}


def scenario(pack: str) -> reader.Scenario:
    """A village of three, and a fourth to come."""
    starts = rules.load_pack(rules.packs_folder() / pack).starts
    day = date(starts.year, 10, 1)
    homes = {
        name: {"id": name, "head": f"{name}家", "group": "一组", "enrolled": day, "members": [f"{name}子"]}
        for name in HOMES
    }
    homes[LATER] = {"id": LATER, "head": "新家", "group": "二组", "enrolled": day + timedelta(days=3000)}
    goods = {"tea": {"id": "tea", "name": "茶叶", "points": 3, "stock": 30}}
    whole = rules.load_pack(rules.packs_folder() / pack)
    step = reader.Step(1, day, "look", "", {"household": "a"}, {})
    return reader.Scenario("", "", whole, CHOICES.get(pack, {}), homes, {}, (ITEM, LOSS), goods, (step,))


home = st.sampled_from(HOMES)
days = st.integers(0, 40)
label = st.sampled_from(["x", "y", "z"])
deed = st.one_of(
    st.tuples(st.just("score"), st.fixed_dictionaries({"household": home, "item": st.sampled_from(["T1", "T2"])})),
    st.tuples(st.just("redeem"), st.fixed_dictionaries({"household": home, "goods": st.just("tea")})),
    st.tuples(st.just("request"), st.fixed_dictionaries({"household": home, "goods": st.just("tea")})),
    st.tuples(st.just("cancel"), st.fixed_dictionaries({"request": label})),
    st.tuples(st.just("hand_over"), st.fixed_dictionaries({"request": label})),
    st.tuples(st.just("correct"), st.fixed_dictionaries({"entry": label, "reason": st.just("错")})),
    st.tuples(st.just("object"), st.fixed_dictionaries({"entry": label, "household": home})),
    st.tuples(
        st.just("decide"),
        st.fixed_dictionaries({"objection": label, "verdict": st.just("upheld"), "belongs_to": home}),
    ),
    st.tuples(st.just("board"), st.just({})),
    st.tuples(st.just("veto"), st.fixed_dictionaries({"household": home, "reason": st.just("通报")})),
    st.tuples(st.just("merge"), st.fixed_dictionaries({"household": home, "with": home})),
    st.tuples(st.just("split"), st.fixed_dictionaries({"household": home, "into": st.just(LATER)})),
    st.tuples(st.just("close"), st.just({})),
)
life = st.lists(st.tuples(days, deed, label), min_size=1, max_size=25)


def do(village: stage.Stage, number: int, name: str, given: dict[str, Any], label: str) -> None:
    """One deed, refused or not."""
    today = clock.today()
    if name == "raw":
        deeds = [("score", given)]
    elif name == "board":
        last = today.replace(day=1) - timedelta(days=1)
        deeds = [("sign", {"period": f"{last:%Y-%m}", "by": ["书记"]}), ("publish", {"period": f"{last:%Y-%m}"})]
    elif name == "close":
        deeds = [("close_year", {"year": today.year - 1})]
    elif name == "veto":
        deeds = [("veto", {**given, "period": f"{today:%Y-%m}"})]
    elif name == "split":
        deeds = [("split", {**given, "members": [f"{given['household']}子"]})]
    elif name in ("score", "request", "redeem"):
        deeds = [(name, {**given, "member": f"{given['household']}子"} if name == "score" else given)]
    else:
        deeds = [(name, given)]
    for one, arguments in deeds:
        try:
            acts.perform(village, reader.Step(number, today, one, label, arguments, {}))
        except VillageError:
            continue


@pytest.mark.parametrize("pack", PACKS)
@settings(max_examples=25, deadline=None)
@given(lived=life)
def test_any_life_leaves_a_sound_book(pack: str, lived: list[tuple[int, tuple[str, dict[str, Any]], str]]) -> None:
    told = scenario(pack)
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "village.db", writer=True)
        try:
            today = told.steps[0].on
            assert isinstance(today, date)
            with clock.held(today):
                village = stage.set_up(store, told, first=today)
            for number, (ahead, (name, arguments), label) in enumerate(lived, 1):
                today += timedelta(days=ahead)
                with clock.held(today):
                    years.catch_up(store)
                    ranks = _ranks(store, village)
                    do(village, number, name, arguments, label)
                    _within_bounds(store, village)
                    if name in ("request", "redeem", "hand_over", "cancel"):
                        assert _ranks(store, village) == ranks
            with clock.held(today):
                assert verification.verify(store, points=True).fault == ""
                _lapsed_is_the_sum_of_closings(store, village)
                _replayed(store, Path(folder) / "again.db")
        finally:
            store.close()


def _ranks(store: Store, village: stage.Stage) -> dict[str, int]:
    there = participation.participants(store, rulebook.rules_on(store, clock.today()))
    year = clock.today().year
    return {
        name: standings.standing(store, household_id=ident, year=year).rank
        for name, ident in village.households.items()
        if ident in there
    }


def _within_bounds(store: Store, village: stage.Stage) -> None:
    for ident in village.households.values():
        found = figures.of(store, ident)
        assert ZERO <= found.redeemable <= max(ZERO, found.balance)
        assert figures.purse(store, households.get(store, ident)) == Purse(found.balance, found.redeemable)
        assert found.total == found.base + found.earned
        assert found.balance == sum((line.points for line in entries.of_household(store, ident)), ZERO)
        _told_adds_up(store, ident)


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


def _lapsed_is_the_sum_of_closings(store: Store, village: stage.Stage) -> None:
    year = clock.today().year
    change = village.pack.setting("year_change").value
    before = _closings(store, village)
    closing = years.close(store, year - 1, actor="干部")
    assert closing.lapsed == before - _closings(store, village)
    assert years.close(store, year - 1, actor="干部").lapsed == ZERO
    assert change != "carry" or closing.lapsed == ZERO


def _closings(store: Store, village: stage.Stage) -> Any:
    lines = [line for ident in village.households.values() for line in entries.of_household(store, ident)]
    return sum((line.points for line in lines if line.source.startswith("close_year:")), ZERO)


def _replayed(store: Store, path: Path) -> None:
    """The same lines in a second book give the same figures."""
    again = Store(path, writer=True)
    try:
        villages.found(again, node="again", name="再来", town="")
        with again.transaction():
            for household in rows.search(store, "", limit=-1, offset=0):
                rows.add(again, household)
            for row in entries.walk(store, "rehearsal"):
                line = entries.get(store, "rehearsal", int(str(row["seq"])))
                assert line is not None
                ledger.post(again, Draft(**{field.name: getattr(line, field.name) for field in fields(Draft)}))
        assert _figures(again) == _figures(store)
    finally:
        again.close()


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
        store = Store(Path(folder) / "village.db", writer=True)
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
        store = Store(Path(folder) / "village.db", writer=True)
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

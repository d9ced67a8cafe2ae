"""A veto that was wrong is taken back: the month counts as though it had never been vetoed, in every book."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from tests import builders
from village import clock
from village.errors import VillageError
from village.model.belonging import Belonging
from village.model.household import Household
from village.model.period import Period
from village.model.points import Points
from village.model.veto import Veto
from village.services import (
    changes,
    figures,
    items,
    ledger,
    objections,
    publications,
    recomputation,
    replay,
    rulebook,
    scores,
    tallies,
    verification,
    veto_reversals,
    vetoes,
    villages,
)
from village.services.replay.deeds import HANDLERS
from village.services.replay.past import read
from village.services.replay.player import Player
from village.services.rulebook import Trial
from village.services.scores import Score
from village.store import Store, entries
from village.store import vetoes as rows

MARCH = Period.parse("2026-03")
_ITEM = {"category": "其他", "kind": "positive"}
BROOM = {**_ITEM, "code": "J1", "title": "扫院子", "per": "month", "points": 6}
HELP = {**_ITEM, "code": "J2", "title": "邻里帮忙", "per": "event", "points": 3}


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Store]:
    with closing(Store(tmp_path / "veto.db", writer=True, lasting=False)) as store:
        yield store


@pytest.fixture
def home(empty: Store) -> Household:
    villages.found(empty, node="jx01", name="海印寺村", town="旧县街道", group_word="社")
    rulebook.adopt(empty, pack_id="jiuxian-2022", since=date(2022, 1, 1), settings={}, actor=builders.CADRE)
    items.add(empty, [BROOM, HELP], approval=builders.RECORD, actor=builders.CADRE)
    return builders.a_household(empty)


def scored(store: Store, home: Household, item: str, day: int = 3) -> None:
    fact = Score(home.id, item, date(2026, 3, day), place="门口", reason="看见的")
    scores.record(store, fact, actor=builders.CADRE)


def vetoed(store: Store, home: Household) -> Veto:
    return vetoes.veto(store, household_id=home.id, period=MARCH, reason="通报", actor="书记")


def back(store: Store, made: Veto, **facts: str) -> Veto:
    return veto_reversals.take_back(store, made.id, **{"reason": "弄错了人", "actor": "书记", **facts})


def test_every_line_counts_again_and_the_twice_recorded_one_counts_once(empty: Store, home: Household) -> None:
    scored(empty, home, "J1")
    made = vetoed(empty, home)
    scored(empty, home, "J1")
    scored(empty, home, "J2")
    assert ledger.balance(empty, home.id) == Points(0)
    back(empty, made)
    assert [figures.of(empty, home.id).earned, ledger.balance(empty, home.id)] == [Points(900)] * 2
    with pytest.raises(VillageError, match="capped"):
        scored(empty, home, "J1")
    last = entries.of_household(empty, home.id)[0]
    assert (last.item, last.points, "不重复算" in last.reason) == ("J1", Points(-600), True)
    assert tallies.kinds_of(empty, home.id, 2026).veto == Points(0)
    assert recomputation.recompute(empty).points == {home.id: 900}
    assert verification.verify(empty, points=True).fault == ""


def test_what_is_recorded_after_it_stands_beside_the_month_again(empty: Store, home: Household) -> None:
    scored(empty, home, "J1")
    made = vetoed(empty, home)
    back(empty, made)
    again = vetoed(empty, home)
    assert again.id != made.id
    scored(empty, home, "J2")
    assert ledger.balance(empty, home.id) == Points(0)
    back(empty, again)
    assert ledger.balance(empty, home.id) == Points(900)
    assert recomputation.recompute(empty).differences == ()
    assert [one.taken_back.reason for one in vetoes.of_household(empty, home.id) if one.taken_back] == ["弄错了人"] * 2


def test_the_same_form_sent_twice_takes_it_back_once(empty: Store, home: Household) -> None:
    scored(empty, home, "J1")
    made = vetoed(empty, home)
    first = back(empty, made, token="a" * 20)
    lines = entries.count(empty)
    assert back(empty, made, token="a" * 20) == first
    assert entries.count(empty) == lines
    with pytest.raises(VillageError, match="already_reversed"):
        back(empty, made, token="b" * 20)


def test_a_veto_that_never_had_a_line_is_taken_back_too(empty: Store, home: Household) -> None:
    with empty.transaction():  # as vetoes of months without net points were written once
        made = rows.add(empty, household_id=home.id, month="2026-03", reason="通报", on=clock.today(), actor="书记")
        empty.db.conn.execute(
            "INSERT INTO acts (at, actor, act, subject, detail) VALUES (?, '书记', 'veto', ?, '2026-03')",
            (clock.now().isoformat(), f"household:{home.id}"),
        )
    back(empty, made)
    scored(empty, home, "J1")
    assert ledger.balance(empty, home.id) == Points(600)


def test_nobody_takes_back_what_stands_against_their_own_house(empty: Store, home: Household) -> None:
    made = vetoed(empty, home)
    own = Belonging(home.id, "")
    with pytest.raises(VillageError, match="recused"):
        veto_reversals.take_back(empty, made.id, reason="弄错了人", actor="李会计", belonging=own)
    with pytest.raises(VillageError, match="reason_missing") as refused:
        back(empty, made, reason=" ")
    assert refused.value.clause == "JX-02"
    with pytest.raises(VillageError, match="veto_unknown"):
        veto_reversals.take_back(empty, 99, reason="弄错了人", actor="书记")
    assert rows.months(empty, home.id) == {"2026-03"}


def test_a_household_objects_to_a_veto_at_once_and_as_long_after_it_as_after_a_board(
    empty: Store, home: Household
) -> None:
    scored(empty, home, "J1")
    line = vetoes.line_of(empty, vetoed(empty, home))
    assert line
    assert objections.hindrances(empty, home.id)[line.seq] is None
    with clock.held(datetime(2026, 4, 1, 9)):
        publications.publish(empty, period=MARCH, actor="书记")
    with clock.held(datetime(2026, 6, 1, 9)):
        made = veto_reversals.get(empty, 1)
        back(empty, made)
        late = vetoes.line_of(empty, vetoed(empty, home))
    assert late
    with clock.held(datetime(2026, 6, 8, 9)):
        raised = objections.raise_one(empty, seq=late.seq, household_id=home.id, actor="张桂芳")
        objections.uphold(empty, raised.id, reason="判的是另一家", actor="书记")
        assert figures.of(empty, home.id).redeemable == Points(600)
    with clock.held(datetime(2026, 6, 9, 9)), pytest.raises(VillageError, match="objection_late"):
        objections.raise_one(empty, seq=late.seq, household_id=home.id, actor="张桂芳")


def test_points_that_were_given_back_follow_who_earned_them(empty: Store, home: Household) -> None:
    scored(empty, home, "J1")
    other = builders.a_household(empty, "李建国")
    back(empty, vetoed(empty, home))
    changes.merge(empty, other.id, former_id=home.id, actor="书记", reason="并户")
    assert ledger.balance(empty, other.id) == Points(600)
    left = vetoed(empty, other)
    with pytest.raises(VillageError, match="account_closed"):
        vetoed(empty, home)
    assert back(empty, left).taken_back


def test_a_replay_takes_it_back_on_the_same_day(empty: Store, home: Household, tmp_path: Path) -> None:
    scored(empty, home, "J1")
    made = vetoed(empty, home)
    scored(empty, home, "J1")
    scored(empty, home, "J2")
    back(empty, made)
    vetoed(empty, home)
    at = clock.now()
    trial = Trial(document=rulebook.pack("jiuxian-2022"))
    found = replay.replay(empty, year=2026, trial=trial, at=at, folder=tmp_path)
    assert not [one for one in found.homes if one.differs]
    assert found.gone == ()
    raised = objections.raise_one(empty, seq=ledger.head(empty).seq, household_id=home.id, actor="张桂芳")
    objections.uphold(empty, raised.id, reason="判的是另一家", actor="书记")
    past = read(empty)
    with closing(Store(tmp_path / "again.db", writer=True, lasting=False)) as store:
        player = Player(past, store, 2026, as_recorded=True)
        player.begin()
        for act in past.acts:
            player.play(act, HANDLERS)
        assert player.told.refused == []
        assert book(store) == book(empty)
        assert [one.taken_back is None for one in rows.all_of(store)] == [False, False]


def book(store: Store) -> list[tuple[object, ...]]:
    return [(line.points, line.item, line.reverses, line.source[:5], line.reason) for line in ledger.every(store)]


def test_what_counts_again_is_what_a_higher_tier_tops_up(empty: Store, home: Household) -> None:
    options = {"town": 5, "county": 10}
    tiers = {**_ITEM, "code": "J3", "title": "评先进", "options": options, "tiers": "highest"}
    items.add(empty, [tiers], approval=builders.RECORD, actor=builders.CADRE)
    told = Score(home.id, "J3", date(2026, 3, 3), option="town", place="门口", reason="看见的")
    scores.record(empty, told, actor=builders.CADRE)
    back(empty, vetoed(empty, home))
    made = scores.record(empty, replace(told, option="county"), actor=builders.CADRE)
    assert made.entry.points == Points(500)
    assert recomputation.recompute(empty).differences == ()

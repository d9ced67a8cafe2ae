"""Posting, reversing, reading: the book only grows and always adds up."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import builders
from village import clock
from village.errors import VillageError
from village.model.entry import Draft, Kind
from village.model.points import Points
from village.services import ledger, standings, verification
from village.store import Store, acts, entries, households


def test_a_line_is_numbered_timed_and_chained(store: Store) -> None:
    household = builders.a_household(store)
    first = builders.a_plain_line(store, household, "5")
    second = builders.a_plain_line(store, household, "-2.5")
    assert (first.id, second.id) == ("yk01-000002", "yk01-000003")
    assert second.prev_hash == first.hash
    assert second.recorded_at == clock.now()
    assert ledger.balance(store, household.id) == Points.parse("22.5")


def test_the_same_token_writes_once_and_answers_with_the_first_line(store: Store) -> None:
    household = builders.a_household(store)
    first = builders.a_plain_line(store, household, "5", token="tap")
    again = builders.a_plain_line(store, household, "5", token="tap")
    assert again == first
    assert entries.count(store) == 2


def test_a_counter_entry_takes_a_line_back_once(store: Store) -> None:
    household = builders.a_household(store)
    line = builders.a_plain_line(store, household, "5")
    counter = ledger.reverse(store, seq=line.seq, reason="记错了户", actor=builders.CADRE)
    assert (counter.reverses, counter.points, counter.kind) == (line.seq, Points(-500), Kind.AWARD)
    assert ledger.balance(store, household.id) == Points(2000)
    with pytest.raises(VillageError, match="already_reversed"):
        ledger.reverse(store, seq=line.seq, reason="再来", actor=builders.CADRE)
    with pytest.raises(VillageError, match="entry_unknown"):
        ledger.reverse(store, seq=counter.seq, reason="取消更正", actor=builders.CADRE)


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_counter_entry_needs_a_reason(store: Store, reason: str) -> None:
    household = builders.a_household(store)
    line = builders.a_plain_line(store, household, "5")
    with pytest.raises(VillageError, match="reason_missing"):
        ledger.reverse(store, seq=line.seq, reason=reason, actor=builders.CADRE)


def test_a_reversed_line_does_not_raise_what_was_earned(store: Store) -> None:
    household = builders.a_household(store)
    line = builders.a_line(store, household)
    ledger.reverse(store, seq=line.seq, reason="看错了", actor=builders.CADRE)
    assert standings.standing(store, household_id=household.id, year=2026).total == Points(2000)


def test_nobody_posts_for_an_unknown_or_closed_household(store: Store) -> None:
    household = builders.a_household(store)
    with pytest.raises(VillageError, match="unknown_household"):
        builders.a_plain_line(store, replace(household, id=999))
    with store.transaction():
        households.close(store, household.id, on=clock.today())
    with pytest.raises(VillageError, match="account_closed"):
        builders.a_plain_line(store, household)


def test_a_clock_that_went_back_stops_the_book(store: Store) -> None:
    household = builders.a_household(store)
    with clock.held(datetime(2026, 3, 19)), pytest.raises(VillageError, match="clock_behind"):
        builders.a_plain_line(store, household)
    assert entries.count(store) == 1


def test_who_did_it_is_kept(store: Store) -> None:
    line = builders.a_plain_line(store, builders.a_household(store))
    ((at, actor, act, _),) = acts.of_subject(store, f"entry:{line.id}")
    assert (at, actor, act) == (clock.now().isoformat(), builders.CADRE, "post")


def test_ranking_is_by_competition(store: Store) -> None:
    homes = [builders.a_household(store, head=head) for head in ("张一", "李二", "王三", "陈四")]
    for home, points in zip(homes, ("10", "10", "5", "-5"), strict=True):
        builders.a_plain_line(store, home, points)
    ranks = [standings.standing(store, household_id=home.id, year=2026).rank for home in homes]
    assert ranks == [1, 1, 3, 4]


_HALF_POINTS = st.integers(-40, 40).map(lambda halves: Points(halves * 50))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(_HALF_POINTS, st.booleans()), max_size=12))
def test_whatever_happens_the_balance_is_the_sum_and_the_book_is_sound(
    store: Store, acts_done: list[tuple[Points, bool]]
) -> None:
    household = builders.a_household(store)
    expected = ledger.balance(store, household.id)
    for points, taken_back in acts_done:
        draft = Draft(
            household_id=household.id,
            kind=Kind.AWARD if points.hundredths >= 0 else Kind.DEDUCTION,
            points=points,
            period="2026-03",
            occurred_on=clock.today(),
            actor=builders.CADRE,
        )
        line = ledger.post(store, draft)
        if taken_back:
            ledger.reverse(store, seq=line.seq, reason="更正", actor=builders.CADRE)
        else:
            expected = expected + points
    assert ledger.balance(store, household.id) == expected
    assert sum(entry.points.hundredths for entry in entries.of_household(store, household.id)) == expected.hundredths
    assert verification.verify(store).fault == ""


def lapse(store: Store, points: dict[int, int]) -> None:
    """The same closing line for several households."""
    today = clock.today()
    draft = Draft(0, Kind.CLOSING, Points(0), "2025-12", today, builders.CADRE, source="close_year:2025")
    ledger.post_each(store, draft, points)


def test_one_line_for_many_households_is_as_good_as_many_lines(store: Store) -> None:
    homes = [builders.a_household(store, head) for head in ("张桂芳", "李建国", "王秀英")]
    lapse(store, {homes[0].id: -150, homes[2].id: -400})
    assert [str(ledger.balance(store, home.id)) for home in homes] == ["18.5", "20", "16"]
    assert entries.of_household(store, homes[2].id)[0].source == "close_year:2025"
    assert verification.verify(store).fault == ""
    after = builders.a_plain_line(store, homes[1])
    assert after.prev_hash == entries.of_household(store, homes[2].id)[0].hash
    (act,) = acts.of_subject(store, "entry:yk01-000004")
    assert act[1:] == (builders.CADRE, "post", "2")


@pytest.mark.parametrize("who", ["nobody", "closed"])
def test_for_many_households_it_is_all_or_nothing(store: Store, who: str) -> None:
    home, gone = builders.a_household(store), builders.a_household(store, "李建国")
    households.close(store, gone.id, on=clock.today())
    before = entries.count(store)
    with pytest.raises(VillageError, match="account_closed" if who == "closed" else "unknown_household"):
        lapse(store, {home.id: -150, gone.id if who == "closed" else 99: -150})
    assert entries.count(store) == before


def test_a_clock_that_fell_behind_writes_for_nobody(store: Store) -> None:
    home = builders.a_household(store)
    with clock.held(datetime(2026, 3, 19, 9)), pytest.raises(VillageError, match="clock_behind"):
        lapse(store, {home.id: -150})

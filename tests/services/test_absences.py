"""Households to think about at the year's end: named, never touched."""

from __future__ import annotations

from datetime import date

from tests import builders
from village.services import absences, corrections, ledger
from village.store import Store, entries


def heads(store: Store, year: int = 2026) -> list[str]:
    found = absences.of_year(store, year)
    assert found is not None
    return [one.head for one in found.asked]


def test_whoever_came_once_or_was_judged_already_is_not_asked_about(store: Store) -> None:
    homes = {
        head: builders.a_household(store, head, **({"months_home": 1} if head == "周桂兰" else {}))
        for head in ("张桂芳", "李建国", "吴长明", "周桂兰", "单雄信")
    }
    builders.a_line(store, homes["张桂芳"], "P15", option="quarterly", occurred=date(2026, 3, 10))
    builders.a_line(store, homes["李建国"], "N20", option="absent", occurred=date(2026, 3, 10))
    builders.a_line(store, homes["单雄信"], "N20", option="sabotage", occurred=date(2026, 3, 10))
    assert heads(store) == ["吴长明", "单雄信"]  # 周桂兰 is away and takes no part
    assert len(heads(store, 2025)) == 4


def test_a_line_that_was_taken_back_shows_nothing_and_the_list_writes_nothing(store: Store) -> None:
    home = builders.a_household(store)
    line = builders.a_line(store, home, "P15", option="quarterly", occurred=date(2026, 3, 10))
    assert heads(store) == []
    corrections.correct(store, seq=line.seq, reason="记错了户", actor=builders.CADRE)
    before, held = entries.count(store), ledger.balance(store, home.id)
    assert heads(store) == ["张桂芳"]
    assert (entries.count(store), ledger.balance(store, home.id)) == (before, held)

"""The server does what the calendar asks for, also for a day on which the machine was off."""

from __future__ import annotations

import threading
from datetime import date
from pathlib import Path

from tests import builders
from village import clock
from village.command import daily
from village.services import households, ledger, rulebook, villages
from village.settings import Settings
from village.store import Store


def test_a_remainder_lapses_at_the_first_start_after_its_day(tmp_path: Path) -> None:
    store = Store(tmp_path / "village.db", writer=True)
    with clock.held(date(2025, 3, 1)):
        villages.found(store, node="gy01", name="高阳村", town="高阳镇")
        rulebook.adopt(store, pack_id="gaoyang-2022", since=date(2025, 1, 1), settings={}, actor=builders.CADRE)
        home = households.enrol(store, head="张桂芳", group="一组", actor=builders.CADRE)
        builders.a_plain_line(store, home, "30", period="2025-03", occurred_on=date(2025, 3, 1))
    stopping = threading.Event()
    stopping.set()
    with clock.held(date(2026, 1, 20)):
        daily.keep(store, stopping, Settings(data=tmp_path))
        assert str(ledger.balance(store, home.id)) == "130"
    with clock.held(date(2026, 2, 6)):
        daily.keep(store, stopping, Settings(data=tmp_path))
        daily.keep(store, stopping, Settings(data=tmp_path))
    after = str(ledger.balance(store, home.id))
    store.close()
    assert after == "100"

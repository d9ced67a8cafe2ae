"""The quarter's report: three kinds apart, the village as the sum of its groups, the ledger's own totals."""

from __future__ import annotations

from datetime import date

from tests import builders
from village.model.entry import Kind
from village.model.period import Period
from village.model.points import ZERO
from village.services import reports
from village.store import Store

QUARTER = Period.parse("2026-Q1")


def test_a_quarter_tells_its_three_kinds_apart_group_by_group(store: Store) -> None:
    zhang, li = builders.a_household(store), builders.a_household(store, "李建国", "五组")
    builders.a_line(store, zhang, "P05", occurred=date(2026, 3, 10))
    builders.a_line(store, li, "N09", occurred=date(2026, 3, 10), reason="门口堆了垃圾")
    builders.a_plain_line(store, li, "2", period="2025-12")  # of another quarter
    builders.a_plain_line(store, li, "-3", kind=Kind.REDEMPTION)
    found = reports.of_quarter(store, QUARTER)
    east, west = found.groups
    assert (east.group, east.kinds.plus > ZERO, east.kinds.minus) == ("三组", True, ZERO)
    assert (west.kinds.minus < ZERO, str(west.redeemed), west.redeemers) == (True, "3", 1)
    assert found.whole.kinds.total == east.kinds.total + west.kinds.total
    assert (found.whole.lines, found.whole.participants) == (2, 2)
    held = sum(points for (points,) in store.db.conn.execute("SELECT points FROM entries"))
    assert found.whole.balance.hundredths == held
    assert found.unpublished == ("2026-01", "2026-02", "2026-03")

"""What was signed, published, vetoed, moved on the shelf, adopted or closed is never changed, whoever asks."""

from __future__ import annotations

import sqlite3
from typing import Any

import pytest

from tests import builders
from village import clock
from village.model.fund import Flow
from village.model.goods import Goods
from village.model.mending import Mending
from village.model.period import Period
from village.model.points import Points
from village.model.redemption import Collector, Redemption
from village.model.registration import Register, Registration
from village.model.veto import VetoReversal
from village.services import (
    committee,
    evaluations,
    funds,
    goods,
    papers,
    passbooks,
    publications,
    registrations,
    wishes,
    years,
)
from village.store import Store, item_changes, mendings, operator_rewards, redemptions, vetoes, visits
from village.store import goods as shelf

TABLES = (
    *("signatures", "publications", "published_months", "published_rows", "published_lines"),
    *("vetoes", "veto_reversals", "stock_moves", "item_changes", "year_acts"),
    *("visits", "committee_members", "committee_leavings", "funds", "goods_budgets", "goods_budget_approvals"),
    *("filings", "evaluations", "operator_rewards", "goods_prices"),
    *("registrations", "registration_ends", "mendings", "papers", "collectors", "passbook_checks"),
    *("wishes", "wish_withdrawals"),
)


@pytest.fixture
def lived(store: Store) -> Store:
    """A village with a row in each of these tables."""
    household = builders.a_household(store)
    builders.a_line(store, household, "P16")
    goods.add(store, Goods(0, "茶叶", Points(200), None, 3), actor="干部")
    period = Period.parse("2026-03")
    publications.sign(store, period=period, signers=["书记"], actor="干部")
    publications.publish(store, period=period, actor="干部")
    years.close(store, 2025, actor="干部")
    with store.transaction():
        veto = vetoes.add(
            store, household_id=household.id, month="2026-01", reason="通报", on=clock.today(), actor="干部"
        )
        vetoes.take_back(store, veto.id, VetoReversal("弄错了人", clock.today(), "干部"))
        row = {"code": "T1", "title": "公益劳动", "category": "其他", "kind": "positive", "points": 3}
        item_changes.add(
            store, row, pack="yangkou-2023", amends=False, approval="会议", note="", at=clock.now(), actor="干部"
        )
        visits.add(store, month="2026-03", household_id=household.id, on=clock.today(), visitors="书记", actor="干部")
        operator_rewards.add(
            store,
            year=2025,
            operator="店主",
            points=Points(500),
            grounds="周到",
            approval="会议",
            on=clock.today(),
            actor="干部",
        )
    member = committee.seat(store, name="赵党员", seat="党员代表", since=clock.today(), actor="干部")
    committee.leave(store, member.id, actor="干部")
    tea = goods.add(store, Goods(0, "红糖", Points(200), None, 3), actor="干部")
    goods.reprice(store, tea.id, points=Points(300), reason="进货贵了", actor="干部")
    funds.record(store, flow=Flow.SPENT, amount=100, heading="买大米", day=clock.today(), actor="干部")
    for name in ("钱网格", "周会计"):
        registrations.write(store, Registration(0, Register.DUTY, clock.today(), "积分采集", name=name), actor="干部")
    with store.transaction():
        mendings.add(store, Mending("yk01-000002", clock.today(), "清干净了", "", "干部"), at=clock.now())
    passbooks.look(store, household.id, written=Points(100), actor="干部")
    with store.transaction():
        order = Redemption(0, household.id, tea.id, 1, Points(200), 1, clock.today(), clock.today())
        redemptions.add(store, order, token="")
        redemptions.name_collector(store, 1, Collector("王秀英"), at=clock.now(), actor="干部")
    for act in (wishes.wish, wishes.withdraw):
        act(store, household_id=household.id, goods_id=tea.id, actor="干部")
    papers.keep(store, b"%PDF", title="方案", name="方案.pdf", actor="干部")
    evaluations.hold(store, on=clock.today(), opinions="", outcome="照旧", actor="干部")
    return store


@pytest.mark.parametrize("table", TABLES)
def test_no_row_is_changed_or_taken_out(lived: Store, table: str) -> None:
    column = lived.db[table].columns[0].name
    rows = list(lived.db.conn.execute(f"SELECT * FROM {table}"))
    assert rows
    for statement in (f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}"):
        with pytest.raises(sqlite3.IntegrityError, match="never changed"):
            lived.db.conn.execute(statement)
    assert list(lived.db.conn.execute(f"SELECT * FROM {table}")) == rows


def test_a_month_is_vetoed_once_at_a_time(lived: Store) -> None:
    told: dict[str, Any] = {
        "household_id": 1,
        "month": "2026-01",
        "reason": "通报",
        "on": clock.today(),
        "actor": "干部",
    }
    vetoes.add(lived, **told)  # the first one was taken back
    with pytest.raises(sqlite3.IntegrityError, match="once at a time"):
        vetoes.add(lived, **told)
    assert [one.taken_back is None for one in vetoes.all_of(lived)] == [False, True]


def test_the_shelf_never_goes_below_nought(lived: Store) -> None:
    assert not shelf.move(lived, 1, quantity=-4, source="x", at=clock.now(), actor="干部")
    with pytest.raises(sqlite3.IntegrityError):
        lived.db.conn.execute("UPDATE goods SET stock = -1")
    assert shelf.moved(lived, 1) == 3


def test_a_board_stays_as_it_was_put_up(lived: Store) -> None:
    board = publications.all_of(lived)[0]
    before = publications.board(lived, board.id)
    household = builders.a_household(lived, "新来的", group="三组")
    builders.a_plain_line(lived, household, "50", period="2026-03")
    assert publications.board(lived, board.id) == before
    assert [str(row.points) for row in before] == ["5"]

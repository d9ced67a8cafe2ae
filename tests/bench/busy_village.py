"""A village of 3,000 households at the end of a year: its book, eleven boards, and everything that waits for somebody.

The year's lines come from `year_book`; what is waited for is asked of the services, as a busy month would.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from tests.bench import year_book
from village import clock
from village.model.belonging import NOBODY
from village.model.fund import Flow
from village.model.goods import Goods
from village.model.period import Period
from village.model.points import Points
from village.model.registration import Register, Registration
from village.model.score_sheet import ScoreSheet
from village.model.staff import Role
from village.services import (
    committee,
    declarations,
    evidence,
    findings,
    funds,
    goods,
    goods_budgets,
    help_calls,
    households,
    mendings,
    notices,
    objections,
    passbooks,
    publications,
    receipts,
    redemptions,
    registrations,
    rulebook,
    score_sheets,
    scores,
    staff,
)
from village.services.score_sheets import Wanted
from village.services.scores import Score
from village.store import Store

FACTS = 30_000
NOW = datetime(year_book.YEAR + 1, 4, 5, 9)
_SPRING = datetime(NOW.year, 3, 10, 9)
LOGIN, PASSWORD = "clerk", "海印寺2025年"
_CLERK, _FAMILY, _GIVEN = "周会计", "张李王赵陈刘杨黄吴周徐孙马朱胡郭何高林郑", "桂芳建国秀英志明玉兰春花文军小宝"
_MANY = 120
"""Of everything that waits: more than two pages."""
_HOMES = range(1, _MANY * 20, 20)


def make(room: Path) -> Path:
    """The data folder of the village, closed."""
    path = room / "village.db"
    year_book.make(path, FACTS)
    store = Store(path, writer=True, lasting=False)
    for moment, parts in ((_SPRING, (_people, _spring)), (NOW, (_boards, _shop, _waiting, _sheet, _papers))):
        with clock.held(moment):
            for part in parts:
                with store.transaction():
                    part(store)
    store.close()
    return room


def _people(store: Store) -> None:
    """Everybody gets a name of their own kind; the office its people."""
    for place, home in enumerate(households.search(store, "", limit=4000)):
        head = _FAMILY[place % 20] + _GIVEN[place // 20 % 16] + _GIVEN[place // 320 % 16]
        households.amend(store, replace(home, head=head), actor=_CLERK)
    staff.add(store, login=LOGIN, name=_CLERK, role=Role.SECRETARY, password=PASSWORD, actor="建村")
    for number in range(1, 376):
        households.issue_card(store, number, actor=_CLERK)
    for number in range(50):
        committee.seat(store, name=f"组员{number}", seat="网格员", since=date(2025, 1, 1), actor=_CLERK)


def _spring(store: Store) -> None:
    """What households earned lately, and may spend."""
    paper = evidence.name_paper(store, kind="feedback", title="网格员反馈", actor=_CLERK)
    for home in _HOMES:
        score = Score(home, "P12", _SPRING.date(), evidence_id=paper.id)
        scores.record(store, score, actor=_CLERK, token=f"spring-{home}")


def _boards(store: Store) -> None:
    """All that has passed is on the board."""
    for month in (*year_book.MONTHS, *(f"{NOW.year}-{month:02d}" for month in (1, 2, 3))):
        period = Period.parse(month)
        publications.sign(store, period=period, signers=["书记"], actor=_CLERK)
        publications.publish(store, period=period, actor=_CLERK)


def _shop(store: Store) -> None:
    """Shelves, orders that wait, and passbooks looked at."""
    budget = goods_budgets.draw_up(store, year=NOW.year, amount=200_000_00, actor=_CLERK)
    goods_budgets.approve(store, budget.id, approval="镇审〔2025〕1号", actor=_CLERK)
    shelf = [
        goods.add(store, Goods(0, f"洗洁精{number}号", Points(100), None, 500), actor=_CLERK) for number in range(_MANY)
    ]
    for home, wanted in zip(_HOMES, shelf, strict=True):
        redemptions.request(store, household_id=home, goods_id=wanted.id, actor=_CLERK)
        receipts.issue(store, home, actor=_CLERK)
        passbooks.look(store, home, written=Points(2000), actor=_CLERK)


def _waiting(store: Store) -> None:
    """Declarations, objections, 整改, findings and lines of money."""
    paper = evidence.name_paper(store, kind="feedback", title="网格员反馈", actor=_CLERK)
    deducted, _ = mendings.of_all(store)
    for number, home in enumerate(_HOMES):
        declarations.declare(store, Score(home, "P16", NOW.date(), evidence_id=paper.id), actor="本户")
        scores.record(
            store,
            Score(home, "P12", NOW.date(), evidence_id=paper.id),
            actor=_CLERK,
            token=f"today-{number}",
        )
        evidence.name_paper(store, kind="feedback", title=f"第{number}次反馈", actor=_CLERK)
        mendings.mend(store, deducted[number * 3].seq, how="门前清干净了", actor=_CLERK)
    for line in deducted[:_MANY]:
        objections.raise_one(store, seq=line.seq, household_id=line.household_id, actor="本户")
    for part in range(_MANY):
        findings.find(
            store,
            quarter=Period.parse(f"{year_book.YEAR}-Q4"),
            part=findings.parts(rulebook.rules_on(store, NOW.date()))[0],
            agrees=False,
            found=f"第{part}笔没有凭据",
            inspector="镇里的人",
            on=NOW.date(),
            actor=_CLERK,
        )


def _sheet(store: Store) -> None:
    """A sheet of the whole village, filled in by half."""
    paper = evidence.name_paper(store, kind="feedback", title="评分表", actor=_CLERK)
    wanted = ScoreSheet(0, NOW.date(), ("P07", "P08", "N09"), evidence_id=paper.id)
    sheet = score_sheets.open_one(store, wanted, actor=_CLERK)
    cells = [Wanted(home, "P08", "1", "") for home in range(1, 3001, 2)]
    score_sheets.save(store, sheet.id, cells, actor=_CLERK, belonging=NOBODY)


def _papers(store: Store) -> None:
    """Notices, money, honours."""
    for number in range(_MANY):
        day = NOW.date() - timedelta(days=number)
        notices.write(
            store, title=f"通知{number}", text="请大家看好门口的柴火。", since=day, until=NOW.date(), actor=_CLERK
        )
        funds.record(store, flow=Flow.RECEIVED, amount=100_00, heading="乡贤赞助", day=day, actor=_CLERK)
        honour = Registration(0, Register.HONOUR, NOW.date(), "文明家庭", household_id=number * 20 + 1)
        registrations.write(store, honour, actor=_CLERK)
    for number in range(3):
        help_calls.call(store, kiosk=f"大厅{number}", step="balance")

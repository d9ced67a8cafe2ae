"""What waits on a desk: a declaration, a board, something in the shop, an order. Made through the services."""

from __future__ import annotations

from datetime import date, datetime

from tests import builders, speech
from village import clock
from village.model.belonging import NOBODY
from village.model.committee import CommitteeMember
from village.model.declaration import Declaration
from village.model.goods import Goods
from village.model.household import Household
from village.model.intake import Intake, IntakeKind
from village.model.notice import Notice
from village.model.period import Period
from village.model.points import Points
from village.model.publication import Publication
from village.model.recording import Recording
from village.model.redemption import Redemption
from village.model.score_sheet import ScoreSheet
from village.model.veto import Veto
from village.services import (
    committee,
    declarations,
    evidence,
    goods,
    notices,
    publications,
    recordings,
    redemptions,
    score_sheets,
)
from village.services.intakes import looking, roll, taking
from village.services.intakes.lines import Terms
from village.services.scores import Score
from village.store import Store, vetoes

DAYS = ("2026-02-20", "2026-02-22", "2026-02-25", "2026-02-28", "2026-03-01", "2026-04-01")
"""Of the six steps that a document asks for (YK-26); the last one is still to come."""
STEPS = {f"step-{at}": day for at, day in enumerate(DAYS)}
WINDOW = datetime(2026, 4, 5, 9)
"""The day on which this village hands out goods: the fifth."""


def a_veto(store: Store, household: Household) -> Veto:
    """A month of last year that does not count, from when the village had such a rule."""
    with store.transaction():
        return vetoes.add(
            store, household_id=household.id, month="2025-12", reason="通报", on=clock.today(), actor="书记"
        )


def a_declaration(store: Store, household: Household, item: str = "P05", *, day: int = 9) -> Declaration:
    """The household says that it did something in March."""
    paper = evidence.name_paper(store, kind="feedback", title="邻居看见的", actor="一体机")
    score = Score(household.id, item, date(2026, 3, day), evidence_id=paper.id)
    return declarations.declare(store, score, actor="一体机").declaration


def a_score_sheet(store: Store, household: Household) -> ScoreSheet:
    """A sheet of two items with one cell filled in."""
    made = score_sheets.open_one(store, ScoreSheet(0, clock.today(), ("P07", "N25")), actor=builders.CADRE)
    wanted = [score_sheets.Wanted(household.id, "N25", "2 第九条", "")]
    score_sheets.save(store, made.id, wanted, actor=builders.CADRE, belonging=NOBODY)
    return made


def a_board(store: Store, month: str) -> Publication:
    """A month that was signed and put up."""
    period = Period.parse(month)
    publications.sign(store, period=period, signers=["王书记"], actor=builders.CADRE)
    return publications.publish(store, period=period, actor=builders.CADRE).publication


def a_recording(store: Store, text: str = "回去", *, kind: str = "sentence", speaker: str = "周阿婆") -> Recording:
    """A villager said it into a microphone, and agreed to have it played."""
    return recordings.keep(
        store,
        speech.kokoro()["回去"].read_bytes(),
        **{"text": text, "kind": kind, "speaker": speaker, "actor": builders.CADRE},
        consented_on=date(2026, 3, 19),
        folder=store.path.parent / "voices",
    )


def a_notice(store: Store, *, title: str = "停水通知") -> Notice:
    """Something that everybody should hear, today."""
    today = clock.today()
    words = "明天上午八点停水，请先接好水。"
    return notices.write(store, title=title, text=words, since=today, until=today, actor=builders.CADRE)


def a_member(store: Store) -> CommitteeMember:
    """Somebody of the panel."""
    return committee.seat(store, name="赵党员", seat="党员代表", since=date(2026, 1, 5), actor=builders.CADRE)


def an_intake(store: Store) -> Intake:
    """A roll of one household that came in as a table."""
    found = looking.Found(IntakeKind.ROLL, "seal", homes=(roll.Row(2, "王小红", "七组"),))
    return taking.take(store, found, name="名册.xlsx", terms=Terms(builders.CADRE, date(2026, 3, 20)))


def some_goods(store: Store, name: str = "洗衣液", points: str = "2", stock: int = 3) -> Goods:
    """Something to be had for points."""
    return goods.add(store, Goods(0, name, Points.parse(points), None, stock), actor=builders.CADRE)


def an_order(store: Store, household: Household) -> Redemption:
    """Something that was asked for on the shop's next day, out of points that went up that morning."""
    wanted = some_goods(store)
    with clock.held(WINDOW):
        builders.a_line(store, household, "P16", occurred=date(2026, 3, 11), count=2)
        a_board(store, "2026-03")
        return redemptions.request(
            store, household_id=household.id, goods_id=wanted.id, actor=builders.CADRE, token="order"
        )

"""A village whose every name is as long as it may be: what has room for it has room for any other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tests import builders
from tests.kiosk.conftest import PIN, Residents
from tests.kiosk.market import on_shelf
from tests.photos import photo
from village.model.entry import Kind
from village.model.household import CardNumber, Household
from village.model.registration import Register, Registration
from village.services import (
    declarations,
    evidence,
    goods_pictures,
    households,
    items,
    notices,
    pin_codes,
    registrations,
)
from village.services.scores import Score
from village.store import Store
from village.voice.client import Voice, VoiceStatus

HEAD = "阿卜杜热合曼·买买提江阿"  # twelve characters
RARE = "欧阳㼆"
ITEM = "帮助邻居修整门前道路并且清理排水沟渠淤泥"  # twenty
GOODS = "不锈钢保温杯大容量家用加厚第{}种"  # sixteen
COUNTERS = ("海印寺村便民服务中心超市", "海印寺村东片集中兑换点二")  # twelve


class Ready(Voice):
    """A voice that is there and says nothing: whoever uses it looks at pages with 说话 on them."""

    def status(self) -> VoiceStatus:
        """Both are there."""
        return VoiceStatus("ready", "ready")


@dataclass(frozen=True, slots=True)
class Crowd:
    """The long-named household has 12345.5 points and a card, the owing one 欠12345.5, the one with a character that no
    screen has a letter for 27.5; goods by their fate."""

    residents: Residents
    long: Household
    card: CardNumber
    owing_card: CardNumber
    rare_card: CardNumber
    had: int
    short: int
    gone: int
    line: int


def settle(store: Store, residents: Residents) -> Crowd:
    """More groups, surnames, goods and lines than fit on a page, under names as long as they may be."""
    for group in ("四组", "五组", "六组", "七组", "八组"):
        builders.a_household(store, "赵大山", group)
    for surname in "钱孙李周吴郑":
        builders.a_household(store, f"{surname}小明", "三组")
    long = builders.a_household(store, HEAD, "三组", number="03-099", phone="13800004821")
    pin_codes.choose(store, long.id, pin=PIN, actor=builders.CADRE)
    row = {"code": "T1", "title": ITEM, "category": "德善公益", "kind": "positive", "points": 3}
    items.add(store, [row], approval=builders.RECORD, actor=builders.CADRE)
    line = builders.a_line(store, long, "T1", occurred=date(2026, 3, 3), reason="一" * 16)
    builders.a_line(store, long, "N08", occurred=date(2026, 3, 12), reason="门口堆了柴草")
    builders.a_plain_line(store, long, "12347.5", occurred_on=date(2026, 3, 8), reason="一" * 40)
    owed = {"kind": Kind.DEDUCTION, "occurred_on": date(2026, 3, 9), "reason": "一" * 40}
    builders.a_plain_line(store, residents.wang, "-12370.5", **owed)
    for place in range(1, 5):
        declare(store, long, place)
    shelf = [on_shelf(store, GOODS.format(place), str(place * 12.5)) for place in range(1, 8)]
    for each in (shelf[0], shelf[6]):
        goods_pictures.put(store, each.id, photo(), actor=builders.CADRE)
    short = on_shelf(store, GOODS.format(8), "23456.5")
    gone = on_shelf(store, GOODS.format(9), "5", stock=0)
    for counter in COUNTERS:
        registrations.write(store, Registration(0, Register.COUNTER, date(2026, 3, 1), counter), actor=builders.CADRE)
    post(store, long)
    rare = builders.a_household(store, RARE, "一组", number="01-099")
    builders.a_plain_line(store, rare, "7.5", occurred_on=date(2026, 3, 8), reason="一")
    card, rare_card = (households.issue_card(store, each.id, actor=builders.CADRE) for each in (long, rare))
    return Crowd(residents, long, card, residents.wang_card, rare_card, shelf[6].id, short.id, gone.id, line.seq)


def post(store: Store, household: Household) -> None:
    """A red and a black board, notices and honours, each as long as it may be."""
    builders.adopt(
        store,
        pack_id="yangkou-2023",
        since=date(2026, 3, 1),
        settings={"base_points": 20, "publication_day": 5, "red_board": 5, "black_board": "shown"},
        approval=builders.RECORD,
        actor=builders.CADRE,
    )
    first, last = date(2026, 3, 20), date(2026, 4, 30)
    long = "，".join(["请各家把门前收拾干净并且看好自家的老人孩子"] * 13)[:298]
    for title, text in (("明天上午停水请先接好水吧", "明天八点停水。"), ("清明上坟不烧纸请带上鲜花", f"{long}。")):
        notices.write(store, title=title, text=text, since=first, until=last, actor=builders.CADRE)
    for given in ({"household_id": household.id}, {"name": "诸葛小明"}):
        row = Registration(0, Register.HONOUR, first, "洋口镇人居环境整治先进模范示范家庭", **given)  # type: ignore[arg-type]
        registrations.write(store, row, actor=builders.CADRE)


def declare(store: Store, household: Household, place: int) -> None:
    """A good deed that waits for review."""
    paper = evidence.name_paper(store, kind="feedback", title="邻居看见了", actor=builders.CADRE)
    score = Score(household.id, "T1", date(2026, 3, place), evidence_id=paper.id)
    declarations.declare(store, score, actor=builders.CADRE, token=f"crowded-{place}")

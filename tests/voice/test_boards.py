"""What the village's boards say, sentence by sentence: nobody's reasons, and a vetoed month by its name."""

from __future__ import annotations

from datetime import date

import pytest

from tests import builders
from tests.admin.waiting import WINDOW, a_board
from village import clock
from village.model.household import Household
from village.model.period import Period
from village.model.registration import Register, Registration
from village.services import notices, registrations, vetoes
from village.store import Store
from village.voice import answers, boards
from village.voice.dialogue import Asker, Place


def adopted(store: Store, **settings: object) -> None:
    builders.adopt(
        store,
        pack_id="yangkou-2023",
        since=date(2026, 1, 1),
        settings={"base_points": 20, "publication_day": 5, **settings},
        actor=builders.CADRE,
        approval=builders.RECORD,
    )


@pytest.fixture
def homes(store: Store) -> list[Household]:
    """Three households of two groups, and what March brought them."""
    zhang, shan, wang = (
        builders.a_household(store, head, group)
        for head, group in (("张桂芳", "三组"), ("单雄信", "二组"), ("王秀英", "三组"))
    )
    builders.a_line(store, zhang, "P05", occurred=date(2026, 3, 10))
    builders.a_line(store, shan, "P07", occurred=date(2026, 3, 10))
    builders.a_line(store, wang, "N08", occurred=date(2026, 3, 12), reason="门口堆了柴草")
    return [zhang, shan, wang]


def published(store: Store) -> None:
    with clock.held(WINDOW):
        a_board(store, "2026-03")


def said(store: Store, kind: str, **facts: object) -> str:
    with clock.held(WINDOW):
        told = boards.told(store, kind, **facts)  # type: ignore[arg-type]
        return "\n".join(each.phrase.shown for each in told)


def test_it_works(store: Store, homes: list[Household]) -> None:
    published(store)
    assert boards.groups(store, "column") == ["二组", "三组"]
    text = said(store, "column", group="三组", household_id=homes[2].id)
    assert text.splitlines()[:3] == [
        "三组的榜。",
        "王秀英家，这一期-5分，今年共15分。",
        "张桂芳家，这一期+8分，今年共28分。",
    ]
    assert "4月12日以前可以说" in text
    assert "今天就能换东西" in text, "MH-11: the board leads to what can be had"
    assert "柴草" not in text


def test_a_vetoed_month_is_called_so(store: Store, homes: list[Household]) -> None:
    """JX-02: the words stand on the board that people read."""
    adopted(store, veto="month")
    vetoes.veto(store, household_id=homes[0].id, period=Period.parse("2026-03"), reason="裁定", actor=builders.CADRE)
    published(store)
    assert "张桂芳家，这一期一票否决，不算分。" in said(store, "column", group="三组")


@pytest.mark.usefixtures("homes")
def test_red_and_black_hang_only_where_the_village_wants_them(store: Store) -> None:
    assert boards.offered(store) == ("notices", "column", "ranking", "honours")
    assert said(store, "red").startswith("村里没有设红榜。")
    adopted(store, red_board=1, black_board="shown")
    published(store)
    assert boards.offered(store) == boards.KINDS
    assert said(store, "red").startswith("三组张桂芳家，+8分。")
    assert said(store, "black").splitlines() == ["三组王秀英家，这一期一共-5分。", "改好了，下一期就不在榜上了。"]


@pytest.mark.usefixtures("homes")
def test_before_anything_is_published_that_is_said(store: Store) -> None:
    adopted(store, red_board=1, black_board="shown")
    for kind in ("column", "red", "black"):
        assert said(store, kind).startswith("还没有公示过")
        assert boards.title(store, kind).phrase.shown == "村里的榜"


def test_the_ranking_tells_the_first_twenty_and_oneself(store: Store, homes: list[Household]) -> None:
    for number in range(25):
        builders.a_household(store, f"赵大{'甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地人'[number]}", "五组")
    text = said(store, "ranking", household_id=homes[2].id)
    assert text.startswith("您家在村里排第28名")
    assert "第1名，三组张桂芳家，28分。" in text
    assert text.count("第3名") == boards.PLACES - 2
    assert "王秀英家" not in text


def test_honours_stand_as_long_as_they_hold(store: Store, homes: list[Household]) -> None:
    assert said(store, "honours") == "光荣榜还空着，等着您家上榜。"
    day = date(2026, 3, 1)
    flag = Registration(0, Register.HONOUR, day, "流动红旗", household_id=homes[0].id)
    registrations.write(store, flag, actor=builders.CADRE)
    registrations.write(store, Registration(0, Register.HONOUR, day, "热心人", name="李会计"), actor=builders.CADRE)
    text = said(store, "honours")
    assert "三组张桂芳家，流动红旗，2026年3月1日评上的。" in text
    assert "李会计，热心人" in text
    moved = Registration(0, Register.HONOUR, date(2026, 3, 2), "流动红旗", household_id=homes[1].id)
    registrations.write(store, moved, actor=builders.CADRE)
    assert "张桂芳" not in said(store, "honours")


def test_a_notice_is_told_in_pieces_that_a_page_holds(store: Store) -> None:
    text = "明天上午停水，请先接好水。" + "，".join(["请各家把门前收拾干净"] * 10) + "。"
    day = WINDOW.date()
    notices.write(store, title="停水通知", text=text, since=day, until=day, actor=builders.CADRE)
    told = said(store, "notices").splitlines()
    assert told[:2] == ["停水通知。", "明天上午停水，请先接好水。"]
    assert "".join(told[1:]) == text
    assert max(map(len, told)) <= 45


def test_a_day_without_notices_says_so(store: Store) -> None:
    assert said(store, "notices") == "今天没有通知。"


@pytest.mark.parametrize(
    ("heard", "place"),
    [
        ("念通知", Place("board", {"kind": "notices"})),
        ("看光荣榜", Place("board", {"kind": "honours"})),
        ("红黑榜上有谁", Place("board", {"kind": "red"})),
        ("季度积分榜", Place("board", {"kind": "column"})),
        ("看榜和通知", Place("boards")),
    ],
)
def test_whoever_stands_there_may_ask_aloud(store: Store, heard: str, place: Place) -> None:
    reply = answers.answer(store, heard, Asker("home"))
    assert reply is not None
    assert reply.place == place

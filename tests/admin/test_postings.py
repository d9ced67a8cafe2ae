"""What is put up on walls: red and black boards, the announcement, the appeal, the shop's rules and its two books."""

from __future__ import annotations

from datetime import date

import pytest

from tests import builders
from tests.admin import waiting
from tests.admin.conftest import Desk
from tests.admin.test_prints import A4, WIDE, made
from village import clock
from village.model.household import Household
from village.model.period import Period
from village.model.publication import Publication
from village.services import households, redemptions, rulebook, vetoes
from village.services.proofs import Proof
from village.store import Store


def adopted(store: Store, **settings: object) -> None:
    rulebook.adopt(
        store,
        pack_id="yangkou-2023",
        since=date(2026, 1, 1),
        settings={"base_points": 20, "publication_day": 5, **settings},
        approval=builders.RECORD,
        actor=builders.CADRE,
    )


@pytest.fixture
def board(store: Store, zhang: Household) -> Publication:
    adopted(store, red_board=2, black_board="shown")
    builders.a_line(store, zhang, "P05", occurred=date(2026, 3, 10))
    shan = households.search(store, "单雄信")[0]
    builders.a_line(store, shan, "N08", occurred=date(2026, 3, 12), reason="门口堆了柴草")
    return waiting.a_board(store, "2026-03")


def test_it_works(secretary: Desk, board: Publication) -> None:
    assert f"/prints/boards/{board.id}/red-black" in secretary.get("/prints").text
    assert f"/prints/boards/{board.id}/red-black" in secretary.get(f"/boards/{board.id}").text
    (red, black), sizes = made(secretary, f"/prints/boards/{board.id}/red-black")
    assert sizes == [A4, A4]
    assert "红榜2026年3月" in red
    assert "三组张桂芳+8" in red
    assert "单雄信" not in red
    assert "黑榜2026年3月" in black
    assert "三组单雄信-5" in black
    assert "柴草" not in black
    assert "换东西从4月5日开始" in red, "MH-11: the board leads to what can be had"


def test_without_a_choice_no_board_is_offered(secretary: Desk, store: Store) -> None:
    board = waiting.a_board(store, "2026-01")
    assert "red-black" not in secretary.get("/prints").text
    assert "没有定要贴红榜、黑榜" in secretary.get(f"/prints/boards/{board.id}/red-black").text


def test_a_vetoed_month_stands_on_the_printed_board(secretary: Desk, store: Store, zhang: Household) -> None:
    """JX-02: the words that people read there."""
    adopted(store, veto="month")
    builders.a_line(store, zhang, "P05", occurred=date(2026, 3, 10))
    vetoes.veto(store, household_id=zhang.id, period=Period.parse("2026-03"), reason="裁定", actor=builders.CADRE)
    board = waiting.a_board(store, "2026-03")
    row = secretary.get(f"/prints/boards/{board.id}").text.partition("张桂芳")[2].partition("</tr>")[0]
    assert "一票否决" in row


def test_the_announcement_is_a_paper_too(secretary: Desk, board: Publication) -> None:
    page = secretary.get(f"/prints/boards/{board.id}/announcement?group=三组").text
    assert "张桂芳家，+8分。" in page
    assert "柴草" not in page


def test_the_appeal_bears_the_villages_name_and_takes_other_words(secretary: Desk) -> None:
    text = secretary.get("/prints/appeal").text
    assert "洋口镇海印寺村村民委员会" in text
    assert "公示栏上有" in text
    own = secretary.get("/prints/appeal?text=乡亲们：%0A<b>少抽烟</b>").text
    assert "<p>&lt;b&gt;少抽烟&lt;/b&gt;</p>" in own
    assert "公示栏上有" not in own
    assert secretary.get(f"/prints/appeal?text={'好' * 5000}").text.count("好") == 2400, "in the box and on the paper"


def test_the_shops_rules_are_those_in_force(secretary: Desk, store: Store) -> None:
    text = secretary.get("/prints/shop-rules").text
    assert "积分兑换管理制度" in text
    assert "每月5号" in text
    assert "带什么来：存折" in text
    assert "两本账" in text
    with clock.held(date(2027, 1, 6)):
        rulebook.adopt(
            store, pack_id="minhang-2024", since=date(2027, 1, 1), settings={}, approval="村民代表会议", actor="书记"
        )
        secretary.post("/login", login="secretary", password="海印寺2026年")
        assert "村里还没有定" in secretary.get("/prints/shop-rules").text


def test_the_two_books_agree_with_the_shelf(secretary: Desk, store: Store, zhang: Household) -> None:
    order = waiting.an_order(store, zhang)
    with clock.held(waiting.WINDOW):
        redemptions.hand_over(store, order.id, proof=Proof(), actor=builders.CADRE)
    came = secretary.get("/prints/stock-in").text
    assert "洗衣液" in came
    assert "".join(f'<td class="figure">{count}</td>' for count in (0, 3, 1, 2)) in came
    (text,), sizes = made(secretary, "/prints/handed-out")
    assert sizes == [WIDE]
    assert "三组03-001张桂芳洗衣液12" in text
    assert "合计1笔12" in text
    for book in ("stock-in", "handed-out"):
        assert secretary.get(f"/prints/{book}?as=xlsx").data.startswith(b"PK")
        assert secretary.get(f"/prints/{book}?year=1").status_code == 404
    assert "还没有人来领过" in secretary.get("/prints/handed-out?year=2025").text

"""What people come to a kiosk for, told by the words they touch once they are known: for hands and for ears alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tests import builders
from tests.kiosk.market import on_shelf
from village.store import Store

HELP = "请干部帮忙"
"""Stands on every page, in the bar."""


@dataclass(frozen=True, slots=True)
class Journey:
    """`touches` are words of the choices, one a screen, pages leafed through aside; after them the card of a
    `neighbour` is held to the scanner where one is needed. `ends` is the screen that is reached and `says` what is
    told there."""

    name: str
    touches: tuple[str, ...]
    ends: str
    says: str
    neighbour: bool = False


JOURNEYS = (
    Journey("hear my points", (), "balance", "您家现在有"),
    Journey("why", ("看每一笔",), "statement", "乱堆乱搭"),
    Journey("why more", ("看每一笔", "为什么加分"), "statement", "一共加了"),
    Journey("a receipt", ("打印小票",), "print", "小票"),
    Journey("what can I exchange", ("能换什么",), "shop", "茶叶"),
    Journey("order", ("能换什么", "茶叶", "对，换"), "ordered", "取货号是"),
    Journey("a neighbour fetches it", ("我换的东西", "茶叶", "请人代拿"), "orders", "王秀英家代您拿", neighbour=True),
    Journey("cancel", ("我换的东西", "茶叶", "对，不要了"), "orders", "退好了"),
    Journey("wish", ("能换什么", "蜂蜜", "点单"), "wished", "分也没有动"),
    Journey("take a wish back", ("我换的东西", "蜂蜜", "对，不要了"), "orders", "撤掉了"),
    Journey("declare with a photo", ("申报好事", "参加爱党爱国活动", "拍张照片"), "photo", "村里看过就告诉您"),
    Journey("declare with a witness", ("申报好事", "垃圾分类", "邻居看见了"), "declared", "垃圾分类"),
    Journey("follow my declarations", ("我申报的",), "declared", "垃圾分类"),
    Journey("object", ("对分有意见", "乱堆乱搭", "没有这回事"), "objection", "记下"),
    Journey("my place", ("排第几名",), "rank", "名"),
    Journey("what can be spent", ("为什么能换这些",), "redeemable", "能换"),
    Journey("the board", ("看榜和通知", "公示栏"), "board", "张桂芳家，这一期"),
    Journey("who is first", ("看榜和通知", "全村排名"), "board", "您家排第"),
    Journey("the honours", ("看榜和通知", "光荣榜"), "board", "等着您家上榜"),
    Journey("the red board", ("看榜和通知", "红榜"), "board", "三组张桂芳家"),
    Journey("the black board", ("看榜和通知", "黑榜"), "board", "没有人家上黑榜"),
    Journey("what is new", ("看榜和通知", "通知"), "board", "没有通知"),
    Journey("rules", ("问一问", "什么能加分"), "told", "加分"),
    Journey("call a cadre", (HELP,), "help", "喊干部了"),
)
"""In this order: what is ordered is given back, what is declared is followed."""


def red_and_black(store: Store) -> None:
    """Before anything is on a board: the village wants these two as well."""
    builders.adopt(
        store,
        pack_id="yangkou-2023",
        since=date(2026, 3, 1),
        settings={"base_points": 20, "publication_day": 5, "red_board": 3, "black_board": "shown"},
        approval=builders.RECORD,
        actor=builders.CADRE,
    )


def shelves(store: Store) -> None:
    """What the journeys find in the shop."""
    on_shelf(store, "茶叶", "2")
    on_shelf(store, "蜂蜜", "2", stock=0)

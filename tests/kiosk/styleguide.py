"""One long page of every control there is: for whoever builds screens, never for visitors; no route leads to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from flask import render_template_string

from kiosk import stage, visitor
from tests.kiosk.walk import Walk
from village.language.goods_kinds import KINDS, kind_of
from village.model.goods import Goods
from village.model.points import Points
from village.services import goods, households
from village.voice.dialogue import Place, Sentence
from village.web import db

NAME = "styleguide"
PAGE = Path(__file__).with_suffix(".html").read_text(encoding="utf-8")
NAMES = (
    *(
        "洗衣液",
        "肥皂",
        "牙刷",
        "毛巾",
        "卫生纸",
        "大米",
        "鸡蛋",
        "花生油",
        "酱油",
        "食盐",
        "牛奶",
        "茶杯",
        "苹果",
        "铁锅",
    ),
    *("水桶", "铁锹", "扫把", "笔记本", "手电筒", "雨伞", "电饭煲", "衣服", "手套", "棉被", "口罩"),
    "不锈钢保温箱大容量家用加厚第1种",
)
"""Goods of every kind."""
_WHOLE = """() => {
    for (const each of [document.documentElement, document.body, document.querySelector("#screen")])
        Object.assign(each.style, { height: "auto", overflow: "visible" });
    for (const each of document.querySelectorAll(".middle, .words")) each.style.maxHeight = "none";
    for (const each of document.querySelectorAll(".door, .words")) each.style.flex = "none";
    Object.assign(document.querySelector(".looks").style, { display: "flex", flexWrap: "wrap", gap: "5mm" });
}"""


@stage.screen(NAME)
def _styleguide() -> str:
    assert {kind_of(name) for name in NAMES} == KINDS
    drawn = [Goods(0, name, Points(100), None) for name in NAMES]
    photographed = next(each for each in goods.all_of(db.store()) if each.picture)
    return render_template_string(
        PAGE,
        balance=Sentence("balance.is", {"points": Points.parse("12345.5")}),
        household_shown=households.get(db.store(), visitor.household_id()),
        told=[Sentence("redeemable.whole"), Sentence("redeemable.nothing")],
        shelf=[photographed, *drawn],
    )


def showing(walk: Walk) -> Iterator[str]:
    """As long as it is."""
    walk.come(walk.crowd.card)
    walk.put(Place("balance"), Place(NAME))
    walk.page.evaluate(_WHOLE)
    yield NAME

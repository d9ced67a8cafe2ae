"""Every code has words, the words have every blank filled, and they read as people speak."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from rules import CODES, Calendar, Fact, Line, Why, assess, explain, load_pack, packs_folder, say
from rules.shapes import PER
from rules.why import amount, words

PACK = load_pack(packs_folder() / "yangkou-2023")
PLACED = PACK.choose({"line_fields": ["place", "reason"]})
GOOD = load_pack(Path(__file__).parent / "good")
DAY = date(2023, 7, 5)
TODAY = Calendar(date(2024, 1, 2), frozenset())
CLOSED = Calendar(date(2024, 1, 2), frozenset({2023}))


def test_the_words_are_those_of_the_codes_and_no_others() -> None:
    known = {code: tuple(text) if isinstance(text, dict) else ("",) for code, text in words()["why"].items()}
    assert {code: set(forms) for code, forms in known.items()} == {code: set(forms) for code, forms in CODES.items()}


def test_a_clerk_s_words_are_not_taken_for_blanks() -> None:
    why = assess(PACK, Fact("P25", DAY, points=300, reason="{修}桥", evidence=True), [], TODAY).why
    assert say(why) == "加3分：村规民约里的其他好事，{修}桥。"


FULL = {"evidence": True, "reason": "修桥"}
TOLD = [  # pack, fact, earlier lines, calendar: at least one for every code and form
    (PACK, Fact("P07", DAY, **FULL), [], TODAY),
    (PACK, Fact("P01", DAY, count=3, **FULL), [], TODAY),
    (PACK, Fact("P19", DAY, "county", **FULL), [Line("P19", "town", DAY, 1000)], TODAY),
    (PACK, Fact("P25", DAY, points=250, **FULL), [], TODAY),
    (PACK, Fact("N15", DAY, **FULL), [], TODAY),
    (PACK, Fact("N08", DAY, count=2, **FULL), [Line("P08", None, DAY, 500), Line("N09", None, DAY, -500)], TODAY),
    (PACK, Fact("N25", DAY, points=-250, **FULL), [Line("N25", None, DAY, -50)], TODAY),
    (PACK, Fact("P99", DAY, **FULL), [], TODAY),
    (PACK, Fact("P14", DAY, "x", **FULL), [], TODAY),
    (PACK, Fact("P07", DAY, "x", **FULL), [], TODAY),
    (PACK, Fact("P14", DAY, **FULL), [], TODAY),
    (PACK, Fact("P07", date(2022, 1, 1), **FULL), [], TODAY),
    (PACK, Fact("P07", DAY, **FULL), [], CLOSED),
    (PACK, Fact("P07", date(2025, 1, 1), **FULL), [], TODAY),
    (PACK, Fact("P07", date(2024, 1, 3), **FULL), [], TODAY),
    (PACK, Fact("P01", DAY, count=0, **FULL), [], TODAY),
    (PACK, Fact("P07", DAY, **FULL), [Line("P07", None, DAY, 500)], TODAY),
    (PACK, Fact("P15", DAY, "quarterly", **FULL), [Line("P15", "quarterly", DAY, 100)], TODAY),
    (PACK, Fact("P04", DAY, **FULL), [Line("P04", None, DAY, 1000)], TODAY),
    (PACK, Fact("P19", DAY, "town", **FULL), [Line("P19", "town", DAY, 1000)], TODAY),
    (PACK, Fact("P03", DAY, **FULL), [Line("P03", None, DAY, 500)], TODAY),
    (PACK, Fact("P07", DAY, count=2, **FULL), [], TODAY),
    (PACK, Fact("N17", DAY, **FULL), [Line("N17", None, DAY, -1000)], TODAY),
    (PACK, Fact("P07", DAY), [], TODAY),
    (PACK, Fact("N15", DAY), [], TODAY),
    (PACK, Fact("P25", DAY, evidence=True), [], TODAY),
    (PACK, Fact("P25", DAY, **FULL), [], TODAY),
    (PLACED, Fact("P07", DAY, **FULL), [], TODAY),
    (PACK, Fact("P07", DAY, points=5, **FULL), [], TODAY),
    (PACK, Fact("P25", DAY, points=5, **FULL), [], TODAY),
    (PACK, Fact("P25", DAY, points=-500, **FULL), [], TODAY),
    (PACK, Fact("N25", DAY, points=500, **FULL), [], TODAY),
    (PACK, Fact("P25", DAY, points=100_000_000, **FULL), [], TODAY),
    (GOOD, Fact("N3", DAY, "large", **FULL), [Line("N3", "small", DAY, -500)], TODAY),
    (GOOD, Fact("N3", date(2024, 1, 2), "large", **FULL), [], TODAY),
]


def every_why() -> list[Why]:
    """At least one of every code and form, made by the engine."""
    found = [assess(pack, fact, lines, calendar) for pack, fact, lines, calendar in TOLD]
    return [why for one in found for why in (one.why, *one.warnings)]


def test_the_engine_gives_every_code_in_every_form() -> None:
    given = {(why.code, str(why.params.get("form", ""))) for why in every_why()}
    assert given == {(code, form) for code, forms in CODES.items() for form in forms}


@pytest.mark.parametrize("why", every_why(), ids=lambda why: f"{why.code}-{why.params.get('form', '')}")
def test_every_reason_is_a_plain_sentence(why: Why) -> None:
    said = say(why)
    assert said.endswith("。")
    assert not re.search(r"[{}A-OQ-Za-z_]", said), said
    assert len(said) <= 60, said


def test_words_do_not_blame() -> None:
    texts = str(words())
    for hard in ("违规", "处罚", "罚", "错误", "非法", "禁止", "不得", "必须", "系统", "参数", "无效"):
        assert hard not in texts


def test_every_way_of_counting_has_its_words() -> None:
    assert set(PER) <= set(words()["explain"])


@pytest.mark.parametrize("item", PACK.items, ids=lambda item: item.code)
def test_every_item_says_what_it_is_worth(item) -> None:  # type: ignore[no-untyped-def]
    said = explain(item)
    assert said.endswith("。")
    for version in item.versions:
        for points in [version.points or 0, *version.options.values()]:
            assert not points or f"{amount(points)}分" in said
    assert ("减" in said) == (item.kind == "negative")


def test_the_limits_are_told_in_plain_words() -> None:
    assert explain(PACK.item("P07")) == "垃圾分类，一个月加一次，每次加5分。"
    assert explain(PACK.item("P04")) == "评上美丽庭院，一年加一次，加10分。"
    assert explain(PACK.item("N08")) == "房前屋后乱堆乱搭，每处减5分。"
    assert explain(PACK.item("P25")) == "村规民约里的其他好事，加几分由村里小组看实际情况定。"
    assert explain(PACK.item("P22")) == (
        "好公婆好儿媳受村里表彰加5分、好公婆好儿媳受镇里表彰加10分。一年里只算最高的一种，先得低的再得高的，补上差的分。"
    )


def test_an_item_is_explained_by_the_version_of_the_day() -> None:
    assert explain(GOOD.item("N1"), date(2023, 6, 1)) == "乱倒垃圾，每处减5分。"
    assert explain(GOOD.item("N1")) == "乱倒垃圾，每处减2.5分。"
    with pytest.raises(ValueError, match="no version"):
        explain(GOOD.item("N1"), date(2022, 6, 1))


def test_an_item_that_has_ended_says_so() -> None:
    refused = assess(GOOD, Fact("N3", date(2024, 1, 2), "small", evidence=True), [], TODAY).refused
    assert refused is not None
    assert say(refused) == "2024年1月2号那天，“闹纠纷”不在项目表里，请换一项。"


def test_a_reward_is_told_as_an_award() -> None:
    assert explain(GOOD.item("R1")) == "示范户，一个季度加一次，每次加2分。"
    assert say(assess(GOOD, Fact("R1", DAY, evidence=True), [], TODAY).why) == "加2分：示范户。"

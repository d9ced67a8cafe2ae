"""Invented households in eight groups. Any likeness to real people is chance."""

from __future__ import annotations

import random

from village import clock
from village.demo.cadres import CADRE, Past, at
from village.model.household import Household
from village.services import households
from village.store import Store

GROUPS = ("一组", "二组", "三组", "四组", "五组", "六组", "七组", "八组")
_SURNAMES = (
    "张" * 9 + "王" * 9 + "李" * 8 + "陈" * 6 + "周" * 4 + "吴" * 4 + "徐" * 4 + "顾" * 4 + "缪" * 3 + "曹葛丛单曾仇"
)
_DOUBLE = ("欧阳", "尉迟")
_WOMEN: tuple[str, ...] = (*"桂秀玉淑月凤美兰翠巧", "小红", "春")
_WOMEN_ENDS = tuple("英兰芳珍华梅萍琴霞凤")
_MEN: tuple[str, ...] = (*"建国德志永正汉福学红", "金")
_MEN_ENDS = tuple("国明军平林生才祥根海")
_RELATIONS = ("妻子", "丈夫", "儿子", "女儿", "儿媳", "孙子")
# Namesakes of two groups, a rare character, a surname read in its own way: what every real village has.
_KNOWN = (
    ("张桂芳", "三组"),
    ("张桂芳", "五组"),
    ("单德明", "二组"),
    ("欧阳秀英", "四组"),
    ("缪㐂才", "六组"),
)


def enrol_all(store: Store, wanted: int) -> list[Household]:
    """Enrol `wanted` households with cards, the first of them 张桂芳 of the third group."""
    dice = random.Random(2023)
    homes = []
    with clock.held(at(Past.of_today().began, 8, 15)):
        for place in range(wanted):
            head, group = _KNOWN[place] if place < len(_KNOWN) else (_name(dice), GROUPS[place % len(GROUPS)])
            home = households.enrol(
                store,
                head=head,
                group=group,
                actor=CADRE,
                phone=f"139{dice.randrange(10**8):08d}" if dice.random() < 0.8 else "",
                dwelling=f"{group}{place + 1}号",
            )
            households.issue_card(store, home.id, actor=CADRE)
            for relation in dice.sample(_RELATIONS, dice.randrange(3)):
                households.add_member(store, home.id, name=home.surname + _given(dice), relation=relation, actor=CADRE)
            homes.append(home)
    return homes


def _name(dice: random.Random) -> str:
    surname = dice.choice(_DOUBLE) if dice.random() < 0.01 else dice.choice(_SURNAMES)
    return surname + _given(dice)


def _given(dice: random.Random) -> str:
    starts, ends = (_WOMEN, _WOMEN_ENDS) if dice.random() < 0.5 else (_MEN, _MEN_ENDS)
    start = dice.choice(starts)
    return start if len(start) == 2 else start + dice.choice(ends)

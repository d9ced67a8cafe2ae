"""An invented village whose names, goods and deeds are asked for; the same for the same seed."""

from __future__ import annotations

import random
from datetime import date

from rules import load_pack, packs_folder
from village.language.sounds import syllables
from village.voice.vocabulary import Head, Vocabulary, sayings

PACK = "yangkou-2023"
GROUPS = tuple(f"{digit}组" for digit in "一二三四五六七八九")
GOODS = (
    "酱油",
    "大米",
    "食用油",
    "茶叶",
    "毛巾",
    "牙膏",
    "洗衣液",
    "抽纸",
    "脸盆",
    "保温杯",
    "雨伞",
    "鸡蛋",
    "白糖",
    "肥皂",
    "拖把",
)
LACKING = "淑芬芝莉芹媛婉瑛琳蕾颖茹斌毅彬"
"""Characters of names that the small model has no word for (voice.md 1)."""
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔"
    "钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛段雷侯龙史陶黎贺顾毛郝龚邵万钱严武戴莫孔向汤"
)
_RARE = "裴聂翟覃阎岑卞瞿蒲"
_GIVEN = (
    "秀英兰桂芳玉珍凤素华春梅国建军志强明德福生贵荣金水根土良友才永昌正平安和顺万发家宝祥忠义文光树山海龙云红霞丽艳"
    "琴菊花香莲美容妹仙巧"
)


def heads(count: int) -> list[str]:
    """`count` different heads of household; a fifth hold a character that the model lacks, some share their sound."""
    draw = random.Random(20260320)
    found: dict[str, None] = {}
    while len(found) < count:
        surname = draw.choice(_RARE) if draw.random() < 0.04 else draw.choice(_SURNAMES)
        given = draw.choice(_GIVEN) + (draw.choice(_GIVEN) if draw.random() < 0.85 else "")
        if draw.random() < 0.17:
            given = draw.choice((draw.choice(LACKING) + given[0], given[0] + draw.choice(LACKING)))
        found[surname + given] = None
    return list(found)


def village(count: int) -> Vocabulary:
    """The village with so many households."""
    items: dict[str, tuple[str, ...]] = {}
    for item in load_pack(packs_folder() / PACK).items:
        for said in sayings(item.title) if item.version_on(date(2026, 3, 20)) else ():
            items[said] = (*items.get(said, ()), item.code)
    named = enumerate(heads(count), 1)
    return Vocabulary(
        heads=tuple(Head(n, name, GROUPS[n % 9], syllables(name, surname=True)) for n, name in named),
        groups=GROUPS,
        goods={name: (n,) for n, name in enumerate(GOODS, 1)},
        items=items,
    )

"""The last gate before the synthesiser: no digit, no Latin letter and no symbol passes it.

espeak reads 2026年 as a quantity, drops a minus and a ¥, and says % and letters in English. Sentences of the
catalogue come here already in words; what cadres type (reasons, titles, names) does not. Inline pinyin with
its tone ("shan4 老师") is left alone: it is how a reading is given to espeak.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from re import Match, Pattern

from village.language.dates import read_clock, read_full, read_year
from village.language.numerals import LARGEST, read_digits, read_integer, read_number, read_points
from village.model.points import Points

_PINYIN = re.compile(
    r"(?<![A-Za-z0-9])(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:[iuüv]?[aoeiuüv](?:i|o|u|n|ng|r)?|[iuü]ao|uai|[iu]ang|iong)[1-5](?![A-Za-z0-9])"
)

_LETTERS = dict(
    zip(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        [
            "诶",
            "比",
            "西",
            "迪",
            "伊",
            "艾弗",
            "吉",
            "艾尺",
            "艾",
            "杰",
            "开",
            "艾勒",
            "艾姆",
            "恩",
            "欧",
            "批",
            "丘",
            "阿儿",
            "艾斯",
            "提",
            "优",
            "维",
            "达不溜",
            "艾克斯",
            "歪",
            "贼德",
        ],
        strict=True,
    )
)
_UNITS = {
    "mm": "毫米",
    "cm": "厘米",
    "km": "公里",
    "kg": "公斤",
    "ml": "毫升",
    "m2": "平方米",
    "g": "克",
    "m": "米",
    "l": "升",
}
_MEASURES = "个户次人分块元斤公条位家天年点袋桶瓶盒件张只桌岁遍小周门把双台包卷套份笔项名里吨亩米"
_SIGNS = {
    "%": "百分之",
    "&": "和",
    "=": "等于",
    "×": "乘",
    "÷": "除以",
    "°C": "度",
    "°": "度",
    "№": "号",
    "#": "号",
    "@": "，",
    "·": "，",
    "—": "，",
    "…": "，",
    "|": "，",
    "\n": "。",
    "(": "，",
    ")": "，",
    "[": "，",
    "]": "，",
    "【": "，",
    "】": "，",
    "〇": "零",
    "○": "零",
}
_STOPS = {",": "，", ".": "。", "?": "？", "!": "！", ":": "：", ";": "；"}
_SAID = re.compile(r"[^\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff，。？！、：； ]")
_PAUSES = re.compile(r"[，、 ]*([，。？！：；])[，。？！、：； ]*")


def speakable(text: str) -> str:
    """`text` in Chinese characters, pauses and inline pinyin only. Never raises; what has no sound is dropped."""
    text = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", text)
    text = unicodedata.normalize("NFKC", text.replace("№", "号"))
    text = text.replace("\N{MINUS SIGN}", "-").replace("\N{EN DASH}", "-").replace("\N{FRACTION SLASH}", "/")
    kept = _PINYIN.finditer(text)
    words, start = [], 0
    for reading in kept:
        words += [_say_plain(text[start : reading.start()]), f" {reading[0]} "]
        start = reading.end()
    words.append(_say_plain(text[start:]))
    joined = re.sub(r" {2,}", " ", "".join(words))
    return _PAUSES.sub(r"\1", joined).strip(" ，、：；")


def is_speakable(text: str) -> bool:
    """Whether `text` may go to the synthesiser as it stands."""
    return bool(text.strip()) and not _SAID.search(_PINYIN.sub("", text))


def _say_plain(text: str) -> str:
    for pattern, say in _FIGURES:
        text = pattern.sub(say, text)
    for sign, word in _SIGNS.items():
        text = text.replace(sign, word)
    text = re.sub(r"[A-Za-z]", lambda letter: _LETTERS[letter[0].upper()], text)
    for sign, stop in _STOPS.items():
        text = text.replace(sign, stop)
    return _SAID.sub("", text)


def _say_full_date(found: Match[str]) -> str:
    try:
        return read_full(date(int(found[1]), int(found[2]), int(found[3])))
    except ValueError:  # 2026-02-31 is no day: said digit by digit
        return read_digits(re.sub(r"\D", "", found[0]))


def _say_short_date(found: Match[str]) -> str:
    return f"{read_integer(int(found[1]))}月{read_integer(int(found[2]))}号"


def _say_clock(found: Match[str]) -> str:
    return read_clock(int(found[1]), int(found[2])) + ("到" if found[3] else "")


def _say_figure(found: Match[str]) -> str:
    return _figure(found[0])


def _figure(text: str) -> str:
    whole = text.partition(".")[0]
    long = len(whole) > 7 or int(whole) > LARGEST
    if long or (whole.startswith("0") and len(whole) > 1):
        return "点".join(read_digits(part) for part in text.split("."))
    return read_number(Decimal(text))


def _say_unit(found: Match[str]) -> str:
    return _counted(found[1]) + _UNITS[found[2].lower()]


def _counted(text: str) -> str:
    return "两" if text == "2" else _figure(text)


_Say = Callable[[Match[str]], str]
_NUMBER = r"\d+(?:\.\d+)?"
_FIGURES: tuple[tuple[Pattern[str], _Say], ...] = tuple(
    (re.compile(pattern), say)
    for pattern, say in (
        (r"(?<!\d)(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?(?!\d)", _say_full_date),
        (r"(?<!\d)(\d{1,2})月(\d{1,2})[日号]?(?!\d)", _say_short_date),
        (r"(?<!\d)(\d{4})年", lambda found: read_year(int(found[1]))),
        (r"(?<!\d)([01]?\d|2[0-4]):([0-5]\d)(?!\d)\s*([~～-](?=\s*\d))?", _say_clock),
        # Household numbers, telephones, anything with a leading zero: grouped digits, one by one.
        (
            r"(?<!\d)(?:0\d*|\d{2}(?=-\d{3}(?!\d))|\d{3,})(?:-\d{3,})+(?!\d)",
            lambda found: read_digits(found[0]),
        ),
        (
            r"(?<=[户编尾卡]号|号码|电话|手机|四位)([是为:： ]*)(\d+)",
            lambda found: found[1] + read_digits(found[2]),
        ),
        (rf"({_NUMBER})\s*%", lambda found: "百分之" + _figure(found[1])),
        (rf"(?<!\d)({_NUMBER})\s*[~～-]\s*(?={_NUMBER})", lambda found: _counted(found[1]) + "到"),
        (r"(?<![\d/])(\d+)/(\d+)(?![\d/])", lambda found: f"{_figure(found[2])}分之{_figure(found[1])}"),
        (r"\+\s*(?=\d)", lambda found: "加"),
        (r"-\s*(?=\d)", lambda found: "减"),
        (rf"¥\s*({_NUMBER})(?:元|块)?", lambda found: _counted(found[1]) + "元"),
        (r"(?<![\d.])(\d{1,7})\.50?分", lambda found: read_points(Points(int(found[1]) * 100 + 50))),
        (rf"({_NUMBER})\s*((?i:mm|cm|km|kg|ml|m2|g|m|l))(?![A-Za-z0-9])", _say_unit),
        (rf"(?<![第\d.])2(?=\s*(?:[{_MEASURES}]))", lambda found: "两"),
        (_NUMBER, _say_figure),
    )
)

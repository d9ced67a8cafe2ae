"""The last gate before the synthesiser: no digit, no Latin letter and no symbol passes it.

espeak reads 2026年 as a quantity, drops a minus and a ¥, and says % and letters in English. Sentences of the
catalogue come here already in words; what cadres type (reasons, titles, names) does not. Inline pinyin with
its tone ("shan4 老师") is left alone: it is how a reading is given to espeak.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from datetime import date
from decimal import Decimal
from pathlib import Path
from re import Match

from village.language.dates import read_clock, read_full, read_year
from village.language.numerals import read_count, read_digits, read_integer, read_number, read_points
from village.model.points import Points

_SYMBOLS = tomllib.loads(Path(__file__).with_name("symbols.toml").read_text(encoding="utf-8"))
_PINYIN = re.compile(
    r"(?<![A-Za-z0-9])(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:[iuüv]?[aoeiuüv](?:i|o|u|n|ng|r)?|[iuü]ao|uai|[iu]ang|iong)[1-5](?![A-Za-z0-9])"
)
_UNSAID = re.compile(r"[^\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff，。？！、：； ]")
_PLAIN = re.compile(r"[\u3400-\u9fff，。？！、：； ]*")  # nothing to put into words: most sentences of the catalogue
_STOPS = str.maketrans({",": "，", ".": "。", "?": "？", "!": "！", ":": "：", ";": "；", "\n": "。"})
_BREAKS = re.compile(r"[()\[\]【】《》<>|·—@_…/\\~～-]+")
_PAUSES = re.compile(r"[，、 ]*([，。？！：；])[，。？！、：； ]*")
_NUMBER = r"\d+(?:\.\d+)?"
_LONG = 7  # a longer row of digits is a number of something, not an amount: said digit by digit


def speakable(text: str) -> str:
    """`text` in Chinese characters, pauses and inline pinyin only. Never raises: what has no sound is dropped."""
    if not _PLAIN.fullmatch(text):
        text = _worded(text)
    return _PAUSES.sub(r"\1", re.sub(r" {2,}", " ", text)).strip(" ，、：；")


def _worded(text: str) -> str:
    """Figures, letters and symbols in words."""
    text = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", text)
    text = unicodedata.normalize("NFKC", text.replace("№", "号"))
    text = text.replace("\N{MINUS SIGN}", "-").replace("\N{EN DASH}", "-").replace("\N{FRACTION SLASH}", "/")
    text = re.sub(r"\d", lambda digit: str(unicodedata.decimal(digit[0])), text)  # other scripts' digits too
    words, start = "", 0
    for reading in _PINYIN.finditer(text):
        words += f"{_say(text[start : reading.start()])} {reading[0]} "
        start = reading.end()
    return words + _say(text[start:])


def is_speakable(text: str) -> bool:
    """Whether `text` may go to the synthesiser as it stands."""
    return bool(text.strip()) and not _UNSAID.search(_PINYIN.sub("", text))


def _say(text: str) -> str:
    """Text without inline pinyin. The order matters: what a figure belongs to is seen before the figure."""
    for say in (_say_dates, _say_rows, _say_amounts):
        text = say(text)
    for sign, word in _SYMBOLS["signs"].items():
        text = text.replace(sign, word)
    text = re.sub(r"[A-Za-z]", lambda letter: str(_SYMBOLS["letters"][letter[0].upper()]), text)
    return _UNSAID.sub("", _BREAKS.sub("，", text).translate(_STOPS))


def _say_dates(text: str) -> str:
    """2026-03-15, 3月15日, 2026年, 08:30, 9:00-11:00."""
    text = re.sub(r"(?<!\d)(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})(?!\d)[日号]?", _full_date, text)
    text = re.sub(
        r"(?<!\d)(\d{1,2})月(\d{1,2})(?!\d)[日号]?",
        lambda found: f"{read_integer(int(found[1]))}月{read_integer(int(found[2]))}号",
        text,
    )
    text = re.sub(r"(?<!\d)(\d{4})年", lambda found: read_year(int(found[1])), text)
    clock = r"(?<!\d)([01]?\d|2[0-4]):([0-5]\d)(?!\d)\s*([~～-](?=\s*\d))?"
    return re.sub(
        clock,
        lambda found: read_clock(int(found[1]), int(found[2])) + ("到" if found[3] else ""),
        text,
    )


def _full_date(found: Match[str]) -> str:
    try:
        return read_full(date(int(found[1]), int(found[2]), int(found[3])))
    except ValueError:  # 2026-02-31 is no day: said digit by digit
        return read_digits(re.sub(r"\D", "", found[0]))


def _say_rows(text: str) -> str:
    """Digits that are no amount, one by one: 03-017, 138****5678, 0513-8812345, 户号1204."""
    grouped = r"(?<!\d)(?:0\d*|\d{2}(?=-\d{3}(?!\d))|\d{3,})(?:-\d{3,})+(?!\d)"
    text = re.sub(grouped, lambda found: read_digits(found[0]), text)
    text = re.sub(r"(\d+)\*+(\d+)", lambda found: f"{read_digits(found[1])}，{read_digits(found[2])}", text)
    named = r"((?:[户编尾卡]号|号码|电话|手机|四位)[是为:： ]*)(\d+)"
    return re.sub(named, lambda found: found[1] + read_digits(found[2]), text)


def _say_amounts(text: str) -> str:
    """捡垃圾×2, 50%, 5-10, 2/3, +5, -5, ¥126, 2.5分, 5kg, 2户, 10000."""
    times = rf"(?<=[^\d\s.])×(\d{{1,{_LONG}}})(?!\s*[\d.A-Za-z米])"
    text = re.sub(times, lambda found: f"，{read_count(int(found[1]))}次", text)
    text = re.sub(rf"({_NUMBER})\s*%", lambda found: "百分之" + _figure(found[1]), text)
    text = re.sub(rf"(?<!\d)({_NUMBER})\s*[~～-]\s*(?={_NUMBER})", lambda found: _counted(found[1]) + "到", text)
    text = re.sub(
        r"(?<![\d/])(\d+)/(\d+)(?![\d/])",
        lambda found: f"{_figure(found[2])}分之{_figure(found[1])}",
        text,
    )
    text = re.sub(r"-\s*(?=\d)", "减", re.sub(r"\+\s*(?=\d)", "加", text))
    text = re.sub(rf"¥\s*({_NUMBER})(?:元|块)?", lambda found: _counted(found[1]) + "元", text)
    text = re.sub(
        rf"(?<![\d.])(\d{{1,{_LONG}}})\.50?分",
        lambda found: read_points(Points(int(found[1]) * 100 + 50)),
        text,
    )
    units = "|".join(_SYMBOLS["units"])
    text = re.sub(rf"({_NUMBER})\s*((?i:{units}))(?![A-Za-z0-9])", _measured, text)
    text = re.sub(rf"(?<![第\d.])2(?=\s*[{_SYMBOLS['measures']['words']}])", read_count(2), text)
    return re.sub(_NUMBER, lambda found: _figure(found[0]), text)


def _measured(found: Match[str]) -> str:
    return _counted(found[1]) + str(_SYMBOLS["units"][found[2].lower()])


def _counted(figure: str) -> str:
    return read_count(2) if figure == "2" else _figure(figure)


def _figure(figure: str) -> str:
    whole = figure.partition(".")[0]
    if len(whole) > _LONG or (whole.startswith("0") and len(whole) > 1):
        return "点".join(read_digits(part) for part in figure.split("."))
    return read_number(Decimal(figure))

"""A household (户), its members, and the card it carries."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Self

from village.errors import VillageError

# Crockford's digits without Z: no I, L, O, U, nothing to be misread, and 31 of them, a prime, for the
# check digit. ASCII only: a scanner types like a keyboard, and a Chinese input method would turn anything
# else into words (office.md D.3).
_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXY"
_CARD = re.compile(rf"XY[{_DIGITS}]{{9}}")


@dataclass(frozen=True, slots=True)
class CardNumber:
    """The opaque number on a household's card: XY, eight random digits, one check digit."""

    text: str

    @classmethod
    def parse(cls, scanned: str) -> Self:
        """Read what a scanner typed. Raises `card_damaged` when the check digit does not fit."""
        text = scanned.strip().upper().replace("O", "0").replace("I", "1").replace("L", "1")
        if not _CARD.fullmatch(text) or _check_digit(text[2:-1]) != text[-1]:
            raise VillageError("card_damaged")
        return cls(text)

    @classmethod
    def draw(cls) -> Self:
        """A new random number (39 bits: not to be guessed at a kiosk that slows guessing)."""
        body = "".join(secrets.choice(_DIGITS) for _ in range(8))
        return cls(f"XY{body}{_check_digit(body)}")

    def __str__(self) -> str:
        return self.text


def _check_digit(body: str) -> str:
    """Weighted sum modulo 31, a prime: finds every single wrong digit and every swap of neighbours."""
    total = sum(weight * _DIGITS.index(digit) for weight, digit in enumerate(body, start=2))
    return _DIGITS[total % 31]


class Residence(StrEnum):
    """Where a household lives (人口类型, DZ-04, DZ-05, YK-05)."""

    LOCAL = "local"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Household:
    """One account (一房一户, YK-05): all members' points roll up into it.

    `number` is the 户号 with its zeros (03-017), `group` the 组/社/网格, `reading` how the head's name
    is said where that differs (inline pinyin such as "shan4"), `initials` and `pinyin` are for search.
    `phone` is complete here and masked wherever it is shown; `closed` is the day the account ended.
    """

    id: int
    number: str
    head: str
    group: str
    enrolled: date
    dwelling: str = ""
    phone: str = ""
    residence: Residence = Residence.LOCAL
    months_home: int = 12
    opted_in: bool | None = None
    reading: str = ""
    initials: str = ""
    pinyin: str = ""
    closed: date | None = None
    has_pin: bool = False

    @property
    def surname(self) -> str:
        """The family name: two characters for the double surnames, else one."""
        return self.head[:2] if self.head[:2] in DOUBLE_SURNAMES else self.head[:1]

    @property
    def masked_phone(self) -> str:
        """138****5678 (office.md D.4)."""
        return f"{self.phone[:3]}****{self.phone[-4:]}" if len(self.phone) >= 7 else ""


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a household; what they do counts for it (DZ-06, YK-05). `former` are the names they had before."""

    id: int
    household_id: int
    name: str
    relation: str = ""
    former: tuple[str, ...] = ()

    def renamed(self, name: str) -> Member:
        """The person under another name; the one before is not forgotten."""
        if name == self.name:
            return self
        return replace(self, name=name, former=tuple(dict.fromkeys((*self.former, self.name))))


DOUBLE_SURNAMES = frozenset(
    (
        *(
            "欧阳",
            "司马",
            "上官",
            "诸葛",
            "尉迟",
            "夏侯",
            "皇甫",
            "东方",
            "令狐",
            "慕容",
            "公孙",
            "司徒",
            "端木",
        ),
        *(
            "百里",
            "南宫",
            "长孙",
            "宇文",
            "司空",
            "万俟",
            "闻人",
            "澹台",
            "淳于",
            "单于",
            "太史",
            "申屠",
            "轩辕",
        ),
        *("钟离",),
    )
)

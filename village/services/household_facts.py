"""What may stand in the roll: the facts of a household, new or changed, made clean or refused."""

from __future__ import annotations

import re
from dataclasses import replace

from village.errors import VillageError
from village.language import numerals, pinyin
from village.model.household import Household
from village.store import Store
from village.store import households as rows

NAME_LIMIT = 30
_NUMBER = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]{0,11}")
_INITIAL = r"(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?"
_FINAL = r"(?:[aeo]i?|ao|ou|[ae]ng?|er|ong|i[aeu]?|iao|ian|ing?|iang|iong|u[aoien]?|uai|uang?|(?:ü|v|u:)(?:e|n|an)?)"
_SYLLABLE = rf"(?:{_INITIAL}{_FINAL}[1-5]|[㐀-鿿豈-﫿𠀀-𲎯])"
_READING = re.compile(rf"{_SYLLABLE}(?: ?{_SYLLABLE})*")


def checked(store: Store, household: Household) -> Household:
    """The household with clean facts and its spelling for search.

    Raises what `plain` raises, and `dwelling_taken` when another open account lives there (YK-05: one dwelling, one
    account).
    """
    clean = plain(household)
    spelt = pinyin.spell(clean.head, clean.reading)
    other = rows.by_dwelling(store, clean.dwelling) if clean.dwelling else None
    if other and other.id != household.id:
        raise VillageError("dwelling_taken", dwelling=clean.dwelling)
    return replace(clean, pinyin=spelt.full, initials=spelt.initials)


def plain(household: Household) -> Household:
    """The household with clean facts, whoever else there is.

    Raises `name_empty`, `name_wrong`, `name_too_long`, `number_wrong`, `group_missing`, `reading_wrong`, `phone_wrong`.
    """
    name, group = person(household.head), _line(household.group)
    if household.number and not _NUMBER.fullmatch(household.number):
        raise VillageError("number_wrong")
    if not group:
        raise VillageError("group_missing")
    return replace(
        household,
        head=name,
        group=group,
        dwelling=_line(household.dwelling),
        phone=_phone(household.phone),
        reading=_reading(household.reading, name),
    )


def person(name: str) -> str:
    """A person's name without needless blanks. Raises `name_empty`, `name_wrong`, `name_too_long`."""
    clean = " ".join(name.split())
    if not clean or not any(character.isalpha() for character in clean):
        raise VillageError("name_empty")
    if len(clean) > NAME_LIMIT:
        raise VillageError("name_too_long", count=NAME_LIMIT)
    # Letters of any script (rare characters are letters too), and the dots and strokes of names.
    if any(not (character.isalnum() or character in " ·•.-'") for character in clean):
        raise VillageError("name_wrong")
    return clean


def group_prefix(store: Store, group: str) -> str:
    """The beginning of a group's house numbers: 三组 -> 03; what the group has already, if it has any."""
    known = rows.first_number(store, group)
    if known:
        return known.split("-")[0]
    named = re.match(r"\d+|[一二三四五六七八九十]+", group)
    if not named:
        return f"{len(rows.groups(store)) + 1:02d}"
    number = int(named[0]) if named[0].isdecimal() else numerals.parse_number(named[0])
    return f"{number:02d}"


def _line(text: str) -> str:
    """On one line, without what cannot be seen."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def _reading(reading: str, name: str) -> str:
    """Characters of the same sound, or pinyin with its tones, for as many characters as the name has at most."""
    clean = _line(reading).lower()
    if clean and not (_READING.fullmatch(clean) and len(re.findall(_SYLLABLE, clean)) <= len(name)):
        raise VillageError("reading_wrong")
    return clean


def _phone(phone: str) -> str:
    digits = re.sub(r"[\s-]", "", phone)
    if digits and not re.fullmatch(r"\+?\d{5,15}", digits):
        raise VillageError("phone_wrong")
    return digits

"""What this village can be asked about by name: its heads of household, groups, goods and items, as they are said."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, lru_cache
from typing import TypeVar

import rules
from rules import Item, Pack
from village import clock
from village.errors import VillageError
from village.language import speakable
from village.language.sentences import Book, book
from village.language.sounds import Confusions, Syllable, read_confusions, syllables, usual
from village.model.goods import Goods
from village.model.household import Household
from village.model.localism import Localism, LocalismKind
from village.services import goods, localisms, rulebook
from village.store import Store, acts
from village.store import households as roll

Value = TypeVar("Value")

SOUNDS = "sounds.toml"
"""A pack's own file of what its region does not tell apart, beside pack.toml."""
_SHORTEST = 2  # characters of a part of a title that may stand for the whole
_MARKS = re.compile(r"[^\u4e00-\u9fff]+")
_SIZE = re.compile(r"[（(].*|\d.*")


@dataclass(frozen=True, slots=True)
class Head:
    """A head of household as people call them, and how that sounds."""

    household_id: int
    name: str
    group: str
    sound: tuple[Syllable, ...]


@dataclass(frozen=True)
class Vocabulary:
    """What may fill the open parts of a sentence. `goods` and `items` are ids and codes by what they are called."""

    heads: tuple[Head, ...] = ()
    groups: tuple[str, ...] = ()
    goods: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    items: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    confusions: Confusions = field(default_factory=usual)
    groups_called: Mapping[str, str] = field(default_factory=dict)
    """Groups by what people here call them besides: 三队 for 三组."""
    sentences: Mapping[str, str] = field(default_factory=dict)
    """Intents by the village's own sentences."""

    @cached_property
    def book(self) -> Book:
        """All sentences that are known here."""
        return book().joined(self.sentences) if self.sentences else book()

    def group(self, said: str) -> str:
        """The group that is called so."""
        return self.groups_called.get(said, said)

    @cached_property
    def by_name(self) -> dict[str, list[Head]]:
        """The heads by their names."""
        return _grouped((head.name, head) for head in self.heads)

    @cached_property
    def by_sound(self) -> dict[str, list[Head]]:
        """The heads by how their names sound, tones aside."""
        return _grouped((_plain(head.sound), head) for head in self.heads)

    @cached_property
    def slots(self) -> dict[str, Collection[str]]:
        """For recognisers and `match`."""
        groups = dict.fromkeys((*self.groups, *self.groups_called))
        return {"name": self.by_name, "group": groups, "goods": self.goods, "item": self.items}

    def alike(self, head: Head) -> list[Head]:
        """All who are called by that sound."""
        return self.by_sound[_plain(head.sound)]


def of(store: Store) -> Vocabulary:
    """This village's today; worked out anew once anything was done in it."""
    return _of(store, acts.last_id(store), clock.today())


def sayings(title: str) -> tuple[str, ...]:
    """How a title is said: as a whole without its marks, and each of its parts between them."""
    parts = [part for part in _MARKS.split(title) if len(part) >= _SHORTEST]
    return tuple(dict.fromkeys(("".join(parts), *parts))) if parts else ()


@lru_cache(maxsize=4)
def _of(store: Store, _acts: int, today: date) -> Vocabulary:
    groups = [group for group, _ in roll.groups(store)]
    everybody = [household for group in groups for household in roll.in_group(store, group)]
    try:
        pack = rulebook.rules_on(store, today)
    except VillageError:
        pack = None
    plain = Vocabulary(
        heads=tuple(_head(household) for household in everybody),
        groups=tuple(groups),
        goods=_calls((said, each.id) for each in _shelf(store, pack) for said in _goods(each.name)),
        items=_calls((said, each.code) for each in _items(pack, today) for said in sayings(each.title)),
        confusions=_confusions(pack),
    )
    return with_localisms(plain, localisms.standing(store))


def with_localisms(plain: Vocabulary, more: Collection[Localism]) -> Vocabulary:
    """With what people here say besides; a word for what the village does not have now is not listened for."""
    own = {kind: {one.said: one.meant for one in more if one.kind is kind} for kind in LocalismKind}
    called, deeds, groups = own[LocalismKind.GOODS], own[LocalismKind.ITEM], own[LocalismKind.GROUP]
    return replace(
        plain,
        goods={**{said: plain.goods[meant] for said, meant in called.items() if meant in plain.goods}, **plain.goods},
        items={**{said: plain.items[meant] for said, meant in deeds.items() if meant in plain.items}, **plain.items},
        groups_called={said: meant for said, meant in groups.items() if meant in plain.groups},
        sentences=own[LocalismKind.INTENT],
    )


def _head(household: Household) -> Head:
    name = _MARKS.sub("", household.head)
    return Head(household.id, name, household.group, syllables(name, reading=_pinyin(household.reading), surname=True))


def _pinyin(reading: str) -> str:
    """A reading in pinyin; one in other characters is for the mouth."""
    return reading if reading.isascii() else ""


def _goods(name: str) -> tuple[str, ...]:
    """With and without how much of it: 酱油500毫升 is 酱油五百毫升, and 酱油."""
    return tuple(dict.fromkeys(said for text in (_SIZE.sub("", name), speakable(name)) for said in sayings(text)[:1]))


def _shelf(store: Store, pack: Pack | None) -> Iterable[Goods]:
    for each in goods.all_of(store):
        try:
            if pack:
                goods.check_allowed(pack, each)
                yield each
        except VillageError:
            continue  # not for a household's eyes


def _items(pack: Pack | None, today: date) -> list[Item]:
    return [each for each in pack.items if each.version_on(today)] if pack else []


def _confusions(pack: Pack | None) -> Confusions:
    file = rules.packs_folder() / pack.id / SOUNDS if pack else None
    if file is None or not file.is_file():
        return usual()
    return usual().joined(read_confusions(file.read_text(encoding="utf-8")))


def _calls(pairs: Iterable[tuple[str, Value]]) -> dict[str, tuple[Value, ...]]:
    return {said: tuple(meant) for said, meant in _grouped(pairs).items()}


def _grouped(pairs: Iterable[tuple[str, Value]]) -> dict[str, list[Value]]:
    found: dict[str, list[Value]] = {}
    for said, meant in pairs:
        found.setdefault(said, []).append(meant)
    return found


def _plain(sound: Iterable[Syllable]) -> str:
    return " ".join(each.plain for each in sound)

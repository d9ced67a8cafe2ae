"""The household roll: enrol, find, members, cards."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from village import clock
from village.errors import VillageError
from village.language import numerals, pinyin
from village.model.entry import Draft, Entry, Kind
from village.model.household import CardNumber, Household, Member, Residence
from village.model.points import Points
from village.services import ledger, rulebook
from village.store import Store, acts
from village.store import households as rows

NAME_LIMIT = 30


def enrol(
    store: Store,
    *,
    head: str,
    group: str,
    actor: str,
    number: str = "",
    enrolled: date | None = None,
    dwelling: str = "",
    phone: str = "",
    residence: Residence = Residence.LOCAL,
    months_home: int = 12,
    opted_in: bool | None = None,
    reading: str = "",
) -> Household:
    """Register a household, give it its number and, where the rules grant one, its base points (YK-11).

    Without `number` the next free one of the group is taken. Raises `name_empty`, `name_wrong`, `name_too_long`,
    `group_missing`, `phone_wrong`, `number_taken`, `dwelling_taken`.
    """
    household = Household(
        id=0,
        number=number.strip(),
        head=_name(head),
        group=group.strip(),
        enrolled=enrolled or clock.today(),
        dwelling=dwelling.strip(),
        phone=_phone(phone),
        residence=residence,
        months_home=months_home,
        opted_in=opted_in,
        reading=reading.strip(),
    )
    if not household.group:
        raise VillageError("group_missing")
    with store.transaction():
        return _register(store, _spelt(household), actor=actor)


def get(store: Store, household_id: int) -> Household:
    """One household. Raises `unknown_household`."""
    household = rows.get(store, household_id)
    if household is None:
        raise VillageError("unknown_household")
    return household


def by_card(store: Store, scanned: str) -> Household:
    """The household a scanned card opens. Raises `card_damaged`, `card_unknown`, `card_stopped`, `account_closed`."""
    found = rows.by_card(store, str(CardNumber.parse(scanned)))
    if found is None:
        raise VillageError("card_unknown")
    household, valid = found
    if not valid:
        raise VillageError("card_stopped")
    if household.closed:
        raise VillageError("account_closed", head=household.head)
    return household


def by_digits(store: Store, digits: str) -> list[Household]:
    """Open households with this 户号 (dash left out) or this phone tail: one, several, or none."""
    clean = re.sub(r"\D", "", digits)
    found = {household.id: household for household in rows.by_digits(store, clean)} if clean else {}
    if len(clean) == 4:
        found |= {household.id: household for household in rows.by_phone_tail(store, clean)}
    return [household for household in found.values() if household.closed is None]


def groups(store: Store) -> list[tuple[str, int]]:
    """(group, open households) in house order."""
    return rows.groups(store)


def surnames(store: Store, group: str) -> list[tuple[str, int]]:
    """(surname, households) of a group, most frequent first."""
    counted: dict[str, int] = {}
    for household in rows.in_group(store, group):
        counted[household.surname] = counted.get(household.surname, 0) + 1
    return sorted(counted.items(), key=lambda pair: -pair[1])


def of_surname(store: Store, group: str, surname: str) -> list[Household]:
    """A group's open households of one surname, in house order."""
    return [household for household in rows.in_group(store, group) if household.surname == surname]


def search(store: Store, text: str, *, limit: int = 50, offset: int = 0) -> list[Household]:
    """By pinyin initials, pinyin, name, 户号, group, dwelling or phone tail; closed accounts last."""
    return rows.search(store, text.strip(), limit=limit, offset=offset)


def count(store: Store) -> int:
    """Open households."""
    return rows.count(store)


def members(store: Store, household_id: int) -> list[Member]:
    """The household's people."""
    return rows.members(store, household_id)


def add_member(store: Store, household_id: int, *, name: str, relation: str, actor: str) -> None:
    """One more person of the household. Raises `name_empty`, `name_wrong`, `name_too_long`."""
    clean = _name(name)
    with store.transaction():
        get(store, household_id)
        rows.add_member(store, household_id=household_id, name=clean, relation=relation.strip()[:10])
        acts.append(
            store, at=clock.now(), actor=actor, act="add_member", subject=f"household:{household_id}", detail=clean
        )


def issue_card(store: Store, household_id: int, *, actor: str) -> CardNumber:
    """A new card; an older one of the household stops opening the account."""
    card = CardNumber.draw()
    with store.transaction():
        get(store, household_id)
        now = clock.now()
        rows.add_card(store, str(card), household_id=household_id, at=now)
        acts.append(store, at=now, actor=actor, act="issue_card", subject=f"household:{household_id}")
    return card


def card_of(store: Store, household_id: int) -> CardNumber | None:
    """The household's valid card, if it has one."""
    text = rows.card_of(store, household_id)
    return CardNumber(text) if text else None


def _register(store: Store, household: Household, *, actor: str) -> Household:
    if not household.number:
        household = replace(household, number=rows.next_number(store, _prefix(store, household.group)))
    elif rows.by_number(store, household.number):
        raise VillageError("number_taken", number=household.number)
    if household.dwelling and _same_dwelling(store, household):
        raise VillageError("dwelling_taken", dwelling=household.dwelling)
    household = replace(household, id=rows.add(store, household))
    rows.add_member(store, household_id=household.id, name=household.head, relation="户主")
    subject = f"household:{household.id}"
    acts.append(store, at=clock.now(), actor=actor, act="enrol", subject=subject, detail=household.number)
    _grant_base(store, household, actor=actor)
    return household


def _grant_base(store: Store, household: Household, *, actor: str) -> Entry | None:
    """Base points at registration, where the rules grant them and the village chose how many (YK-11)."""
    setting = rulebook.rules_on(store, household.enrolled).setting("base_points")
    if not isinstance(setting.value, int):
        return None
    adopted = rulebook.in_force(store, household.enrolled)
    draft = Draft(
        household_id=household.id,
        kind=Kind.BASE,
        points=Points(setting.value),
        period=f"{household.enrolled:%Y-%m}",
        occurred_on=household.enrolled,
        actor=actor,
        pack=adopted.pack,
        digest=adopted.digest,
        clause=setting.clause,
        source="enrol",
    )
    return ledger.post(store, draft)


def _name(head: str) -> str:
    name = " ".join(head.split())
    if not name or not any(character.isalpha() for character in name):
        raise VillageError("name_empty")
    if len(name) > NAME_LIMIT:
        raise VillageError("name_too_long", count=NAME_LIMIT)
    # Letters of any script (rare characters are letters too), and the dots and strokes of names.
    if any(not (character.isalnum() or character in " ·•.-'") for character in name):
        raise VillageError("name_wrong")
    return name


def _phone(phone: str) -> str:
    digits = re.sub(r"[\s-]", "", phone)
    if digits and not re.fullmatch(r"\+?\d{5,15}", digits):
        raise VillageError("phone_wrong")
    return digits


def _spelt(household: Household) -> Household:
    spelt = pinyin.spell(household.head, household.reading)
    return replace(household, pinyin=spelt.full, initials=spelt.initials)


def _prefix(store: Store, group: str) -> str:
    known = rows.in_group(store, group)
    if known:
        return known[0].number.split("-")[0]
    named = re.match(r"\d+|[一二三四五六七八九十]+", group)
    number = numerals.parse_number(named[0]) if named else len(rows.groups(store)) + 1
    return f"{number:02d}"


def _same_dwelling(store: Store, household: Household) -> list[Household]:
    near = rows.search(store, household.dwelling, limit=20, offset=0)
    return [other for other in near if other.dwelling == household.dwelling and other.closed is None]

"""The household roll: enrol, find, members, cards."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from village import clock
from village.errors import VillageError
from village.model.entry import Draft, Kind
from village.model.household import CardNumber, Household, Member, Residence
from village.model.period import month_of
from village.model.points import ZERO, Points
from village.services import choices, household_facts, ledger, moves, rulebook
from village.store import Store, acts, cards
from village.store import households as rows
from village.store import members as people

# What the roll says was changed; the facts themselves stay out of the record of acts.
_AMENDED = ("head", "group", "dwelling", "phone", "residence", "months_home", "opted_in", "reading", "enrolled")


HEAD = "户主"  # the relation of the head to itself, as the roll writes it


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
    base: Points | None = None,
) -> Household:
    """Register a household, give it its number and, where the rules grant one, its base points (YK-11).

    Without `number` the next free one of the group is taken, without `base` what the village grants. Raises
    `choice_missing` (the village has not decided on its base points), `name_empty`, `name_wrong`, `name_too_long`,
    `group_missing`, `phone_wrong`, `number_taken`, `dwelling_taken`.
    """
    household = Household(
        id=0,
        number=number.strip(),
        head=head,
        group=group,
        enrolled=enrolled or clock.today(),
        dwelling=dwelling,
        phone=phone,
        residence=residence,
        months_home=months_home,
        opted_in=opted_in,
        reading=reading,
    )
    with store.transaction():
        return _register(store, household_facts.checked(store, household), actor=actor, base=base)


def amend(store: Store, household: Household, *, actor: str) -> Household:
    """Write a known household's facts anew; its number and its lines stay. Raises as `enrol` and `account_closed`."""
    with store.transaction():
        known = get(store, household.id)
        if known.closed:
            raise VillageError("account_closed", head=known.head)
        changed = household_facts.checked(store, replace(household, number=known.number))
        rows.save(store, changed)
        _rename_head(store, known, changed.head)
        names = [name for name in _AMENDED if getattr(known, name) != getattr(changed, name)]
        subject = f"household:{known.id}"
        acts.append(store, at=clock.now(), actor=actor, act="amend", subject=subject, detail=", ".join(names))
    return changed


def take_out(store: Store, household_id: int, *, reason: str, actor: str) -> None:
    """The account ends as if it had never begun, since its list was taken back: its base points go back, and its number
    is free for the list that is handed in again. Raises `unknown_household`."""
    with store.transaction():
        household = get(store, household_id)
        for line in moves.live(store, household.id):
            if line.kind is Kind.BASE:
                ledger.reverse(store, seq=line.seq, reason=reason, actor=actor)
        for member in people.of_household(store, household.id):
            people.remove(store, member.id, on=clock.today())
        rows.close(store, household.id, on=clock.today())
        acts.append(store, at=clock.now(), actor=actor, act="take_out", subject=f"household:{household.id}")


def take_up(store: Store, household: Household, *, actor: str, base: Points | None = None) -> Household:
    """An account that was taken out begins anew under its number, as `enrol` begins one. Raises as `enrol`."""
    with store.transaction():
        rows.reopen(store, household.id)
        checked = replace(household_facts.checked(store, household), closed=None)
        rows.save(store, checked)
        return _begin(store, checked, act="take_up", actor=actor, base=base)


def get(store: Store, household_id: int) -> Household:
    """One household. Raises `unknown_household`."""
    household = store.kept(("household", household_id), lambda: rows.get(store, household_id))
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
    """Open households with this 户号 (dash left out) or this phone tail: one, several, or none.

    Raises `account_closed` when only a closed account has this 户号.
    """
    clean = re.sub(r"\D", "", digits)
    found = {household.id: household for household in rows.by_digits(store, clean)} if clean else {}
    if len(clean) == 4:
        found |= {household.id: household for household in rows.by_phone_tail(store, clean)}
    still_open = [household for household in found.values() if household.closed is None]
    if found and not still_open:
        raise VillageError("account_closed", head=next(iter(found.values())).head)
    return still_open


def groups(store: Store) -> list[tuple[str, int]]:
    """(group, open households) in house order."""
    return list(store.kept("groups", lambda: rows.groups(store)))


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
    return people.of_household(store, household_id)


def add_member(store: Store, household_id: int, *, name: str, relation: str, actor: str) -> None:
    """One more person of the household. Raises `name_empty`, `name_wrong`, `name_too_long`."""
    clean = household_facts.person(name)
    with store.transaction():
        get(store, household_id)
        people.add(store, household_id=household_id, name=clean, relation=relation.strip()[:10])
        acts.append(
            store, at=clock.now(), actor=actor, act="add_member", subject=f"household:{household_id}", detail=clean
        )


def issue_card(store: Store, household_id: int, *, actor: str, card: CardNumber | None = None) -> CardNumber:
    """A new card, `card` where one is already printed; an older one of the household stops opening the account."""
    card = card or CardNumber.draw()
    with store.transaction():
        get(store, household_id)
        now = clock.now()
        cards.add(store, str(card), household_id=household_id, at=now)
        acts.append(store, at=now, actor=actor, act="issue_card", subject=f"household:{household_id}")
    return card


def card_of(store: Store, household_id: int) -> CardNumber | None:
    """The household's valid card, if it has one."""
    text = cards.of_household(store, household_id)
    return CardNumber(text) if text else None


def _register(store: Store, household: Household, *, actor: str, base: Points | None) -> Household:
    if not household.number:
        household = replace(
            household, number=rows.next_number(store, household_facts.group_prefix(store, household.group))
        )
    elif rows.by_number(store, household.number):
        raise VillageError("number_taken", number=household.number)
    made = replace(household, id=rows.add(store, household))
    return _begin(store, made, act="enrol", actor=actor, base=base)


def _begin(store: Store, household: Household, *, act: str, actor: str, base: Points | None) -> Household:
    people.add(store, household_id=household.id, name=household.head, relation=HEAD)
    subject = f"household:{household.id}"
    acts.append(store, at=clock.now(), actor=actor, act=act, subject=subject, detail=household.number)
    _grant_base(store, household, actor=actor, points=base)
    return household


def _grant_base(store: Store, household: Household, *, actor: str, points: Points | None) -> None:
    """Base points at registration, where the rules grant them and the village chose how many (YK-11)."""
    pack = rulebook.rules_on(store, household.enrolled)
    if points is None:
        granted = choices.word(pack, "base_grant") != "none"
        points = Points(choices.hundredths(pack, "base_points")) if granted else ZERO
    if not points:
        return
    draft = Draft(
        household_id=household.id,
        kind=Kind.BASE,
        points=points,
        period=month_of(household.enrolled),
        occurred_on=household.enrolled,
        actor=actor,
        pack=pack.id,
        digest=pack.digest,
        clause=pack.setting("base_points").clause,
        source="enrol",
    )
    ledger.post(store, draft)


def _rename_head(store: Store, known: Household, name: str) -> None:
    """The head stands among the members too; where somebody else of them becomes the head, nobody is renamed."""
    family = people.of_household(store, known.id)
    if all(one.name != name for one in family):
        for one in family:
            if one.name == known.head and one.relation == HEAD:
                people.save(store, one.renamed(name))

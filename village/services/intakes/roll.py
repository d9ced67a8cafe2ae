"""The roll of households as a table: looked over against the book, and taken in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rules import Pack
from village import clock
from village.errors import VillageError
from village.model.household import CardNumber, Household, Residence
from village.model.intake import Made
from village.services import household_facts, households, participation, refusals
from village.services.intakes import family, values
from village.services.intakes.titled import Line, Table, columns_of
from village.store import Store, cards, intakes
from village.store import households as rows
from village.store import members as people

_FACTS = ("head", "group", "phone", "residence", "dwelling", "months_home", "opted_in", "reading", "enrolled")
_REFUSED = {"name": "head", "number": "number", "group": "group", "reading": "reading", "phone": "phone"}
_DAY = re.compile(r"\d{4}-\d\d-\d\d.*")
_RESIDENCES = {
    **dict.fromkeys(("", "户籍", "常住", "本地", "本村", "local"), Residence.LOCAL),
    **dict.fromkeys(("外来", "外地", "流动", "外来户", "outside"), Residence.OUTSIDE),
}
_WISHES = {
    "": None,
    **dict.fromkeys(("是", "参加", "愿意", "√", "✓", "TRUE"), True),
    **dict.fromkeys(("否", "不参加", "不愿意", "×", "FALSE"), False),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A household of the table. `known` is the account's id, 0 for a new one; `again` says that it ended with a table
    that was taken back; `given` are the facts that the table writes, `changes` those that differ from the roll's."""

    line: int
    head: str
    group: str
    number: str = ""
    phone: str = ""
    residence: Residence = Residence.LOCAL
    dwelling: str = ""
    months_home: int = 12
    opted_in: bool | None = None
    reading: str = ""
    enrolled: date | None = None
    members: tuple[tuple[str, str], ...] = ()
    card: str = ""
    known: int = 0
    again: bool = False
    given: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()

    @property
    def idle(self) -> bool:
        """Whether all of it is in the roll already."""
        return bool(self.known and not self.again and not self.changes)


def look(store: Store | None, table: Table, told: Callable[[int, int], None]) -> tuple[Row, ...]:
    """The households of the table; what is doubtful is noted in its `faults`. No `store`: there is no village yet."""
    book = _Book(store)
    found = []
    families = list(family.of(table))
    for place, (line, members) in enumerate(families):
        before = len(table.faults)
        row = _read(table, line, members)
        if row:
            row = book.placed(table, line, row)
        if row and len(table.faults) == before:
            found.append(row)
        told(place, len(families))
    return tuple(found)


def fits(titles: Sequence[str]) -> bool:
    """Whether a row of titles is one of such a table."""
    found = columns_of("roll", titles)
    return "head" in found and bool(found.keys() & {"group", "number"}) and "item" not in columns_of("scores", titles)


def take(store: Store, row: Row, *, pack: Pack, actor: str) -> Iterator[Made]:
    """Register the household, or write its facts anew. Raises as `households.enrol` and `households.amend`."""
    if row.idle:
        return
    if row.known and not row.again:
        household = households.get(store, row.known)
        yield Made(row.line, "facts", household.id, values.kept(household))
        given = {key: getattr(row, key) for key in row.given if key in _FACTS and getattr(row, key) is not None}
        households.amend(store, replace(household, **given), actor=actor)
    else:
        household = _begun(store, row, pack=pack, actor=actor)
        yield Made(row.line, "household", household.id)
    present = {one.name for one in households.members(store, household.id)}
    for name, relation in row.members:
        if name not in present:
            households.add_member(store, household.id, name=name, relation=relation, actor=actor)
            yield Made(row.line, "member", households.members(store, household.id)[-1].id)
    if row.card and households.card_of(store, household.id) is None:
        households.issue_card(store, household.id, actor=actor, card=CardNumber(row.card))
        yield Made(row.line, "card", household.id, row.card)


def _begun(store: Store, row: Row, *, pack: Pack, actor: str) -> Household:
    facts = {key: getattr(row, key) for key in _FACTS} | {"enrolled": row.enrolled or clock.today()}
    facts["opted_in"] = participation.wish(pack, row.residence, row.opted_in)
    if row.again:
        former = households.get(store, row.known)
        return households.take_up(store, replace(former, **facts), actor=actor)
    return households.enrol(store, number=row.number, actor=actor, **facts)


def _read(table: Table, line: Line, members: tuple[tuple[str, str], ...]) -> Row | None:
    """The row by itself: every cell that is not understood is noted."""
    under = {key: table.under(line, key) for key in (*_FACTS, "number", "card")}
    before = len(table.faults)
    for key, known in (("residence", _RESIDENCES), ("opted_in", _WISHES)):
        if under[key] not in known:
            table.fault(line, key)
    months = values.whole(under["months_home"] or "12", most=12)
    enrolled = values.day(under["enrolled"]) if under["enrolled"] else None
    if months is None:
        table.fault(line, "months_home")
    if under["enrolled"] and (enrolled is None or enrolled > clock.today()):
        table.fault(line, "enrolled")
    if _DAY.fullmatch(under["number"]):
        table.fault(line, "number", "number_date")
    card = _card(table, line, under["card"])
    row = Row(
        line=line.number,
        head=under["head"],
        group=under["group"],
        number=under["number"],
        phone=under["phone"],
        dwelling=under["dwelling"],
        reading=under["reading"],
        residence=_RESIDENCES.get(under["residence"], Residence.LOCAL),
        months_home=months or 0,
        opted_in=_WISHES.get(under["opted_in"]),
        enrolled=enrolled,
        members=members,
        card=card,
        given=tuple(key for key, cell in under.items() if cell),
    )
    clean = _clean(table, line, row)
    return clean if len(table.faults) == before else None


def _clean(table: Table, line: Line, row: Row) -> Row:
    """The facts as the roll would write them."""
    try:
        made = household_facts.plain(values.household(row))
    except VillageError as why:
        key = _REFUSED.get(why.code.partition("_")[0], "head")
        own = why.code in ("phone_wrong", "number_wrong", "reading_wrong", "group_missing", "name_empty", "name_wrong")
        table.fault(line, key) if own else table.say(line, key, refusals.sentence(why))
        return row
    return replace(row, **{key: getattr(made, key) for key in ("head", "group", "phone", "dwelling", "reading")})


def _card(table: Table, line: Line, written: str) -> str:
    if not written:
        return ""
    try:
        return str(CardNumber.parse(written))
    except VillageError:
        table.fault(line, "card")
        return ""


class _Book:
    """The roll as it is, asked once, and what the rows before have taken of it."""

    def __init__(self, store: Store | None) -> None:
        every = rows.every(store) if store else []
        self.by_number = {one.number: one for one in every}
        self.by_name: dict[tuple[str, str], list[Household]] = {}
        for one in every:
            if one.closed is None:
                self.by_name.setdefault((one.group, one.head), []).append(one)
        self.dwellings = {one.dwelling: one.id for one in every if one.dwelling and one.closed is None}
        self.cards = cards.every(store) if store else {}
        self.card_of = {home: card for card, (home, valid) in self.cards.items() if valid}
        families = people.everybody(store) if store else {}
        self.members = {home: {one.name for one in family} for home, family in families.items()}
        by_id = {one.id: one for one in every}
        self.spare = [by_id[one] for one in intakes.spare(store)] if store else []
        self.spare_ids = {one.id for one in self.spare}
        self.taken: dict[tuple[str, object], int] = {}

    def placed(self, table: Table, line: Line, row: Row) -> Row:
        """The row beside the roll: which account it is, and what of it another has already."""
        known = self._known(table, line, row)
        again = bool(known and known.closed and known.id in self.spare_ids)
        if known and again:
            self.spare = [one for one in self.spare if one.id != known.id]
            row = replace(row, number=known.number)
        elif known and known.closed:
            table.fault(line, "number", "number_taken")
        row = replace(row, known=known.id if known else 0, again=again)
        self._alone(table, line, row)
        if not known or again:
            return row
        return replace(row, changes=self._changes(row, known))

    def _known(self, table: Table, line: Line, row: Row) -> Household | None:
        if row.number:
            self._once(table, line, "number", row.number)
            return self.by_number.get(row.number)
        self._once(table, line, "head", (row.group, row.head))
        same = self.by_name.get((row.group, row.head), [])
        if len(same) > 1:
            table.fault(line, "head", "head_which")
        return next(iter(same), None) or self._free(row)

    def _free(self, row: Row) -> Household | None:
        """An account that a table taken back has left, best of the same name."""
        own = [one for one in self.spare if one.group == row.group]
        return next((one for one in own if one.head == row.head), next(iter(own), None))

    def _alone(self, table: Table, line: Line, row: Row) -> None:
        """Cards and dwellings belong to one household each."""
        if row.dwelling:
            self._once(table, line, "dwelling", row.dwelling)
            if self.dwellings.get(row.dwelling, row.known) != row.known:
                table.fault(line, "dwelling", "dwelling_taken")
        if row.card:
            self._once(table, line, "card", row.card)
            home, valid = self.cards.get(row.card, (row.known, True))
            own = self.card_of.get(row.known, row.card) if row.known else row.card
            if home != row.known or not valid:
                table.fault(line, "card", "card_taken")
            elif own != row.card:
                table.fault(line, "card", "card_other")

    def _once(self, table: Table, line: Line, key: str, value: object) -> None:
        first = self.taken.setdefault((key, value), line.number)
        if first != line.number:
            table.fault(line, key, f"{key}_twice", first=first)

    def _changes(self, row: Row, known: Household) -> tuple[str, ...]:
        facts = [key for key in row.given if key in _FACTS and getattr(row, key) != getattr(known, key)]
        more = [name for name, _ in row.members if name not in self.members.get(known.id, ())]
        card = ["card"] if row.card and known.id not in self.card_of else []
        return (*facts, *(["members"] if more else []), *card)

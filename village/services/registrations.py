"""The office's registers (登记簿): duties, titles, occasions, areas; rows end, and never change."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rules import Item, Pack
from village import clock
from village.errors import VillageError
from village.model.registration import Register, Registration
from village.services import households, participation, rulebook, standings, timekeeping
from village.store import Store, acts
from village.store import registrations as rows

_TRAVELLING = "流动"  # what travels is held by one at a time: the travelling red flag (JX-39)


@dataclass(frozen=True, slots=True)
class Form:
    """What a register asks for. `needs` are fields that may not stay empty; of rows that agree in `sole` one stands at
    a time, the next ends it; `lists` are the document's lists for the title, `closed` whether they are all there is."""

    needs: tuple[str, ...]
    may: tuple[str, ...] = ()
    sole: str = ""
    lists: tuple[str, ...] = ()
    closed: bool = False

    @property
    def fields(self) -> tuple[str, ...]:
        """Everything that it has room for."""
        return self.needs + self.may


FORMS = {
    Register.DUTY: Form(("title", "name"), ("note",), sole="title", lists=("duties",), closed=True),
    Register.HONOUR: Form(
        ("title",), ("household_id", "name", "note"), lists=("honours", "honours_taking_part", "reward_kinds")
    ),
    Register.NOMINATION: Form(("title", "household_id"), ("note",), lists=("honours", "honours_taking_part")),
    Register.COUNTER: Form(("title",), ("place", "name", "note"), sole="title", lists=("redemption_places",)),
    Register.EXCHANGE: Form(("title", "place", "name"), ("note",), lists=("redemption_occasions",)),
    Register.MEETING: Form(("title", "group"), ("place", "name", "note")),
    Register.CARETAKER: Form(("household_id", "name"), ("note",), sole="household_id"),
    Register.GRID: Form(("title", "household_id"), sole="household_id"),
    Register.AREA: Form(("title", "group"), ("name",), sole="group"),
    Register.SITE: Form(("title", "place"), ("note",)),
    Register.LEGAL: Form(("title", "name", "note"), sole="title", closed=True),
}


def write(store: Store, wanted: Registration, *, actor: str) -> Registration:
    """Add a row and end the one that it takes the place of.

    Raises `clock_behind`, `date_future`, `registration_incomplete`, `title_unlisted` (the document's list is closed:
    JX-38, YK-27), `unknown_household`, `group_unknown`, `nominee_out`, `nominee_below_mean` (DZ-18, DZ-19),
    `sites_enough` (JX-20).
    """
    with store.transaction():
        pack = rulebook.rules_on(store, clock.today())
        timekeeping.check_clock(store)
        row = replace(_clean(wanted), actor=actor)
        _check(store, pack, row)
        now = clock.now()
        for former in _replaced(store, row):
            rows.end(store, former.id, on=row.day, reason="", at=now, actor=actor)
        made = replace(row, id=rows.add(store, row, at=now))
        subject = f"registration:{made.id}"
        acts.append(store, at=now, actor=actor, act=f"register_{row.register}", subject=subject, detail=row.title)
        return made


def end(store: Store, registration_id: int, *, reason: str, actor: str) -> Registration:
    """It holds no longer. Raises `registration_unknown`,
    `registration_ended`, `reason_missing`."""
    with store.transaction():
        found = rows.get(store, registration_id)
        if found is None:
            raise VillageError("registration_unknown")
        if found.ended_on:
            raise VillageError("registration_ended")
        if not reason.strip():
            raise VillageError("reason_missing")
        now = clock.now()
        rows.end(store, registration_id, on=clock.today(), reason=reason.strip(), at=now, actor=actor)
        subject = f"registration:{registration_id}"
        acts.append(store, at=now, actor=actor, act="end_registration", subject=subject, detail=reason.strip())
        return replace(found, ended_on=clock.today(), ended_why=reason.strip())


def standing_first(store: Store, register: Register, *, limit: int, skip: int) -> list[Registration]:
    """So many rows of a register after the first `skip`: those that have not ended before the others."""
    return rows.standing_first(store, register, limit=limit, skip=skip)


def of_register(store: Store, register: Register) -> list[Registration]:
    """A register's rows, newest first, those that ended among them."""
    return rows.of_register(store, register)


def of_household(store: Store, household_id: int) -> list[Registration]:
    """What stands about a household: its titles, caretaker, grid."""
    return rows.of_household(store, household_id)


def standing(store: Store) -> dict[Register, int]:
    """How many rows of each register stand."""
    return rows.standing(store)


def vacant(store: Store, pack: Pack) -> tuple[str, ...]:
    """The document's duties that nobody is named for today (YK-27, JX-38)."""
    named = {one.title for one in rows.of_register(store, Register.DUTY) if one.ended_on is None}
    return tuple(title for title in titles(pack, Register.DUTY) if title not in named)


def titles(pack: Pack, register: Register) -> tuple[str, ...]:
    """What the document lists for a register; empty where it lists nothing. For legal reviews (YK-29): the items that
    take points away, by code and name."""
    if register is Register.LEGAL:
        return tuple(legal_title(item) for item in pack.items if item.kind == "negative")
    listed = [one for key in FORMS[register].lists for one in pack.paper.listed(key)]
    return tuple(dict.fromkeys(listed))


def legal_title(item: Item) -> str:
    """What an item is called in the register of legal reviews."""
    return f"{item.code} {item.title}"[:40]


def legal_reviews(store: Store, pack: Pack) -> dict[str, Registration]:
    """Code of an item that takes points away → its legal review (YK-29); without those whose item changed since."""
    today = clock.today()
    stand = {one.title: one for one in rows.of_register(store, Register.LEGAL) if one.ended_on is None}
    found = {}
    for item in pack.items:
        review, version = stand.get(legal_title(item)), item.version_on(today)
        if review and version and version.start <= review.day:
            found[item.code] = review
    return found


def clause(pack: Pack, register: Register) -> str:
    """The clause that gives the list; empty where the document gives none."""
    keys = (key for key in FORMS[register].lists if key in pack.paper.names)
    return next((pack.paper.names[key].clause for key in keys), "")


def check_nominee(store: Store, pack: Pack, title: str, household_id: int) -> None:
    """Raises `nominee_out` for a household that takes no part, and `nominee_below_mean` where the title asks for points
    strictly above the mean: every title but those that ask for taking part alone (DZ-18, DZ-19)."""
    taking_part = pack.paper.names.get("honours_taking_part")
    household = households.get(store, household_id)
    if household_id not in participation.participants(store, pack):
        found = taking_part.clause if taking_part else pack.setting("nomination").clause
        raise VillageError("nominee_out", found, head=household.head)
    if taking_part and title in taking_part.values:
        return
    if not standings.eligible(store, household_id=household_id, year=clock.today().year):
        raise VillageError("nominee_below_mean", pack.setting("nomination").clause, head=household.head)


def _clean(wanted: Registration) -> Registration:
    """Nothing but what the register has room for."""
    room = FORMS[wanted.register].fields

    def kept(name: str) -> str:
        return getattr(wanted, name).strip() if name in room else ""

    return replace(
        wanted,
        title=kept("title"),
        household_id=wanted.household_id if "household_id" in room else None,
        group=kept("group"),
        name=kept("name"),
        place=kept("place"),
        note=kept("note"),
    )


def _check(store: Store, pack: Pack, row: Registration) -> None:
    form, known = FORMS[row.register], titles(pack, row.register)
    if row.day > clock.today():
        raise VillageError("date_future")
    if not all(getattr(row, name) for name in form.needs):
        raise VillageError("registration_incomplete", clause(pack, row.register))
    if form.closed and known and row.title not in known:
        raise VillageError("title_unlisted", clause(pack, row.register))
    if row.household_id is not None:
        households.get(store, row.household_id)
    if row.group and row.group not in {name for name, _ in households.groups(store)}:
        raise VillageError("group_unknown")
    if row.register is Register.HONOUR and not (row.household_id or row.name):
        raise VillageError("registration_incomplete", clause(pack, row.register))
    if row.register is Register.NOMINATION:
        check_nominee(store, pack, row.title, row.household_id or 0)
    if row.register is Register.SITE:
        _check_sites(store, pack)


def _check_sites(store: Store, pack: Pack) -> None:
    contest = pack.paper.contest
    if contest and rows.standing(store).get(Register.SITE, 0) >= contest.sites_most:
        raise VillageError("sites_enough", contest.clause, count=contest.sites_most)


def _replaced(store: Store, row: Registration) -> list[Registration]:
    """Rows that the new one ends: those that agree with it where one stands at a time."""
    travels = row.register is Register.HONOUR and _TRAVELLING in row.title
    sole = "title" if travels else FORMS[row.register].sole
    if not sole:
        return []
    former = (one for one in rows.of_register(store, row.register) if one.ended_on is None)
    return [one for one in former if getattr(one, sole) == getattr(row, sole)]

"""What was looked over is taken in, all of it or nothing, by the verbs that each row would go through alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from village import clock
from village.errors import VillageError
from village.model.household import Household
from village.model.intake import Intake, Made
from village.services import goods as shelf
from village.services import households, ledger, refusals, rulebook
from village.services.intakes import goods, roll
from village.services.intakes.lines import Terms
from village.services.intakes.looking import Found
from village.services.intakes.scores import Recorder
from village.store import Store, acts
from village.store import intakes as rows
from village.store import members as people


def take(store: Store, found: Found, *, name: str, terms: Terms, cleared: tuple[str, ...] = ()) -> Intake:
    """Take a table in; `name` is its file's, `cleared` as `goods.add` wants it.

    Raises `intake_faults` while something in it is doubtful, `intake_nothing`, `intake_again`, and `intake_row` where
    the book has changed since the table was looked over so that a row can no longer be taken.
    """
    if found.faults:
        raise VillageError("intake_faults", count=len(found.faults))
    if not found.fresh:
        raise VillageError("intake_nothing")
    with store.transaction():
        if before := rows.of_seal(store, found.kind, found.seal):
            raise VillageError("intake_again", number=str(before.id))
        made = list(_made(store, found, terms=terms, cleared=cleared))
        now = clock.now()
        acts.append(
            store, at=now, actor=terms.actor, act="intake", subject=f"intake:{found.kind.value}", detail=name[:80]
        )
        intake = Intake(
            id=0,
            kind=found.kind,
            name=name[:80],
            seal=found.seal,
            rows=found.fresh,
            act=acts.last_id(store),
            seq=ledger.head(store).seq,
            at=now,
            actor=terms.actor,
        )
        return get(store, rows.add(store, intake, made))


def get(store: Store, intake_id: int) -> Intake:
    """One table. Raises `intake_unknown`."""
    found = rows.get(store, intake_id)
    if found is None:
        raise VillageError("intake_unknown")
    return found


def all_of(store: Store) -> list[Intake]:
    """The newest first."""
    return rows.all_of(store)


@dataclass(frozen=True, slots=True)
class Deed:
    """What a row of a table made, for people: the household it is about, 0 for none, and its name."""

    line: int
    what: str
    home: int
    label: str


def deeds(store: Store, intake_id: int) -> list[Deed]:
    """What the rows of a table made, in order."""
    homes = {one.id: one for one in households.search(store, "", limit=-1)}
    family = people.homes(store)
    return [_deed(store, one, homes, family) for one in rows.made(store, intake_id)]


def _deed(store: Store, one: Made, homes: Mapping[int, Household], family: Mapping[int, tuple[int, str]]) -> Deed:
    if one.what == "goods":
        return Deed(one.line, one.what, 0, shelf.get(store, one.ref).name)
    line = ledger.line(store, one.ref) if one.what == "entry" else None
    home_id, name = family[one.ref] if one.what == "member" else (line.household_id if line else one.ref, "")
    home = homes[home_id]
    more = f"{line.item} {line.points.signed}" if line else name
    return Deed(one.line, one.what, home_id, f"{home.number} {home.head} {more}".strip())


def _made(store: Store, found: Found, *, terms: Terms, cleared: tuple[str, ...]) -> Iterator[Made]:
    pack = rulebook.rules_on(store, clock.today())
    for home in found.homes:
        yield from _told(home.line, roll.take(store, home, pack=pack, actor=terms.actor))
    for thing in found.shelf:
        yield from _told(thing.line, goods.take(store, thing, cleared=cleared, actor=terms.actor))
    recorder = Recorder(store, terms)
    for line in found.sheet:
        yield from _told(line.line, recorder.take(line))


def _told(line: int, made: Iterator[Made]) -> list[Made]:
    try:
        return list(made)
    except VillageError as why:
        raise VillageError("intake_row", line=line, what=refusals.sentence(why)) from why

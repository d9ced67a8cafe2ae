"""What was looked over is taken in, all of it or nothing, by the verbs that each row would go through alone."""

from __future__ import annotations

from collections.abc import Iterator

from village import clock
from village.errors import VillageError
from village.model.intake import Intake, Made
from village.services import ledger, refusals, rulebook
from village.services.intakes import goods, roll
from village.services.intakes.lines import Terms
from village.services.intakes.looking import Found
from village.services.intakes.scores import Recorder
from village.store import Store, acts
from village.store import intakes as rows


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


def made(store: Store, intake_id: int) -> list[Made]:
    """What its rows made."""
    return rows.made(store, intake_id)


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

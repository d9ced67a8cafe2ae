"""A table is taken back whole: by counter-entries where it touched the ledger, by closing or putting back elsewhere.

What is built upon since keeps it from being taken back: then a person mends what is wrong, one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from village import clock
from village.errors import VillageError
from village.model.belonging import NOBODY, Belonging
from village.model.entry import Entry, Kind
from village.model.intake import Intake, IntakeKind, Made
from village.services import corrections, goods, households, ledger, moves, timekeeping
from village.services.intakes import taking, values
from village.store import Store, acts, cards, objections, publications
from village.store import goods as shelf
from village.store import intakes as rows
from village.store import members as people

REASON = "整表收回"


def undo(store: Store, intake_id: int, *, actor: str, belonging: Belonging = NOBODY) -> Intake:
    """Take a table back, all of it or nothing.

    Raises `intake_unknown`, `intake_undone`, `clock_behind`, `intake_built_on` (what came later stands on it), and what
    `corrections.correct` raises.
    """
    with store.transaction():
        intake = taking.get(store, intake_id)
        if intake.undone_at:
            raise VillageError("intake_undone", number=str(intake.id))
        timekeeping.check_clock(store)
        made = rows.made(store, intake_id)
        _UNDO[intake.kind](store, intake, made[::-1], actor, belonging)
        now = clock.now()
        rows.undo(store, intake_id, at=now, actor=actor)
        acts.append(
            store, at=now, actor=actor, act="undo_intake", subject=f"intake:{intake.kind.value}", detail=intake.name
        )
        return taking.get(store, intake_id)


def _roll(store: Store, intake: Intake, made: Sequence[Made], actor: str, belonging: Belonging) -> None:
    del belonging  # a roll has no points that somebody could decide on for themselves
    for what in ("household", "facts"):
        if touched := rows.later(store, intake, what):
            home = households.get(store, touched)
            raise VillageError("intake_built_on", what=f"{home.number} {home.head}")
    for one in made:
        if one.what == "household":
            households.take_out(store, one.ref, reason=REASON, actor=actor)
        elif one.what == "facts":
            households.amend(store, values.put_back(one.former), actor=actor)
        elif one.what == "member":
            people.remove(store, one.ref, on=clock.today())
        else:
            cards.revoke(store, one.former, at=clock.now())


def _goods(store: Store, intake: Intake, made: Sequence[Made], actor: str, belonging: Belonging) -> None:
    del belonging
    if touched := rows.later(store, intake, "goods"):
        raise VillageError("intake_built_on", what=goods.get(store, touched).name)
    now = clock.now()
    for one in made:
        stock = goods.get(store, one.ref).stock
        if stock:
            shelf.move(store, one.ref, quantity=-stock, source="withdrawn", at=now, actor=actor)
        rows.withdraw(store, one.ref)
        acts.append(store, at=now, actor=actor, act="withdraw_goods", subject=f"goods:{one.ref}")


def _scores(store: Store, intake: Intake, made: Sequence[Made], actor: str, belonging: Belonging) -> None:
    del intake
    public, objected = publications.months(store), {one.entry_seq for one in objections.all_of(store)}
    for one in made:
        line = ledger.line(store, one.ref)
        household = households.get(store, line.household_id)
        shown = f"{household.number} {household.head}"
        if line.period in public or household.closed or line.seq in objected or _spent(store, line):
            raise VillageError("intake_built_on", what=shown)
        try:
            corrections.correct(store, seq=line.seq, reason=REASON, actor=actor, belonging=belonging)
        except VillageError as why:
            if why.code != "already_reversed":
                raise
            raise VillageError("intake_built_on", what=shown) from why


def _spent(store: Store, line: Entry) -> bool:
    """Whether goods were had since for points that would then be missing."""
    later = (one for one in moves.live(store, line.household_id) if one.seq > line.seq)
    had = any(one.kind is Kind.REDEMPTION for one in later)
    return had and ledger.balance(store, line.household_id) < line.points


_UNDO: dict[IntakeKind, Callable[[Store, Intake, Sequence[Made], str, Belonging], None]] = {
    IntakeKind.ROLL: _roll,
    IntakeKind.GOODS: _goods,
    IntakeKind.SCORES: _scores,
}

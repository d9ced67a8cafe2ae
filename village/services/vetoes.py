"""One-vote veto (JX-02): a household's month counts nothing, whether it is known before or after the board.

A veto that was wrong is taken back in `veto_reversals`."""

from __future__ import annotations

from rules import Pack
from village import clock
from village.errors import VillageError
from village.model.entry import VETO, Draft, Entry, Kind
from village.model.period import Period
from village.model.points import ZERO, Points
from village.model.veto import Veto
from village.services import choices, ledger, moves, participation, rulebook, timekeeping
from village.store import Store, acts, entries
from village.store import vetoes as rows


def veto(store: Store, *, household_id: int, period: Period, reason: str, actor: str) -> Veto:
    """Void the household's lines of the period's month, until the veto is taken back.

    One line takes back the month's net, dated today, and is there where the net is zero too: it is what the household
    sees and may object to. What a board showed stays. Raises `unknown_household`, `account_closed`, `veto_off`,
    `clock_behind`, `reason_missing`, and `already_reversed` while the month is vetoed.
    """
    with store.transaction():
        participation.account(store, household_id)
        pack = rulebook.rules_on(store, clock.today())
        setting = pack.setting("veto")
        if choices.word(pack, "veto") != "month" or len(period.months) != 1:
            raise VillageError("veto_off", setting.clause)
        timekeeping.check_clock(store)
        if not reason.strip():
            raise VillageError("reason_missing", setting.clause)
        month = period.name
        if rows.get(store, household_id, month):
            raise VillageError("already_reversed", setting.clause)
        today = clock.today()
        made = rows.add(store, household_id=household_id, month=month, reason=reason.strip(), on=today, actor=actor)
        net = sum((line.points for line in moves.live(store, household_id) if _scored(line, month)), ZERO)
        _write(store, made, points=net, pack=pack)
        acts.append(store, at=clock.now(), actor=actor, act="veto", subject=f"household:{household_id}", detail=month)
        return made


def void(store: Store, made: Veto, *, points: Points, pack: Pack) -> None:
    """Take back what a line gave that came late to the vetoed month, by one linked line."""
    if points:
        _write(store, made, points=points, pack=pack)


def line_of(store: Store, made: Veto) -> Entry | None:
    """The line that a veto wrote first, which stands for it; None for a veto of a month without net points that was
    written before vetoes had a line in any case."""
    return next(iter(lines_of(store, made)), None)


def lines_of(store: Store, made: Veto) -> list[Entry]:
    """All lines that a veto wrote, oldest first: the month's net, and what came late."""
    every = entries.of_household(store, made.household_id)[::-1]
    return [line for line in every if line.source == f"{VETO}{made.id}" and line.reverses is None]


def standing(store: Store, line: Entry) -> Veto | None:
    """The veto that a line was written by, while it stands."""
    made = rows.by_id(store, int(line.source.removeprefix(VETO))) if line.voids else None
    return made if made and not made.taken_back else None


def of_household(store: Store, household_id: int) -> list[Veto]:
    """A household's vetoes, the newest first, those that were taken back too."""
    return rows.of_household(store, household_id)


def _write(store: Store, made: Veto, *, points: Points, pack: Pack) -> None:
    draft = Draft(
        household_id=made.household_id,
        kind=Kind.DEDUCTION,
        points=-points,
        period=made.month,
        occurred_on=clock.today(),
        actor=made.actor,
        pack=pack.id,
        digest=pack.digest,
        clause=pack.setting("veto").clause,
        reason=made.reason,
        source=f"{VETO}{made.id}",
    )
    ledger.post(store, draft)


def _scored(line: Entry, month: str) -> bool:
    return line.period == month and line.kind in (Kind.AWARD, Kind.DEDUCTION)

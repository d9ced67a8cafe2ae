"""One-vote veto (JX-02): a household's month counts nothing, whether it is known before or after the board."""

from __future__ import annotations

from rules import Pack
from village import clock
from village.errors import VillageError
from village.model.entry import VETO, Draft, Entry, Kind
from village.model.period import Period
from village.model.points import ZERO, Points
from village.model.veto import Veto
from village.services import choices, ledger, moves, participation, rulebook, timekeeping
from village.store import Store, acts
from village.store import vetoes as rows


def veto(store: Store, *, household_id: int, period: Period, reason: str, actor: str) -> Veto:
    """Void the household's lines of the period's month, for now and ever.

    One counter-entry takes back the month's net, dated today; what a board showed stays. Raises
    `unknown_household`, `account_closed`, `veto_off`, `clock_behind`, `reason_missing`, `already_reversed`.
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
        void(store, made, points=net, pack=pack)
        acts.append(store, at=clock.now(), actor=actor, act="veto", subject=f"household:{household_id}", detail=month)
        return made


def void(store: Store, made: Veto, *, points: Points, pack: Pack) -> None:
    """Take back what the vetoed month gave, by one linked line."""
    if not points:
        return
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

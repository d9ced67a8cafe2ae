"""Corrections (更正): a wrong line is taken back by a linked counter-entry."""

from __future__ import annotations

from village import clock
from village.errors import VillageError
from village.model.belonging import NOBODY, Belonging
from village.model.entry import Entry, Kind
from village.services import ledger, moves, participation, recusal, rulebook, timekeeping, veto_reversals, vetoes
from village.store import Store, entries, years
from village.store import vetoes as vetoed


def correct(
    store: Store, *, seq: int, reason: str, actor: str, belonging: Belonging = NOBODY, token: str = ""
) -> Entry:
    """Take a line back, wherever it stands now; with a line that a veto wrote, the whole veto (`veto_reversals`).

    Raises `entry_unknown`, `account_closed`, `recused`, `clock_behind`, `redemption_line` (goods go back with it:
    `redemptions.cancel`), `wrong_year` (the line's points have lapsed with its year), `reason_missing`,
    `already_reversed`.
    """
    with store.transaction():
        if token and (first := entries.by_token(store, token)):
            return first
        line = moves.whereabouts(store, seq)
        household = participation.account(store, line.household_id)
        pack = rulebook.rules_on(store, clock.today())
        recusal.check(pack, household, belonging=belonging, actor=actor)
        timekeeping.check_clock(store)
        if made := vetoes.standing(store, line):
            return veto_reversals.restore(store, made, reason=reason, actor=actor, token=token)[0]
        takeable(store, line)
        if not reason.strip():
            raise VillageError("reason_missing")
        if line.period in vetoed.months(store, line.household_id) or line not in moves.live(store, household.id):
            raise VillageError("already_reversed")
        return ledger.reverse(store, seq=line.seq, reason=reason, actor=actor, token=token)


def takeable(store: Store, line: Entry) -> None:
    """Raises `redemption_line` where goods were had for the points, and `wrong_year` for a line whose points lapsed
    with their year: there is nothing left to take back."""
    if line.kind is Kind.REDEMPTION:
        raise VillageError("redemption_line", line.clause)
    year = int(line.period[:4])
    if year <= years.last(store, "lapsed"):
        raise VillageError("wrong_year", line.clause, year=year)

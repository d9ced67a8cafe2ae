"""A veto that was wrong (JX-02), taken back (撤回): the book is then as though the month had never been vetoed."""

from __future__ import annotations

from rules import Calendar, Line, assess
from village import clock
from village.errors import VillageError
from village.language.phrases import phrase
from village.model.belonging import NOBODY, Belonging
from village.model.entry import OVER, VETO, Entry
from village.model.veto import Veto, VetoReversal
from village.services import belongings, ledger, moves, participation, recusal, rulebook, scores, timekeeping, vetoes
from village.store import Store, acts, entries
from village.store import vetoes as rows


def get(store: Store, veto_id: int) -> Veto:
    """One veto. Raises `veto_unknown`."""
    made = rows.by_id(store, veto_id)
    if made is None:
        raise VillageError("veto_unknown")
    return made


def take_back(
    store: Store, veto_id: int, *, reason: str, actor: str, belonging: Belonging = NOBODY, token: str = ""
) -> Veto:
    """The veto was wrong; its household is told the `reason`. The same token again changes nothing.

    Raises `veto_unknown`, `account_closed`, `recused`, `clock_behind`; as `restore`.
    """
    with store.transaction():
        made = get(store, veto_id)
        if made.taken_back and token and made.taken_back.token == token:
            return made
        household = participation.account(store, made.household_id)
        pack = rulebook.rules_on(store, clock.today())
        recusal.check(pack, household, belonging=belonging, actor=actor)
        timekeeping.check_clock(store)
        restore(store, made, reason=reason, actor=actor, token=token)
        return get(store, veto_id)


def restore(store: Store, made: Veto, *, reason: str, actor: str, token: str = "") -> list[Entry]:
    """Each line that the veto wrote is taken back, so that the month's lines count again, those too that came while it
    stood. Of what was recorded twice, because the first did not count meanwhile, the later line goes. Answers the
    counter-entries of the veto's own lines, oldest first.

    Raises `wrong_year` where the year has lapsed with what the veto took, `reason_missing`, `already_reversed`.
    """
    with store.transaction():
        clause = rulebook.rules_on(store, clock.today()).setting("veto").clause
        if rows.settled(store, made):
            raise VillageError("wrong_year", clause, year=int(made.month[:4]))
        if not reason.strip():
            raise VillageError("reason_missing", clause)
        if made.taken_back:
            raise VillageError("already_reversed", clause)
        rows.take_back(store, made.id, VetoReversal(reason.strip(), clock.today(), actor, token))
        backs: list[Entry] = []
        for line in vetoes.lines_of(store, made):
            key, source = "" if backs else token, f"{VETO}{made.id}"
            backs.append(ledger.reverse(store, seq=line.seq, reason=reason, actor=actor, source=source, token=key))
        _keep_to_limits(store, made, actor=actor)
        subject = f"household:{made.household_id}"
        acts.append(store, at=clock.now(), actor=actor, act="take_veto_back", subject=subject, detail=made.month)
        return backs


def _keep_to_limits(store: Store, made: Veto, *, actor: str) -> None:
    """Take back what was recorded since the veto, and what the limits refuse beside the lines that count again."""
    void = rows.months(store, made.household_id)
    since = rows.spans(store)[made.household_id, made.month][-1][0]
    for line in moves.live(store, made.household_id):
        judged = line.item and line.seq > since and not line.source.startswith("moved:")
        if judged and line.period not in void and _over(store, line, void):
            reason = phrase("statement.counted_once").shown
            ledger.reverse(store, seq=line.seq, reason=reason, actor=actor, source=f"{OVER}{made.id}")


def _beside(line: Entry) -> Line:
    return Line(line.item, line.option or None, line.occurred_on, line.points.hundredths, line.count, line.member)


def _over(store: Store, line: Entry, void: frozenset[str]) -> bool:
    """Whether the limits refuse a line now, beside those that were recorded before it."""
    known = entries.counting(store, line.household_id, line.occurred_on.year)
    beside = [_beside(one) for one in known if one.seq < line.seq and one.period not in void]
    pack = scores.rules_for(store, line.occurred_on)
    found = assess(pack, belongings.fact_of(line), beside, Calendar(clock.today()))
    return found.refused is not None and found.refused.code == "capped"

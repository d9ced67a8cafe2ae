"""What inspectors found (抽查): written once, mended by the village, accepted by a paper from above (JX-33, MH-12)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from rules import Pack
from village import clock
from village.errors import VillageError
from village.model.finding import Finding, FindingState
from village.model.period import Period
from village.services import rulebook, timekeeping
from village.store import Store, acts
from village.store import findings as rows

PARTS = ("考核打分", "积分公示", "积分兑换", "台账管理")
"""What is inspected where the document gives no list of its own."""


def parts(pack: Pack) -> tuple[str, ...]:
    """What the document has inspected."""
    return pack.paper.listed("inspection_parts") or PARTS


def find(
    store: Store,
    *,
    quarter: Period,
    part: str,
    agrees: bool,
    found: str,
    inspector: str,
    on: date,
    subject: str = "",
    actor: str,
) -> Finding:
    """Write a finding down. One that does not agree puts its quarter into 待整改.

    Raises `clock_behind`, `date_future`, `title_unlisted`, `name_empty`, `finding_empty` (it does not agree, and nobody
    says what).
    """
    with store.transaction():
        pack = rulebook.rules_on(store, clock.today())
        timekeeping.check_clock(store)
        for code, wrong in (
            ("date_future", on > clock.today() or quarter.first > clock.today()),
            ("title_unlisted", part not in parts(pack)),
            ("name_empty", not inspector.strip()),
            ("finding_empty", not agrees and not found.strip()),
        ):
            if wrong:
                raise VillageError(code, clause(pack))
        wanted = Finding(0, quarter.name, part, subject, agrees, found.strip(), inspector.strip(), on, actor)
        made = replace(wanted, id=rows.add(store, wanted, at=clock.now()))
        acts.append(store, at=clock.now(), actor=actor, act="find", subject=f"finding:{made.id}", detail=quarter.name)
        return made


def mend(store: Store, finding_id: int, *, how: str, actor: str) -> Finding:
    """The village mended it; said again, the newest words count until they are accepted.

    Raises `finding_unknown`, `finding_settled` (there is nothing, or nothing more, to mend), `reason_missing`.
    """
    with store.transaction():
        timekeeping.check_clock(store)
        known = get(store, finding_id)
        if known.state in (FindingState.AGREES, FindingState.APPROVED):
            raise VillageError("finding_settled")
        if not how.strip():
            raise VillageError("reason_missing")
        rows.mend(store, finding_id, how=how.strip(), on=clock.today(), actor=actor)
        _act(store, "mend_finding", finding_id, how.strip(), actor)
        return get(store, finding_id)


def approve(store: Store, finding_id: int, *, approval: str, actor: str) -> Finding:
    """Those above accepted the mending, by this paper; somebody else than who mended writes it down.

    Raises `finding_unknown`, `finding_settled`, `finding_unmended`, `approval_missing`, `self_review`.
    """
    with store.transaction():
        timekeeping.check_clock(store)
        pack = rulebook.rules_on(store, clock.today())
        known = get(store, finding_id)
        for code, wrong in (
            ("finding_settled", known.state in (FindingState.AGREES, FindingState.APPROVED)),
            ("finding_unmended", known.state is FindingState.OPEN),
            ("approval_missing", not approval.strip()),
        ):
            if wrong:
                raise VillageError(code, clause(pack))
        if known.mended_by == actor:
            raise VillageError("self_review", clause(pack), head=actor)
        rows.approve(store, finding_id, approval=approval.strip(), on=clock.today(), actor=actor)
        _act(store, "approve_finding", finding_id, approval.strip(), actor)
        return get(store, finding_id)


def get(store: Store, finding_id: int) -> Finding:
    """One finding. Raises `finding_unknown`."""
    found = rows.get(store, finding_id)
    if found is None:
        raise VillageError("finding_unknown")
    return found


def all_of(store: Store, *, limit: int = -1, skip: int = 0) -> list[Finding]:
    """Every finding, newest first; all of them, or so many."""
    return rows.all_of(store, limit=limit, skip=skip)


def unsettled(store: Store, period: str = "") -> list[Finding]:
    """Findings that wait to be mended, or to be accepted: of a quarter, of a year ("2026"), or all."""
    waiting = (FindingState.OPEN, FindingState.MENDED)
    return [one for one in rows.all_of(store) if one.state in waiting and one.quarter.startswith(period)]


def check_payment(store: Store, pack: Pack, period: str) -> None:
    """Raises `payment_withheld` as long as a finding of the money's own period is not mended and accepted (JX-33)."""
    if left := unsettled(store, period):
        raise VillageError("payment_withheld", clause(pack), count=len(left))


def clause(pack: Pack) -> str:
    """The clause that asks for inspections; "" where the document has none."""
    listed = pack.paper.names.get("inspection_parts")
    return listed.clause if listed else ""


def _act(store: Store, act: str, finding_id: int, detail: str, actor: str) -> None:
    acts.append(store, at=clock.now(), actor=actor, act=act, subject=f"finding:{finding_id}", detail=detail)

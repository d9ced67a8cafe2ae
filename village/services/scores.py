"""A cadre or panel records what a household did (代办 for positives, the group for negatives: YK-14)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rules import Assessment, Calendar, Fact, Line, Why, assess
from village import clock
from village.errors import VillageError
from village.model.entry import Draft, Entry, Kind
from village.model.points import Points
from village.services import evidence, households, ledger, rulebook
from village.store import Store, entries


@dataclass(frozen=True, slots=True)
class Score:
    """What is to be recorded. `points` only for open items; `evidence_id` as `services.evidence` gave it."""

    household_id: int
    item: str
    occurred: date
    option: str = ""
    count: int = 1
    points: Points | None = None
    member: str = ""
    place: str = ""
    reason: str = ""
    evidence_id: int | None = None


@dataclass(frozen=True, slots=True)
class Scored:
    """The line in the book, what stood before and after it, and what the cadre should know."""

    entry: Entry
    before: Points
    after: Points
    warnings: tuple[Why, ...]


def preview(store: Store, score: Score) -> Assessment:
    """What the rules say to it now; nothing is written."""
    pack = rulebook.rules_on(store, min(score.occurred, clock.today()))
    fact = Fact(
        item=score.item,
        occurred=score.occurred,
        option=score.option or None,
        count=score.count,
        points=score.points.hundredths if score.points is not None else None,
        member=score.member,
        place=score.place,
        reason=score.reason.strip(),
        evidence=score.evidence_id is not None,
    )
    return assess(pack, fact, _earlier(store, score), Calendar(today=clock.today()))


def record(store: Store, score: Score, *, actor: str, token: str = "") -> Scored:
    """Assess and post in one transaction. Raises the refusal's own code with its clause and sentence.

    The same token again answers with the first line and writes nothing.
    """
    with store.transaction():
        if token and (first := entries.by_token(store, token)):
            after = ledger.balance(store, first.household_id)
            return Scored(first, after - first.points, after, ())
        household = households.get(store, score.household_id)
        if household.closed:
            raise VillageError("account_closed", head=household.head)
        if score.evidence_id is not None:
            evidence.get(store, score.evidence_id)
        found = preview(store, score)
        if found.refused:
            raise VillageError(found.refused.code, found.refused.clause, why=found.refused)
        before = ledger.balance(store, score.household_id)
        adopted = rulebook.in_force(store, score.occurred)
        entry = ledger.post(store, _draft(score, found, adopted.pack, adopted.digest, actor=actor, token=token))
        return Scored(entry, before, before + entry.points, found.warnings)


def _draft(score: Score, found: Assessment, pack: str, digest: str, *, actor: str, token: str) -> Draft:
    return Draft(
        household_id=score.household_id,
        kind=Kind.AWARD if found.points >= 0 else Kind.DEDUCTION,
        points=Points(found.points),
        period=f"{score.occurred:%Y-%m}",
        occurred_on=score.occurred,
        actor=actor,
        pack=pack,
        digest=digest,
        item=score.item,
        version=found.version.isoformat(),
        option=score.option,
        count=score.count,
        clause=found.clause,
        member=score.member.strip(),
        place=score.place.strip(),
        reason=score.reason.strip(),
        evidence=str(score.evidence_id or ""),
        source="score",
        token=token,
    )


def _earlier(store: Store, score: Score) -> Sequence[Line]:
    return [
        Line(entry.item, entry.option or None, entry.occurred_on, entry.points.hundredths, entry.count, entry.member)
        for entry in entries.counting(store, score.household_id, score.occurred.year)
    ]
